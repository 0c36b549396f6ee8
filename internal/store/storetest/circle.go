package storetest

import (
	"fmt"
	"strings"
	"testing"

	"parley"
	"parley/internal/claimtest"
	"parley/internal/store"
)

// meetings is a small world: two presidents meet twice, one of them calls a third state, an
// organisation holds a conference of all.
const meetings = `
@ p1/0 2024-11-15 vov.vn
a1 meet occurred person:ann-one:AAA person:bea-two:BBB t:2024-11-10 | They met on the tenth.
a2 meet occurred person:ann-one:AAA person:bea-two:BBB t:2024-11-15 | They met again.
a3 call occurred person:ann-one:AAA CCC t:2024-11-12 | Ann called Cee.
a4 conference occurred AAA BBB CCC org:EU t:2024-10-01 | All conferred.
a5 meet planned AAA BBB t:2025-01-01 | They will meet.
a6 accuse occurred AAA > CCC t:2024-11-15 | Aye blamed Cee.
`

func testCircle(t *testing.T, s store.Store) {
	ctx := t.Context()
	if c, err := s.Circle(ctx, "state:AAA"); c != nil || err != nil {
		t.Errorf("an empty ledger has a circle: %+v, %v", c, err)
	}
	readings, err := claimtest.Readings(meetings)
	must(t, err)
	var pages []*parley.Page
	for _, r := range readings {
		pages = append(pages, claimtest.Page(r))
	}
	if _, err := s.AddPages(ctx, "v1", pages, readings); err != nil {
		t.Fatal(err)
	}
	must(t, putEvents(ctx, s, 1, single(readings)))
	for range 2 { // the second time nothing but the order in which events were written is other
		for _, c := range []struct{ actor, contacts, ties, days, planned string }{
			{
				"state:AAA", "person:ann-one 3, state:BBB 3, person:bea-two 2, state:CCC 2, org:EU 1",
				"state:BBB–state:CCC 1, state:BBB–org:EU 1, state:CCC–org:EU 1",
				"2024-10-01 1, 2024-11-10 1, 2024-11-12 1, 2024-11-15 2", "a5",
			},
			{"person:bea-two", "person:ann-one 2, state:AAA 2, state:BBB 2", "state:AAA–state:BBB 3", "2024-11-10 1, 2024-11-15 1", ""},
		} {
			got, err := s.Circle(ctx, c.actor)
			must(t, err)
			var contacts, ties, days []string
			for _, x := range got.Contacts {
				contacts = append(contacts, fmt.Sprint(x.Actor, " ", x.Count))
			}
			for _, x := range got.Ties {
				ties = append(ties, fmt.Sprint(x.A, "–", x.B, " ", x.Count))
			}
			for _, d := range got.Days {
				days = append(days, fmt.Sprint(d.Day, " ", d.Count))
			}
			for i, p := range []struct{ got, want string }{
				{strings.Join(contacts, ", "), c.contacts},
				{strings.Join(ties, ", "), c.ties},
				{strings.Join(days, ", "), c.days},
				{fmt.Sprint(len(got.Planned)), fmt.Sprint(len(strings.Fields(c.planned)))},
			} {
				if p.got != p.want {
					t.Errorf("%s, %d: %s, want %s", c.actor, i, p.got, p.want)
				}
			}
			if x := got.Contacts[1]; c.actor == "state:AAA" && (x.First.String() != "2024-10-01" || x.Last.String() != "2024-11-15" || x.Kinds[0] != (parley.FacetCount{Value: "meet", Count: 2})) {
				t.Errorf("%+v", x)
			}
		}
		must(t, putEvents(ctx, s, 1, single(readings)[1:]))
		must(t, putEvents(ctx, s, 1, single(readings)))
	}
	if c, err := s.Circle(ctx, "state:ZZZ"); c != nil || err != nil {
		t.Errorf("nobody has a circle: %+v, %v", c, err)
	}
}
