package merge

import (
	"slices"
	"strings"
	"testing"

	"parley"
)

// wordJudge thinks that the same words tell the same event, and others another.
const wordJudge = "classes\ttwo\tone\nbias\tone:-3\ntext=0\tone:-3\ntext=9\tone:6\n"

// bindText has two raids of one side on one day, which the rules take for one, and two meetings.
const bindText = `@ p1/0 2025-04-08 a.vn
a1 attack occurred SYR > ISR t:2025-04-07 | Bombs fell upon the harbour before dawn
a2 attack occurred SYR > ISR | Bombs fell upon the harbour before dawn
a3 attack occurred SYR > ISR t:2025-04-07 | Rockets struck some village at noon
a4 attack occurred TUR > ISR | Rockets struck some village at noon
a5 meet occurred SYR TUR | Envoys talked about water
a6 meet occurred SYR TUR | Envoys talked about water`

func leads(all []*Kept) string {
	var out []string
	for _, k := range all {
		if k.Lead != "" {
			out = append(out, k.Claim.ID[2:4]+">"+k.Lead[2:4])
		}
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

// TestBind: what one item tells is tied with all of it in sight, whatever the order in which it is given; meetings
// are not, nor is anything without a judge. What is tied says why.
func TestBind(t *testing.T) {
	in, rel := inputs(t, bindText)
	for _, back := range []bool{false, true} {
		var all []*Kept
		for _, i := range in {
			all = append(all, NewKept(i, rel))
		}
		if back {
			slices.Reverse(all)
		}
		if Bind(all, Options{}); leads(all) != "" {
			t.Errorf("without a judge %s", leads(all))
		}
		if Bind(all, Options{Judge: judgeOf(t, wordJudge)}); leads(all) != "a2>a1 a4>a3" {
			t.Errorf("tied are %q", leads(all))
		}
		for _, k := range all {
			if (k.Lead == "") != (k.Why == "") || k.Lead != "" && parley.ParseJoin(k.Why).Claim != k.Claim.ID {
				t.Errorf("%s is led by %q since %q", k.Claim.ID, k.Lead, k.Why)
			}
		}
	}
}

// TestTiedDays: what the rules join takes nothing that is tied to it to the event of another day; the model may not
// either. What it joined counts as its own for all that is tied.
func TestTiedDays(t *testing.T) {
	for _, c := range []struct{ name, day, other, want string }{
		{"one day", "2025-04-07", "2025-04-07", "a1 a2 b1"},
		{"two days", "2025-04-07", "2025-04-02", "a1 a2; b1"},
	} {
		in, rel := inputs(t, `story S: p1/0 p2/0
@ p1/0 2025-04-08 a.vn
a1 attack occurred TUR > ISR t:`+c.day+` | Bombs fell upon the harbour before dawn
a2 attack occurred SYR > ISR | Bombs fell upon the harbour before dawn
@ p2/0 2025-04-08 b.vn
b1 attack occurred SYR > ISR t:`+c.other+` | Bombs fell upon the harbour before dawn`)
		if got := describe(Events(in, Options{Stories: rel, Judge: judgeOf(t, wordJudge)})); !satisfies(got, strings.Split(c.want, "; ")) {
			t.Errorf("%s: %q", c.name, got)
		}
	}
	lead := &mention{facts: &facts{}, standing: standing{why: parley.Join{Claim: "c_a", Why: []parley.Because{{Code: byModel}}}.String()}}
	fellow := &mention{facts: &facts{}}
	lead.fellows = []*mention{fellow}
	c := newCluster()
	c.all = []*mention{lead}
	for m := range c.each() {
		if !m.guessed() {
			t.Error("the model joined both")
		}
	}
}

// rack keeps claims in memory.
type rack struct {
	kept map[string]*Kept
}

func (r rack) find(is func(*Kept) bool) (out []*Kept, _ error) {
	for _, k := range r.kept {
		if is(k) {
			out = append(out, k)
		}
	}
	slices.SortFunc(out, func(a, b *Kept) int { return strings.Compare(a.Claim.ID, b.Claim.ID) })
	return out, nil
}

func (r rack) At(cells []Cell) ([]*Kept, error) {
	return r.find(func(k *Kept) bool {
		return slices.ContainsFunc(k.Cells(), func(c Cell) bool { return slices.Contains(cells, c) })
	})
}

func (r rack) Of(clusters []string) ([]*Kept, error) {
	return r.find(func(k *Kept) bool { return slices.Contains(clusters, k.Cluster) })
}

func (r rack) In(events []string) ([]*Kept, error) {
	return r.find(func(k *Kept) bool { return slices.Contains(events, k.Event) })
}

func (r rack) With(claims []string) ([]*Kept, error) {
	return r.find(func(k *Kept) bool { return slices.Contains(claims, k.Claim.ID) })
}

// TestStepTied: claims that are tied come and go together, page by page in any order, and end as they would taken
// all at once.
func TestStepTied(t *testing.T) {
	in, rel := inputs(t, `story S: p1/0 p2/0 p3/0
`+bindText+`
@ p2/0 2025-04-08 b.vn
b1 attack occurred SYR > ISR t:2025-04-07 | Bombs fell upon the harbour before dawn
b2 attack occurred SYR > USA | Bombs fell upon the harbour before dawn
@ p3/0 2025-04-08 c.vn
d1 attack occurred IRN > ISR | Rockets struck some village at noon
d2 attack occurred TUR > ISR t:2025-04-07 | Rockets struck some village at noon`)
	opt := Options{Stories: rel, Judge: judgeOf(t, wordJudge)}
	pages := map[string][]Input{}
	var names []string
	for _, i := range in {
		if pages[i.Page] == nil {
			names = append(names, i.Page)
		}
		pages[i.Page] = append(pages[i.Page], i)
	}
	want := describe(Events(in, opt))
	if !satisfies(want, []string{"a1 a2 b1 b2", "a3 a4 d1 d2", "a5 a6"}) {
		t.Fatalf("at once they are %q", want)
	}
	for _, steps := range [][]int{{0, 1, 2}, {2, 1, 0}, {1, 0, 2, -1, 0}, {0, -1, 1, 2, -2, 0, 2, -3, 1, 1, 2}} {
		shelf, events := rack{map[string]*Kept{}}, map[string]parley.Event{}
		for _, n := range steps { // a page comes, or -n goes
			var gone, come []*Kept
			if n >= 0 {
				for _, i := range pages[names[n]] {
					come = append(come, NewKept(i, rel))
				}
				Bind(come, opt)
			}
			for _, k := range shelf.kept {
				if k.Page == names[max(n, -n-1)] {
					gone = append(gone, k)
				}
			}
			if n < 0 {
				come = nil
			}
			out, err := Step(shelf, gone, come, opt)
			if err != nil {
				t.Fatal(err)
			}
			for _, k := range gone {
				delete(shelf.kept, k.Claim.ID)
			}
			for _, k := range slices.Concat(out.Put, out.Moved) {
				shelf.kept[k.Claim.ID] = k
			}
			for _, id := range out.Gone {
				delete(events, id)
			}
			for _, e := range out.Events {
				events[e.ID] = e
			}
		}
		var got []parley.Event
		for _, e := range events {
			got = append(got, e)
		}
		if lines := describe(got); !slices.Equal(lines, want) {
			t.Errorf("by steps %v they are\n  %s, not\n  %s", steps, strings.Join(lines, "\n  "), strings.Join(want, "\n  "))
		}
	}
}
