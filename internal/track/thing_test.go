package track

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"parley"
)

// oneEvent makes one thing of all claims, whoever takes part in any of them.
func oneEvent(t *testing.T, text string) *thing {
	t.Helper()
	events, claims := single(t, text)
	e := events[0]
	for _, o := range events[1:] {
		for _, a := range o.Actors {
			if !slices.ContainsFunc(e.Actors, func(b parley.Actor) bool { return a.ID == b.ID }) {
				e.Actors = append(slices.Clip(e.Actors), a)
			}
		}
		e.Claims = append(slices.Clip(e.Claims), o.Claims...)
	}
	return newThing(&e, claims, nil)
}

// items writes a claim for each of n items.
func items(n int, claim func(i int) string) string {
	var all []string
	for i := range n {
		all = append(all, fmt.Sprintf("@ p%d/0 2017-06-21 x%d.vn\n%s", i, i, claim(i)))
	}
	return strings.Join(all, "\n")
}

// TestDoubt: whom one of many items alone puts at a table was not there; whom a quarter of them
// name was, and so is everybody where only few tell of the meeting, or name any two alike.
func TestDoubt(t *testing.T) {
	at := func(other func(i int) bool) func(int) string {
		return func(i int) string {
			if other(i) {
				return fmt.Sprintf("a%d meet occurred CHN USA PRK t:2017-06-21 | They met.", i)
			}
			return fmt.Sprintf("a%d meet occurred CHN USA t:2017-06-21 | They met.", i)
		}
	}
	for name, c := range map[string]struct {
		text string
		want int
	}{
		"one of eight": {items(8, at(func(i int) bool { return i == 3 })), 2},
		"two of eight": {items(8, at(func(i int) bool { return i < 2 })), 3},
		"one of five":  {items(5, at(func(i int) bool { return i == 3 })), 3},
		"each names its own": {items(8, func(i int) string {
			return fmt.Sprintf("a%d meet occurred USA %s t:2017-06-21 | They met.", i, []string{"CHN", "PRK", "JPN", "KOR", "RUS", "DEU", "FRA", "ITA"}[i])
		}), 9},
	} {
		th := oneEvent(t, c.text)
		if len(th.parties) != c.want {
			t.Errorf("%s: %v at the table, want %d", name, th.parties, c.want)
		}
		for _, a := range th.present() {
			if !slices.Contains(th.parties, a.Key()) {
				t.Errorf("%s: %s is present and no party", name, a.ID)
			}
		}
	}
}

// TestMediating: a meeting with a mediator is one on the matter where a quarter of the items that
// tell it say that it mediates; where one of many does, it was on other things.
func TestMediating(t *testing.T) {
	for said, want := range map[int]bool{0: false, 1: false, 2: true, 8: true} {
		met := oneEvent(t, items(8, func(i int) string { return fmt.Sprintf("a%d meet occurred QAT KWT t:2017-06-21 | They met.", i) }))
		d := &draft{matter: &matters[0], reg: newRegister(matters, nil), things: []*thing{met}}
		for i := range said {
			d.things = append(d.things, oneEvent(t, fmt.Sprintf("@ p%d/0 2017-06-21 x.vn\nb%d mediate ongoing QAT SAU med:KWT | Kuwait mediates.", i, i)))
		}
		if got := d.mediating(met); got != want {
			t.Errorf("%d of 8 items say that it mediates: %v, want %v", said, got, want)
		}
	}
}
