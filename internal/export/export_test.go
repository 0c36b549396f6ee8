package export

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"parley"
)

var update = flag.Bool("update", false, "rewrite the goldens")

// fake is a ledger of events in memory; the filter's limit is all that it obeys, besides
// kinds of status.
type fake struct {
	events []parley.Event
	track  *parley.Track
}

func (f *fake) EachEvent(_ context.Context, q parley.EventFilter, start func(int) error, each func(*parley.Event) error) error {
	var all []*parley.Event
	for i := range f.events {
		e := &f.events[i]
		ok := len(q.Status) == 0
		for _, s := range q.Status {
			ok = ok || s == e.Status
		}
		if ok {
			all = append(all, e)
		}
	}
	if err := start(len(all)); err != nil {
		return err
	}
	for i, e := range all {
		if q.Limit > 0 && i >= q.Limit {
			break
		}
		if err := each(e); err != nil {
			return err
		}
	}
	return nil
}

func (f *fake) Event(_ context.Context, id string) (*parley.Event, error) {
	for i := range f.events {
		if f.events[i].ID == id {
			return &f.events[i], nil
		}
	}
	return nil, nil
}

func (f *fake) Track(_ context.Context, id string) (*parley.Track, error) {
	if f.track != nil && f.track.ID == id {
		return f.track, nil
	}
	return nil, nil
}

func (f *fake) TrackFacts(_ context.Context, id string) (*parley.TrackFacts, error) {
	if f.track == nil || f.track.ID != id {
		return nil, nil
	}
	out := &parley.TrackFacts{}
	for _, e := range f.events {
		if (e.Kind == parley.Sign || e.Kind == parley.Accept) && string(e.Track) == id {
			out.Agreed = append(out.Agreed, e.ID)
		}
	}
	return out, nil
}

func (f *fake) Telling(_ context.Context, claims []string) (out []string, err error) {
	for _, e := range f.events {
		if slices.ContainsFunc(e.Claims, func(c parley.ClaimRef) bool { return slices.Contains(claims, c.ID) }) {
			out = append(out, e.ID)
		}
	}
	return out, nil
}

// plainNames give every id its last part.
type plainNames struct{}

func (plainNames) Name(_, id string) string {
	_, rest, ok := strings.Cut(id, ":")
	if !ok {
		return id
	}
	return rest
}
func (plainNames) Date(_, edtf string) string    { return edtf }
func (plainNames) Duration(_, iso string) string { return iso }
func (plainNames) Word(_, id string) string      { return id }
func (plainNames) Coordinates(place string) (lat, lon float64, ok bool) {
	if place == "Istanbul" {
		return 41.01, 28.98, true
	}
	return 0, 0, false
}

func actor(role parley.Role, id, state string) parley.Actor {
	return parley.Actor{Role: role, ID: id, Name: id, State: parley.Maybe(state)}
}

func claim(id, sentence string) parley.ClaimRef {
	return parley.ClaimRef{
		ID: id, Page: "p_1", Source: "pages/one.txt", Outlet: "news.example", Published: &parley.Date{Value: "2025-06-03"},
		Evidence: parley.Quote{Span: parley.Span{Start: 10, End: 10 + len([]rune(sentence))}, Exact: sentence},
	}
}

// small is a ledger that has one of each trouble: a round with a contradiction, a plan, a
// denial, a year that nobody gives, and text that would be markup or a formula.
func small() *fake {
	round := 2
	on := func(v string) *parley.When { return &parley.When{Value: v, Basis: parley.BasisStated} }
	rus, ukr := actor(parley.RoleParty, "state:RUS", "RUS"), actor(parley.RoleParty, "state:UKR", "UKR")
	return &fake{
		events: []parley.Event{
			{
				ID: "e_talks", Kind: parley.Talks, Status: parley.Occurred, Actors: []parley.Actor{rus, ukr, actor(parley.RoleMediator, "state:TUR", "TUR")},
				Time: on("2025-06-02"), Place: &parley.Place{Name: "Istanbul", State: "TUR"}, Duration: "PT1H", Topics: []string{"ceasefire"}, FirstSeen: "2025-06-03",
				Articles: 3, Independent: 2, Track: "t_1", Round: &round, Confidence: 0.9, Claims: []parley.ClaimRef{claim("c_1", "They met in Istanbul.")},
				Contradictions: []parley.Contradiction{{Field: "time", Values: []parley.ContradictVal{{Value: "2025-06-02", Claims: []string{"c_1"}}, {Value: "2025-06-01"}}}},
			},
			{
				ID: "e_plan", Kind: parley.Meet, Status: parley.Planned, Actors: []parley.Actor{rus, ukr}, Time: on("2025-06-20/2025-06-22"),
				Place: &parley.Place{Name: "Istanbul", State: "TUR"}, FirstSeen: "2025-06-03", Articles: 1, Independent: 1, Changes: []parley.Change{{At: "2025-06-04", Field: "time"}},
				Claims: []parley.ClaimRef{claim("c_2", "A meeting; with commas, and\nlines, is fixed for 20 June – với những chữ dài để dòng phải gấp lại nhiều lần.")},
			},
			{
				ID: "e_denied", Kind: parley.Attack, Status: parley.Denied, Actors: []parley.Actor{actor(parley.RoleSource, "state:RUS", "RUS"), actor(parley.RoleTarget, "state:UKR", "UKR")},
				FirstSeen: "2025-06-01", Articles: 1, Independent: 1, Claims: []parley.ClaimRef{claim("c_3", `=HYPERLINK("http://x.example","<script>alert(1)</script>")`)},
			},
			{
				ID: "e_demand", Kind: parley.Demand, Object: "talks", Status: parley.Occurred, Topics: []string{"trade"},
				Actors: []parley.Actor{
					actor(parley.RoleSource, "org:EU", ""), actor(parley.RoleTarget, "state:CHN", "CHN"),
					{Role: parley.RoleTarget, ID: "person:xi-jinping", Name: "Xi", State: "CHN", Office: "CHN/president"},
				},
				Time: on("XXXX-04-25"), Articles: 1, Independent: 1, Claims: []parley.ClaimRef{claim("c_4", "| **Talks** [now] | must begin ]]>")},
			},
		},
		track: &parley.Track{
			ID: "t_1", Title: "Russia–Ukraine", Titles: map[string]string{"en": "Russia–Ukraine: ceasefire"}, Parties: []string{"state:RUS", "state:UKR"}, Mediators: []string{"state:TUR"},
			Issue: "ceasefire", State: parley.TrackUnderWay, Since: "2025-05-16", Events: []string{"e_talks", "e_plan"}, Sources: []string{"pages/one.txt"},
			Rounds: []parley.Round{{
				Number: 2, Time: on("2025-06-02"), Place: &parley.Place{Name: "Istanbul", State: "TUR"}, Level: "deputies", Channel: "in person", Status: parley.Occurred,
				Heads: map[string]string{"state:RUS": "person:vladimir-medinsky"}, Outcome: "They agreed | on prisoners", Events: []string{"e_talks"},
			}},
			Proposals: []parley.Proposal{{
				By: []string{"state:UKR"}, To: []string{"state:RUS"}, Content: "a truce of *30* days", Event: "e_talks",
				Answers: []parley.Answer{{By: "state:RUS", Answer: "rejected", Event: "e_denied"}, {By: "state:BLR", Answer: "none"}},
			}},
			Positions: []parley.Position{{Party: "state:RUS", Issue: "ceasefire", Stance: "first the causes", Since: "2025-06-02"}},
			Next:      []parley.Next{{What: "a third round", Time: on("2025-06-20/2025-06-22"), Event: "e_plan"}},
		},
	}
}

func options() Options {
	return Options{
		Language: "en", Names: plainNames{}, Version: "test", Made: "2025-06-05T00:00:00Z", Title: "Events; and <more>", Link: "https://parley.example", Track: "t_1",
	}
}

func written(t *testing.T, name string, l Ledger, o Options) ([]byte, Total) {
	t.Helper()
	f, ok := Find(name)
	if !ok {
		t.Fatalf("no format %s", name)
	}
	var b bytes.Buffer
	total, err := f.Write(t.Context(), &b, l, o)
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), total
}

// Every format that is text, as it stands in testdata.
func TestGoldens(t *testing.T) {
	for _, f := range Formats() {
		if f.Name == "parquet" || f.Name == "docx" {
			continue
		}
		got, total := written(t, f.Name, small(), options())
		got = append(got, "\n--- "+total.String()+"\n"...)
		file := filepath.Join("testdata", f.Name+".want")
		if *update {
			if err := os.WriteFile(file, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s differs from %s (-update rewrites it):\n%s", f.Name, file, got)
		}
	}
}

func TestTotals(t *testing.T) {
	for _, c := range []struct {
		format string
		want   Total
		why    string
	}{
		{"csv", Total{Rows: 4, Events: 4}, "a row an event"},
		{"parquet", Total{Rows: 4, Events: 4}, "a row an event"},
		{"plover", Total{Rows: 4, Events: 4}, "a mediator is no party; a state and its president are one recipient"},
		{"gdelt", Total{Rows: 3, Events: 3, Left: 1}, "a denial cannot be said"},
		{"ics", Total{Rows: 1, Events: 1}, "only what is planned"},
		{"graphml", Total{Rows: 1, Events: 1, Left: 3}, "one contact took place"},
		{"markdown", Total{Rows: 1, Events: 2}, "one track of two events"},
	} {
		_, got := written(t, c.format, small(), options())
		if got.Why = ""; got != c.want {
			t.Errorf("%s: %+v, want %+v: %s", c.format, got, c.want, c.why)
		}
	}
}

func TestFeedSaysHowMany(t *testing.T) {
	o := options()
	o.Newest = 2
	got, total := written(t, "atom", small(), o)
	if total.Rows != 2 || !bytes.Contains(got, []byte("the 2 newest of 4 events")) {
		t.Errorf("%d entries, no word of the rest:\n%s", total.Rows, got)
	}
}

// A briefing is on a track that exists.
func TestNoTrack(t *testing.T) {
	for _, id := range []string{"", "t_none"} {
		o := options()
		o.Track = id
		f, _ := Find("docx")
		if _, err := f.Write(t.Context(), &bytes.Buffer{}, small(), o); err == nil || !strings.Contains(err.Error(), "no such track") {
			t.Errorf("track %q: %v", id, err)
		}
	}
}

func TestHarmless(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"=1+1", "'=1+1"},
		{"+49 30", "'+49 30"},
		{"-2.5", "-2.5"}, // a number
		{"-cmd", "'-cmd"},
		{"@x", "'@x"},
		{"\t=1", "'\t=1"},
		{"a=1", "a=1"},
		{"", ""},
	} {
		if got := Harmless(c.in); got != c.want {
			t.Errorf("%q: %q, want %q", c.in, got, c.want)
		}
	}
}

func TestCodebooks(t *testing.T) {
	for _, f := range Formats() {
		if notesOn[f.Name] == "" {
			t.Errorf("%s: the codebook says nothing on it", f.Name)
		}
	}
	for _, c := range columns() {
		if c.doc == "" || c.name == "" || c.kind == "" {
			t.Errorf("column %+v: without name, kind or meaning", c)
		}
	}
}
