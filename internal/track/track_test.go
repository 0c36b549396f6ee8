package track

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"parley"
	"parley/internal/claimtest"
)

// TestCases runs testdata/*.txt: above the line "---" claims as claimtest writes them,
// each of which stands for an event of its own; below it the tracks that must come of
// them, word for word as describe writes them. A wanted line may leave lines out.
func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range strings.Split(string(text), "\n====\n") {
			name, _, _ := strings.Cut(strings.TrimLeft(c, "/ \n"), "\n")
			t.Run(name, func(t *testing.T) { runCase(t, c) })
		}
	}
}

func runCase(t *testing.T, text string) {
	given, want, ok := strings.Cut(text, "\n---\n")
	if !ok {
		t.Fatal("no line ---")
	}
	events, claims := single(t, given)
	opt := Options{
		Formats: map[string]string{"en": "{parties}: {issue}"}, Joint: " – ", Names: short{}, Negotiable: map[string]bool{"peace": true},
		Matters: matters, Blocs: map[string][]string{"org:EU": {"state:DEU", "state:FRA"}},
		Forums: map[string][]string{"org:FORUM": {"state:DEU", "state:FRA"}}, Vague: map[string]bool{"group:leaders": true},
		Terms: map[string][]parley.Interval{"person:old": {{From: day("2013-02-01"), To: day("2017-01-19")}, {From: day("2021-01-20"), To: parley.DayMax}}},
	}
	got := describe(Tracks(events, claims, opt))
	for _, line := range strings.Split(strings.TrimSpace(want), "\n") {
		line = strings.TrimSpace(line)
		if no, ok := strings.CutPrefix(line, "not "); ok {
			if slices.ContainsFunc(got, func(g string) bool { return strings.HasPrefix(g, no) }) {
				t.Errorf("there is %q", no)
			}
			continue
		}
		if !slices.Contains(got, line) {
			t.Errorf("no %q in\n  %s", line, strings.Join(got, "\n  "))
		}
	}
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(events), func(i, j int) { events[i], events[j] = events[j], events[i] })
	if again := describe(Tracks(events, claims, opt)); !slices.Equal(again, got) {
		t.Errorf("another order gives\n  %s", strings.Join(again, "\n  "))
	}
}

// matters are known by name in all cases.
var matters = []Matter{
	{
		ID: "gulf", From: day("2017-06-05"), To: day("2021-01-05"), About: []About{{Topic: "gulf"}},
		Sides: [][]string{{"state:QAT"}, {"state:SAU", "state:ARE", "state:BHR"}}, Mediators: []string{"state:KWT"}, Others: []string{"state:TUR", "group:gulf-states"},
	},
	{
		ID: "syria-astana", From: day("2017-01-01"), To: parley.DayMax, About: []About{{Topic: "syria-astana"}, {Topic: "syria", Place: "Astana"}},
		Sides: [][]string{{"state:SYR"}, {"group:syrian-opposition"}}, Mediators: []string{"state:RUS", "state:TUR", "state:IRN"},
	},
	{
		ID: "syria-geneva", From: day("2012-06-30"), To: parley.DayMax, About: []About{{Topic: "syria-geneva"}, {Topic: "syria", Place: "Geneva"}},
		Sides: [][]string{{"state:SYR"}, {"group:syrian-opposition"}}, Mediators: []string{"org:UN"},
	},
	{
		ID: "exit", From: day("2016-06-23"), To: day("2020-12-31"), About: []About{{Topic: "exit"}, {Topic: "trade", Together: true}},
		Sides: [][]string{{"org:EU"}, {"state:GBR"}},
	},
}

func day(s string) parley.Day {
	d, ok := parley.DaysOf(s)
	if !ok {
		panic(s)
	}
	return d.From
}

// short names a state by its code.
type short struct{}

func (short) Name(_, id string) string { return strings.TrimPrefix(id, "state:") }

type claimMap map[string]*parley.Claim

func (m claimMap) Claim(id string) *parley.Claim { return m[id] }

// single makes one event of each claim.
func single(t *testing.T, text string) ([]parley.Event, claimMap) {
	t.Helper()
	rs, err := claimtest.Readings(text)
	if err != nil {
		t.Fatal(err)
	}
	claims := claimMap{}
	var out []parley.Event
	for _, r := range rs {
		for i := range r.Claims {
			c := &r.Claims[i]
			claims[c.ID] = c
			e := parley.Event{
				ID: "e" + c.ID[1:], Kind: c.Kind, Object: c.Object, Status: c.Status, Actors: c.Actors, Time: c.Time, Place: c.Place,
				Topics: c.Topics, Articles: 1, Independent: 1,
				Claims: []parley.ClaimRef{{ID: c.ID, Page: r.ID, Item: c.Item, Source: r.Source, Evidence: c.Evidence}},
			}
			if p := r.Items[c.Item].Published; p != nil {
				e.FirstSeen = parley.Maybe(p.Value)
				e.Claims[0].Published = p
			}
			out = append(out, e)
		}
	}
	return out, claims
}

func name(event string) string { return event[2:4] }

func names(events []string) string {
	var out []string
	for _, e := range events {
		out = append(out, name(e))
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

func value(w *parley.When) string {
	if w == nil {
		return "-"
	}
	return w.Value
}

// describe writes tracks down: "TITLE | state since | events", then a line for each track that it
// is kin to, each round, proposal, position and plan.
func describe(all []parley.Track) (out []string) {
	for _, t := range all {
		out = append(out, fmt.Sprintf("%s | %s %s | %s", t.Title, t.State, t.Since, names(t.Events)))
		for _, k := range t.Kin {
			out = append(out, fmt.Sprintf("%s since %s: %s %v (%s)", k.How, k.At, k.Titles["en"], k.Issues, names(k.Events)))
			if slices.Equal(t.Aliases, []string{k.Track}) {
				out = append(out, "alias of "+k.How)
			}
		}
		for _, r := range t.Rounds {
			place, reported := "-", ""
			if r.Place != nil {
				place = r.Place.Name
			}
			if r.Reported != nil {
				reported = fmt.Sprintf(" said %d", *r.Reported)
			}
			var heads []string
			for p, h := range r.Heads {
				heads = append(heads, strings.TrimPrefix(p, "state:")+"="+strings.TrimPrefix(h, "person:"))
			}
			slices.Sort(heads)
			out = append(out, strings.TrimSpace(fmt.Sprintf("round %d%s: %s %s %s [%s] [%s] %s (%s) %s", r.Number, reported, value(r.Time), place, r.Status,
				r.Level, r.Channel, strings.Join(heads, " "), names(r.Events), r.Outcome)))
			if r.Promise != nil {
				out = append(out, strings.TrimSpace(fmt.Sprintf("promised %d: %s %s", r.Number, name(r.Promise.Event), r.Promise.Kept)))
			}
			if len(r.Mediators) > 0 {
				out = append(out, fmt.Sprintf("mediated %d: %s", r.Number, strings.ReplaceAll(strings.Join(r.Mediators, " "), "state:", "")))
			}
		}
		for _, id := range t.Agreed {
			out = append(out, "agreed "+name(id))
		}
		for _, p := range t.Proposals {
			var answers []string
			for _, a := range p.Answers {
				answers = append(answers, short{}.Name("", a.By)+" "+a.Answer)
			}
			out = append(out, fmt.Sprintf("proposal %s > %s: %s; %s", short{}.Name("", strings.Join(p.By, " ")),
				strings.ReplaceAll(strings.Join(p.To, " "), "state:", ""), p.Object, strings.Join(answers, ", ")))
		}
		for _, p := range t.Positions {
			out = append(out, fmt.Sprintf("position %s on %s since %s: %s", short{}.Name("", p.Party), p.Issue, p.Since, p.Stance))
		}
		for _, n := range t.Next {
			out = append(out, fmt.Sprintf("next %s %s: %s", value(n.Time), name(n.Event), n.What))
		}
	}
	return out
}

func TestNothing(t *testing.T) {
	if got := Tracks(nil, claimMap{}, Options{}); len(got) != 0 {
		t.Errorf("got %+v", got)
	}
}
