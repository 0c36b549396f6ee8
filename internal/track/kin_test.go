package track

import (
	"os"
	"slices"
	"strings"
	"testing"

	"parley"
)

// TestPeopleOverruleKin: what people keep together does not part, what they keep apart is not
// joined, until that is taken back.
func TestPeopleOverruleKin(t *testing.T) {
	text, err := os.ReadFile("testdata/kin.txt")
	if err != nil {
		t.Fatal(err)
	}
	cases := strings.Split(string(text), "\n====\n")
	for _, c := range []struct {
		why, given string
		op         parley.EditOp
		claims     []string
		free, kept int // tracks
	}{
		{"of a track that parts, an event of each part", cases[0], parley.EditTogether, []string{"b1", "c1"}, 2, 1},
		{"two of one part say nothing of the other", cases[0], parley.EditTogether, []string{"b1", "b2"}, 2, 2},
		{"of two that meet, an event of each of before", cases[4], parley.EditApart, []string{"a1", "b1"}, 1, 2},
		{"two of one of them say nothing of the other", cases[4], parley.EditApart, []string{"a1", "a2"}, 1, 1},
		{"two that meet at two tables", cases[6], parley.EditApart, []string{"a1", "b1"}, 1, 2},
	} {
		given, _, _ := strings.Cut(c.given, "\n---\n")
		events, claims := single(t, given)
		var ids []string
		for id := range claims {
			if slices.Contains(c.claims, strings.TrimPrefix(id, "c_")[:2]) {
				ids = append(ids, id)
			}
		}
		slices.Sort(ids)
		edit := parley.Edit{Seq: 1, Op: c.op, By: "ann", Why: "as they are", Claims: ids}
		for _, x := range []struct {
			log  []parley.Edit
			want int
		}{
			{nil, c.free},
			{[]parley.Edit{edit}, c.kept},
			{[]parley.Edit{edit, {Seq: 2, Op: parley.EditUndo, By: "bob", Undoes: 1}}, c.free},
		} {
			got := Tracks(events, claims, Options{Names: short{}, Edits: x.log})
			if len(got) != x.want {
				t.Errorf("%s, %d edits: %d tracks, want %d", c.why, len(x.log), len(got), x.want)
			}
			all := 0
			for _, tr := range got {
				all += len(tr.Events)
			}
			if all != len(events) {
				t.Errorf("%s, %d edits: %d events of %d are in a track", c.why, len(x.log), all, len(events))
			}
		}
	}
}
