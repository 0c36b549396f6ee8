package merge

import (
	"strings"
	"testing"

	"parley"
)

// TestEditsUndone: what people changed can be taken back, and the taking back as well.
func TestEditsUndone(t *testing.T) {
	in, rel := inputs(t, `@ p1/0 2025-04-08 -
a1 call occurred RUS USA t:2025-04-07 | They spoke.
a2 call occurred RUS USA | They spoke by phone.`)
	ids := map[string]string{}
	for _, i := range in {
		ids[i.Claim.ID[2:4]] = i.Claim.ID
	}
	split := parley.Edit{Seq: 1, Op: parley.EditSplit, Claims: []string{ids["a2"]}, By: "ann", Why: "another call"}
	undo := parley.Edit{Seq: 2, Op: parley.EditUndo, Undoes: 1, By: "bob"}
	again := parley.Edit{Seq: 3, Op: parley.EditUndo, Undoes: 2, By: "ann"}
	for why, c := range map[string]struct {
		edits []parley.Edit
		want  int
	}{
		"nobody changed anything":   {nil, 1},
		"split":                     {[]parley.Edit{split}, 2},
		"the split is undone":       {[]parley.Edit{split, undo}, 1},
		"the undoing is undone too": {[]parley.Edit{split, undo, again}, 2},
	} {
		if got := Events(in, Options{Stories: rel, Edits: c.edits}); len(got) != c.want {
			t.Errorf("%s: %d events, not %d", why, len(got), c.want)
		}
	}
}

// TestEditsTold: each field can be corrected, what stood there is kept, and the history says
// who did it, why, and under which number; a correction finds its event by the claims that
// are left of those it names.
func TestEditsTold(t *testing.T) {
	in, rel := inputs(t, `@ p1/0 2025-04-08 -
a1 talks occurred person:ann-lee:USA RUS t:2025-04-07 place:Riyadh:SAU | They met.`)
	correct := func(seq int64, field, value string) parley.Edit {
		return parley.Edit{
			Seq: seq, At: "2025-04-09T08:00:00Z", By: "bob", Op: parley.EditCorrect, Claims: []string{"c_gone", in[0].Claim.ID}, Field: field, Value: value, Why: "the ministry",
		}
	}
	got := Events(in, Options{Stories: rel, Edits: []parley.Edit{
		correct(1, "kind", "conference"), correct(2, "time", "2025-04-06"), correct(3, "place", "Jeddah@SAU"),
		correct(4, "actors", "party:person:ann-lee host:state:SAU"), correct(5, "kind", "nonsense"),
		{Seq: 6, By: "bob", Op: parley.EditMerge, Claims: []string{in[0].Claim.ID}, Why: "one thing", Event: "e_1"},
	}})
	e := got[0]
	if e.Kind != "conference" || e.Time.Value != "2025-04-06" || *e.Place != (parley.Place{Name: "Jeddah", State: "SAU"}) ||
		parley.ActorsText(e.Actors) != "party:person:ann-lee@USA host:state:SAU" {
		t.Errorf("corrected: %+v", e)
	}
	var log []string
	for _, c := range e.Changes {
		log = append(log, c.Field+" "+c.From+" > "+c.To+" by "+string(c.By)+": "+c.Why)
	}
	const want = `kind talks > conference by bob: the ministry
time 2025-04-07 > 2025-04-06 by bob: the ministry
place Riyadh@SAU > Jeddah@SAU by bob: the ministry
actors party:state:RUS party:person:ann-lee@USA > party:person:ann-lee host:state:SAU by bob: the ministry
merge  > e_1 by bob: one thing`
	if strings.Join(log, "\n") != want {
		t.Errorf("the history is\n%s", strings.Join(log, "\n"))
	}
}
