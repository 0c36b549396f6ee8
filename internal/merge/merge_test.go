package merge

import (
	"encoding/json"
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

// TestCases runs testdata/*.txt: above the line "---" claims as claimtest writes them
// (with "story A: p1/0 p2/0" and "copy p2/0 of p1/0" lines), below it the events that must
// come of them, each as its claims and, behind "=>", facts of the event.
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
		for i, c := range strings.Split(string(text), "\n====\n") {
			name, _, _ := strings.Cut(strings.TrimLeft(c, "/ \n"), "\n")
			t.Run(fmt.Sprintf("%s/%d/%s", strings.TrimSuffix(filepath.Base(f), ".txt"), i, name), func(t *testing.T) { runCase(t, c) })
		}
	}
}

func runCase(t *testing.T, text string) {
	given, want, ok := strings.Cut(text, "\n---\n")
	if !ok {
		t.Fatal("no line ---")
	}
	in, rel := inputs(t, given)
	got := describe(Events(in, Options{Stories: rel}))
	var lines []string
	for _, l := range strings.Split(strings.TrimSpace(want), "\n") {
		lines = append(lines, strings.TrimSpace(l))
	}
	slices.Sort(lines)
	if !satisfies(got, lines) {
		t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(lines, "\n  "))
	}
	again := in
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(again), func(i, j int) { again[i], again[j] = again[j], again[i] })
	if a := describe(Events(again, Options{Stories: rel})); !slices.Equal(a, got) {
		t.Errorf("another order gives\n  %s", strings.Join(a, "\n  "))
	}
}

// satisfies compares line by line; a wanted line without facts takes any but what differs.
func satisfies(got, want []string) bool {
	if len(got) != len(want) {
		return false
	}
	for _, w := range want {
		if !slices.ContainsFunc(got, func(g string) bool {
			gc, gf, _ := strings.Cut(g, " => ")
			wc, wf, _ := strings.Cut(w, " => ")
			for _, f := range strings.Fields(wf) {
				if !slices.Contains(strings.Fields(gf), f) {
					return false
				}
			}
			for _, f := range strings.Fields(gf) { // what differs is said in full
				if strings.HasPrefix(f, "differ:") && !slices.Contains(strings.Fields(wf), f) {
					return false
				}
			}
			return gc == wc
		}) {
			return false
		}
	}
	return true
}

// relation is a Stories read from a case.
type relation struct{ story, origin map[string]string }

func (r relation) Story(page string, item int) string { return r.story[ItemID(page, item)] }

func (r relation) Origin(page string, item int) string {
	if o := r.origin[ItemID(page, item)]; o != "" {
		return o
	}
	return ItemID(page, item)
}

func inputs(t *testing.T, text string) ([]Input, relation) {
	t.Helper()
	rel := relation{map[string]string{}, map[string]string{}}
	var claims, relations []string
	for _, l := range strings.Split(text, "\n") {
		if strings.HasPrefix(l, "story ") || strings.HasPrefix(l, "copy ") {
			relations = append(relations, l)
			continue
		}
		claims = append(claims, l)
	}
	rs, err := claimtest.Readings(strings.Join(claims, "\n"))
	if err != nil {
		t.Fatal(err)
	}
	var in []Input
	id := map[string]string{}
	for _, r := range rs {
		in = append(in, Inputs(r)...)
		for i := range r.Items {
			id[ItemID(r.Source, i)] = ItemID(r.ID, i)
		}
	}
	for _, l := range relations {
		f := strings.Fields(l)
		if f[0] == "copy" {
			rel.origin[id[f[1]]] = id[f[3]]
			continue
		}
		for _, it := range f[2:] {
			rel.story[id[it]] = f[1]
		}
	}
	return in, rel
}

func describe(all []parley.Event) []string {
	var out []string
	for _, e := range all {
		var ids, facts []string
		for _, c := range e.Claims {
			id := strings.TrimPrefix(c.ID, "c_")
			ids = append(ids, id[:min(2, len(id))])
		}
		slices.Sort(ids)
		facts = append(facts, "kind:"+string(e.Kind), "status:"+string(e.Status), fmt.Sprintf("articles:%d", e.Articles), fmt.Sprintf("independent:%d", e.Independent))
		if e.Time != nil {
			facts = append(facts, "t:"+e.Time.Value)
		}
		if e.Place != nil {
			facts = append(facts, "place:"+strings.ReplaceAll(e.Place.Name, " ", "_"))
		}
		if e.Duration != "" {
			facts = append(facts, "dur:"+string(e.Duration))
		}
		var actors []string
		for _, a := range e.Actors {
			actors = append(actors, string(a.Role)+"="+a.ID)
		}
		facts = append(facts, "actors:"+strings.Join(actors, ","))
		for _, c := range e.Contradictions {
			var vals []string
			for _, v := range c.Values {
				vals = append(vals, v.Value)
			}
			facts = append(facts, "differ:"+c.Field+"="+strings.ReplaceAll(strings.Join(vals, "|"), " ", "_"))
		}
		for _, c := range e.Changes {
			facts = append(facts, "change:"+c.From+">"+c.To)
		}
		if e.FirstSeen != "" {
			facts = append(facts, "seen:"+string(e.FirstSeen))
		}
		out = append(out, strings.Join(ids, " ")+" => "+strings.Join(facts, " "))
	}
	slices.Sort(out)
	return out
}

// TestNothingIsToldForEver: what recurs in the same words every other day is no event that grows for ever, but for what
// is told with its day.
func TestNothingIsToldForEver(t *testing.T) {
	const days = 120
	var text strings.Builder
	start, _ := parley.NewDay(2025, 1, 1)
	for d := parley.Day(0); d < days; d += 2 {
		fmt.Fprintf(&text, "@ p%d/0 %s -\n", d, start+d)
		fmt.Fprintf(&text, "appeal%d demand/ceasefire occurred UNO > SDN | All sides were urged to lay down their arms at once.\n", d)
		fmt.Fprintf(&text, "signed%d sign occurred UNO SDN t:2025-01-01 bg | They had signed an agreement on 1 January.\n", d)
	}
	in, rel := inputs(t, text.String())
	appeals := 0
	for _, e := range Events(in, Options{Stories: rel}) {
		first, last := start+days, start
		for _, c := range e.Claims {
			on, _ := parley.DaysOf(c.Published.Value)
			first, last = min(first, on.From), max(last, on.From)
		}
		switch over := last - first; {
		case e.Kind == parley.Sign && len(e.Claims) != days/2:
			t.Errorf("one agreement of 1 January, and this of %d claims", len(e.Claims))
		case e.Kind == parley.Demand && over > 28:
			t.Errorf("an appeal of %d days", over)
		case e.Kind == parley.Demand:
			appeals++
		}
	}
	if appeals > days/newsDays+1 {
		t.Errorf("%d appeals", appeals)
	}
}

func TestEditsReplay(t *testing.T) {
	in, rel := inputs(t, `@ p1/0 2025-04-08 -
a1 call occurred RUS USA t:2025-04-07 | They spoke.
a2 call occurred RUS USA | They spoke by phone.
a3 visit occurred RUS > CHN | He went.`)
	ids := map[string]string{}
	for _, i := range in {
		ids[i.Claim.ID[2:4]] = i.Claim.ID
	}
	got := describe(Events(in, Options{Stories: rel, Edits: []parley.Edit{
		{Op: parley.EditSplit, Claims: []string{ids["a2"]}, By: "ann", Why: "another call"},
		{Op: parley.EditMerge, Claims: []string{ids["a2"], ids["a3"]}, By: "ann", Why: "one trip"},
		{Op: parley.EditCorrect, Claims: []string{ids["a1"]}, Field: "status", Value: "denied", By: "ann", Why: "they said"},
	}}))
	if !satisfies(got, []string{"a1 => status:denied change:occurred>denied", "a2 a3"}) {
		t.Errorf("got %s", strings.Join(got, "\n"))
	}
}

func TestReasonsAndNulls(t *testing.T) {
	in, rel := inputs(t, "@ p1/0 2025-04-08 -\na1 call occurred RUS USA t:2025-04-07 | They spoke.\na2 call occurred RUS USA | The call.")
	all := Events(in, Options{Stories: rel})
	if len(all) != 1 || len(all[0].Reasons) != 1 || parley.ParseJoin(all[0].Reasons[0]).Claim != all[0].Claims[1].ID || !slices.Contains(parley.ParseJoin(all[0].Reasons[0]).Why, parley.Because{Code: "item"}) {
		t.Fatalf("got %+v", all)
	}
	b, err := json.Marshal(all[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, field := range []string{"actors", "topics", "claims", "contradictions", "changes", "reasons"} {
		if strings.Contains(string(b), `"`+field+`":null`) {
			t.Errorf("%s is null", field)
		}
	}
}

// english gives the names of a few states.
type english map[string]string

func (n english) Name(_, id string) string { return n[id] }

func TestPlaces(t *testing.T) {
	in, rel := inputs(t, `@ p1/0 2025-02-19 a.vn
a1 talks occurred person:marco-rubio:USA person:sergey-lavrov:RUS t:2025-02-18 place:Saudi_Arabia:SAU | They met in Saudi Arabia.
@ p2/0 2025-02-19 b.vn
b1 talks occurred person:marco-rubio:USA person:sergey-lavrov:RUS t:2025-02-18 place:Riyadh:SAU | They met in Riyadh.
@ p3/0 2025-02-19 c.vn
d1 talks occurred person:marco-rubio:USA person:sergey-lavrov:RUS t:2025-02-18 place:Diriyah:SAU | They met in Diriyah.`)
	for _, c := range []struct {
		name string
		opt  Options
		want string
	}{
		{"names alone", Options{}, "a1 b1 d1 => differ:place=Diriyah|Riyadh|Saudi_Arabia"},
		{"a country holds its towns", Options{Names: english{"state:SAU": "Saudi Arabia"}}, "a1 b1 d1 => place:Diriyah differ:place=Diriyah|Riyadh"},
		{"near places are one", Options{
			Names: english{"state:SAU": "Saudi Arabia"},
			Near:  func(a, b parley.Place) bool { return a.State == b.State },
		}, "a1 b1 d1 => place:Diriyah"},
	} {
		c.opt.Stories = rel
		got := describe(Events(in, c.opt))
		if !satisfies(got, []string{c.want}) || strings.Contains(c.want, "differ") != strings.Contains(strings.Join(got, " "), "differ") {
			t.Errorf("%s: got %s, not %s", c.name, got, c.want)
		}
	}
	country, _ := inputs(t, `@ p1/0 2025-02-19 a.vn
a1 talks occurred RUS USA t:2025-02-18 place:Saudi_Arabia:SAU | They met in Saudi Arabia.
a2 talks occurred RUS USA t:2025-02-18 place:Riyadh:SAU | They met in Riyadh.`)
	got := describe(Events(country, Options{Names: english{"state:SAU": "Saudi Arabia"}}))
	if !satisfies(got, []string{"a1 a2 => place:Riyadh"}) || strings.Contains(got[0], "differ") {
		t.Errorf("got %s", got)
	}
}
