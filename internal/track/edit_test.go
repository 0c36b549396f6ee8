package track

import (
	"testing"

	"parley"
)

// TestEdits: a title and a pin find their track by the claims of its events, whatever its id.
func TestEdits(t *testing.T) {
	events, claims := single(t, `@ p1/0 2025-02-19 -
a1 talks occurred RUS USA t:2025-02-18 #ukraine | They met.
a2 talks occurred RUS USA t:2025-03-18 #ukraine | They met again.
@ p2/0 2025-02-19 -
b1 talks occurred IRN OMN t:2025-02-18 #nuclear | They met elsewhere.`)
	named := []string{"c_gone"}
	for _, e := range events {
		if e.Claims[0].Page == events[0].Claims[0].Page {
			named = append(named, e.Claims[0].ID)
		}
	}
	opt := Options{Formats: map[string]string{"vi": "{parties}: {issue}", "en": "{parties}: {issue}"}, Joint: "-"}
	opt.Edits = []parley.Edit{
		{Seq: 1, By: "ann", Op: parley.EditRename, Claims: named, Field: "vi", Value: "Hai vòng", Why: "as readers know it"},
		{Seq: 2, By: "ann", Op: parley.EditPin, Claims: named},
		{Seq: 3, By: "ann", Op: parley.EditRename, Claims: named, Field: "en", Value: "Wrong", Why: "x"},
		{Seq: 4, By: "ann", Op: parley.EditUndo, Undoes: 3},
	}
	renamed := 0
	for _, tr := range Tracks(events, claims, opt) {
		if tr.Titles["vi"] != "Hai vòng" {
			if tr.Pinned || len(tr.Changes) > 0 {
				t.Errorf("the other track is changed: %+v", tr)
			}
			continue
		}
		renamed++
		if !tr.Pinned || tr.Titles["en"] == "Wrong" || len(tr.Changes) != 2 || tr.Changes[0].By != "ann" || tr.Changes[0].Edit != 1 {
			t.Errorf("track %+v", tr)
		}
	}
	if renamed != 1 {
		t.Errorf("%d tracks renamed", renamed)
	}
}
