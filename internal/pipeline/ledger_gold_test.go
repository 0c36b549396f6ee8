package pipeline_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"parley"
	"parley/internal/pipeline"
)

// goldClaim is a claim of the hand annotations.
type goldClaim struct {
	Item                                          int
	Line                                          int
	Sentence, Trigger, Kind, Status, Object, Time string
	TimeText                                      string `json:"time_text"`
	Background                                    bool
	Actors                                        []parley.Actor
	Place                                         *parley.Place
	Duration                                      parley.Maybe
	Attribution                                   string
}

// topicWords are enough topics for the seeds; the packs hold the real ones.
var topicWords = map[string][]string{
	"embassies": {"cơ quan ngoại giao", "đại sứ"},
	"ceasefire": {"ngừng bắn"},
	"summit":    {"thượng đỉnh"},
	"nuclear":   {"hạt nhân"},
}

// goldReadings makes readings of the hand annotations of the seeds.
func goldReadings(t *testing.T) []*parley.Reading {
	t.Helper()
	f, err := os.Open(filepath.FromSlash("../../../shared/gold/seeds.jsonl"))
	if err != nil {
		t.Skip("no gold at hand: ", err)
	}
	defer f.Close()
	var out []*parley.Reading
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<22)
	for sc.Scan() {
		var d struct {
			Doc   string
			Items []struct {
				Item int
				Date *string
			}
			Claims []goldClaim
		}
		if err := json.Unmarshal(sc.Bytes(), &d); err != nil {
			t.Fatal(err)
		}
		p := parley.Page{Source: d.Doc, Bytes: []byte("bytes of " + d.Doc)}
		r := &parley.Reading{Schema: parley.PageSchema, ID: p.ID(), Source: d.Doc, Kind: parley.PageArticle, Language: "vi"}
		for _, it := range d.Items {
			item := parley.Item{Kind: parley.ItemTeaser}
			if it.Item == 0 {
				item.Kind = parley.ItemArticle
			}
			if it.Date != nil {
				item.Published = &parley.Date{Value: *it.Date, Basis: parley.BasisInferred}
			}
			r.Items = append(r.Items, item)
		}
		at := map[string]parley.Span{}
		for n, g := range d.Claims {
			r.Claims = append(r.Claims, g.claim(r, n, at))
		}
		out = append(out, r)
	}
	return out
}

func (g goldClaim) claim(r *parley.Reading, n int, at map[string]parley.Span) parley.Claim {
	where := fmt.Sprint(g.Line, g.Sentence)
	span, ok := at[where]
	if !ok {
		span.Start = len([]rune(r.Text))
		r.Text += g.Sentence + "\n"
		span.End = span.Start + len([]rune(g.Sentence))
		at[where] = span
		r.Items[g.Item].Body += g.Sentence + "\n"
	}
	k := parley.Kind(g.Kind)
	info, _ := k.Info()
	c := parley.Claim{
		ID: parley.ClaimID(r.ID, k, span, n), Item: g.Item, Kind: k, Object: parley.Maybe(g.Object), Plover: info.Plover, CAMEO: info.CAMEO,
		Status: parley.Status(g.Status), Background: g.Background, Evidence: parley.Quote{Span: span, Exact: g.Sentence},
		Actors: g.Actors, Place: g.Place, Duration: g.Duration, Topics: []string{}, Conditions: []string{}, Rules: []string{}, Confidence: 0.9,
	}
	if g.Time != "" || g.TimeText != "" {
		c.Time = &parley.When{Value: g.Time, Text: g.TimeText, Basis: parley.BasisInferred}
	}
	for topic, words := range topicWords {
		if slices.ContainsFunc(words, func(w string) bool { return strings.Contains(strings.ToLower(g.Sentence), w) }) {
			c.Topics = append(c.Topics, topic)
		}
	}
	slices.Sort(c.Topics)
	return c
}

// names are a few English names, as a pack would give them.
type names map[string]string

func (n names) Name(_, id string) string {
	if s := n[id]; s != "" {
		return s
	}
	return id
}

// TestGoldTracks makes events and tracks of the hand annotations of the seeds.
func TestGoldTracks(t *testing.T) {
	rs := goldReadings(t)
	opt := options
	opt.Names = names{"state:RUS": "Russia", "state:USA": "United States", "state:UKR": "Ukraine", "state:SAU": "Saudi Arabia"}
	db := open(t, filepath.Join(t.TempDir(), "gold.db"))
	by := map[string]*parley.Reading{}
	for _, r := range rs {
		by[r.ID] = r
	}
	pages := func(yield func(*parley.Page, error) bool) {
		for _, r := range rs {
			if !yield(&parley.Page{Source: r.Source, Bytes: []byte("bytes of " + r.Source)}, nil) {
				return
			}
		}
	}
	if _, err := pipeline.NewLedger(db, opt).Ingest(context.Background(), pages, func(p *parley.Page) *parley.Reading { return by[p.ID()] }); err != nil {
		t.Fatal(err)
	}
	all := dump(t, db)
	if out := os.Getenv("GOLD_OUT"); out != "" {
		if err := os.WriteFile(out, all, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var got struct {
		Events []parley.Event
		Tracks []parley.Track
	}
	if err := json.NewDecoder(bytes.NewReader(all)).Decode(&got); err != nil {
		t.Fatal(err)
	}
	find := func(parties string, issue string) []parley.Track {
		var out []parley.Track
		for _, tr := range got.Tracks {
			if strings.Join(tr.Parties, " ") == parties && tr.Issue == issue {
				out = append(out, tr)
			}
		}
		return out
	}
	t.Run("embassies", func(t *testing.T) { checkEmbassies(t, find("state:RUS state:USA", "embassies")) })
	t.Run("ceasefire", func(t *testing.T) { checkCeasefire(t, got.Tracks) })
	t.Run("call", func(t *testing.T) { checkCall(t, got.Events) })
	t.Run("summit", func(t *testing.T) { checkSummit(t, got.Tracks, got.Events) })
}

func checkEmbassies(t *testing.T, found []parley.Track) {
	if len(found) != 1 {
		t.Fatalf("%d tracks", len(found))
	}
	tr := found[0]
	if tr.Title != "Russia – United States: embassies" || tr.State != parley.TrackUnderWay {
		t.Errorf("title %q, state %s", tr.Title, tr.State)
	}
	if len(tr.Rounds) != 2 {
		t.Fatalf("%d rounds: %+v", len(tr.Rounds), tr.Rounds)
	}
	last, next := tr.Rounds[0], tr.Rounds[1]
	if last.Time == nil || last.Time.Value != "2025-02-27" || last.Place == nil || last.Place.Name != "Istanbul" || last.Status != parley.Occurred {
		t.Errorf("last round %+v", last)
	}
	if next.Status != parley.Planned || next.Place == nil || next.Place.Name != "Istanbul" ||
		next.Heads["state:RUS"] != "person:aleksandr-darchiev" || next.Heads["state:USA"] != "person:sonata-coulter" {
		t.Errorf("next round %+v", next)
	}
	if len(tr.Next) != 1 || tr.Next[0].Place == nil || tr.Next[0].Place.Name != "Istanbul" {
		t.Errorf("next %+v", tr.Next)
	}
}

func checkCeasefire(t *testing.T, tracks []parley.Track) {
	for _, tr := range tracks {
		for _, p := range tr.Proposals {
			if p.Object != parley.Maybe(parley.Concede) || !slices.Equal(p.By, []string{"state:USA"}) {
				continue
			}
			var answers []string
			for _, a := range p.Answers {
				answers = append(answers, a.By+" "+a.Answer)
			}
			if !slices.Contains(p.To, "state:UKR") || !slices.Contains(p.To, "state:RUS") ||
				!slices.Contains(answers, "state:UKR accepted") || !slices.Contains(answers, "state:RUS questioned") {
				t.Errorf("to %v, answers %v", p.To, answers)
			}
			if tr.Issue != "ceasefire" {
				t.Errorf("issue %s", tr.Issue)
			}
			return
		}
	}
	t.Error("no such proposal")
}

func checkCall(t *testing.T, events []parley.Event) {
	n := 0
	for _, e := range events {
		if e.Kind != parley.Call || !slices.ContainsFunc(e.Actors, func(a parley.Actor) bool { return a.ID == "person:olaf-scholz" }) {
			continue
		}
		n++
		if e.Time != nil && e.Time.Value == "2024-11-15" && (e.Duration != "PT1H" || len(e.Claims) != 3) {
			t.Errorf("the call: %+v", e)
		}
	}
	if n != 2 {
		t.Errorf("%d calls, not that of 2024 and that of 2022", n)
	}
}

func checkSummit(t *testing.T, tracks []parley.Track, events []parley.Event) {
	year := map[string]string{}
	for _, e := range events {
		if e.FirstSeen != "" {
			year[e.ID] = fmt.Sprintf("%.4s", strings.TrimLeft(string(e.FirstSeen), "["))
		}
	}
	found := false
	for _, tr := range tracks {
		for _, p := range tr.Proposals {
			if p.Object != parley.Maybe(parley.Meet) || !slices.Contains(p.By, "state:USA") {
				continue
			}
			found = true
			for _, id := range tr.Events {
				if year[id] == "2025" {
					t.Errorf("event %s of 2025 in the track of 2021", id)
				}
			}
		}
	}
	if !found {
		t.Error("no such proposal")
	}
}
