package extract_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"parley"
	"parley/internal/extract"
	"parley/internal/learn"
)

func withTrust(t *testing.T, model string) *reader {
	return withSanctions(t, extract.TrustModel, extract.TrustClasses, model)
}

// The model's likelihood is the confidence of a claim, and what is unlikely is none; a meeting must be less likely
// than that, and one with a time is always told.
func TestTrustModel(t *testing.T) {
	article := []string{"Nga trừng phạt Mỹ ở Vienna.", "Đức sẽ trừng phạt Pháp."}
	for _, c := range []struct {
		why, model string
		lines      []string
		want       string // kind and confidence of each claim
	}{
		{"nothing was learned", "", article, "sanction 0.50, sanction 0.50"},
		{"a rule that is mostly right", "by=vi/punish\ttold:2\n", article, "sanction 0.88, sanction 0.88"},
		{"a sign of one sentence against it", "f-,kind=future sanction\ttold:-1\n", article[:], "sanction 0.50"},
		{"just likely enough", "by=vi/punish\ttold:-0.1\n", article, "sanction 0.48, sanction 0.48"},
		{"a meeting as unlikely stays", "kind=meet\ttold:-1\n", []string{article[0], "Đức gặp Pháp."}, "sanction 0.50, meet 0.27"},
		{"one that is hardly possible does not", "kind=meet\ttold:-2\n", []string{article[0], "Đức gặp Pháp."}, "sanction 0.50"},
		{"unless its day is told", "kind=meet\ttold:-2\n", []string{article[0], "Đức gặp Pháp ngày 3/3."}, "sanction 0.50, meet 0.12"},
		{"alone: as rules have it", "by=vi/punish\ttold:-5\n", article[:1], "sanction 0.95"},
	} {
		_, _, claims := withTrust(t, c.model).read("2025-03-05", c.lines)
		var got []string
		for i := range claims {
			got = append(got, fmt.Sprintf("%s %.2f", claims[i].Kind, claims[i].Confidence))
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("%s: %v, want %s", c.why, got, c.want)
		}
	}
}

// An explanation names what weighed, also of what was too unlikely to be told; what is told for training has the
// same names.
func TestTrustReasons(t *testing.T) {
	r := withTrust(t, "by=vi/punish\ttold:-2\n")
	_, an, _ := r.read("2025-03-05", []string{"Nga trừng phạt Mỹ ở Vienna.", "Đức sẽ trừng phạt Pháp."})
	in := extract.Input{PageID: "p", Sentences: an.Sentences, Lines: an.Lines, Items: []parley.Item{{}}}
	told, doubted := 0, 0
	in.Learn = func(s extract.Sample) {
		for _, f := range s.Trust {
			if f == "by=vi/punish" {
				told++
			}
		}
	}
	r.extract.Extract(&in)
	in.Learn = nil
	in.Trace = func(s extract.Step) {
		if s.Outcome == extract.Doubtful && s.Claim != nil && slices.Contains(s.Trust, learn.Reason{Feature: "by=vi/punish", Weight: -2}) {
			doubted++
		}
	}
	claims := r.extract.Extract(&in)
	if told != 2 || doubted != 2 || len(claims) != 0 {
		t.Errorf("told for training %d times, doubted %d times, %d claims; want 2, 2, none", told, doubted, len(claims))
	}
}
