package extract_test

import (
	"slices"
	"strings"
	"testing"

	"parley"
	"parley/internal/extract"
)

// setting says when and where of each claim.
func setting(claims []parley.Claim) string {
	var out []string
	for i := range claims {
		said := string(claims[i].Kind)
		if w := claims[i].Time; w != nil {
			said += " " + w.Value
		}
		if p := claims[i].Place; p != nil {
			said += " " + p.Name
		}
		out = append(out, said)
	}
	return strings.Join(out, ", ")
}

// A model takes times and places away from claims that they do not belong to, and gives a claim one that rules do not
// see; what is as likely another's is another's, but for a time that rules chose, of contacts above all.
func TestSettingModels(t *testing.T) {
	article := []string{"Nga trừng phạt Mỹ ở Vienna ngày 3/3.", "Đức gặp Pháp ngày 4/3."}
	for _, c := range []struct {
		why, name, model string
		lines            []string
		want             string
	}{
		{"no time was learned: as rules have it", extract.WhenModel, "", article, "sanction 2025-03-03 Vienna, meet 2025-03-04"},
		{"no place was learned: nobody's", extract.WhereModel, "", article, "sanction 2025-03-03, meet 2025-03-04"},
		{"a place that is likely its own", extract.WhereModel, "ruled=1\town:1\n", article, "sanction 2025-03-03 Vienna, meet 2025-03-04"},
		{"a time that is not", extract.WhenModel, "says,kind=ngày sanction\tother:1\n", article, "sanction Vienna, meet 2025-03-04"},
		{"of a contact it must be more surely another's", extract.WhenModel, "ruled=1\tother:1\n", article, "sanction Vienna, meet 2025-03-04"},
		{"the likelier of two", extract.WhenModel, "rank=left-0 1\town:1\nrank=left-1 0\town:3\n", []string{"Ngày 2/3, ngày 3/3 Nga trừng phạt Mỹ.", article[1]}, "sanction 2025-03-02, meet 2025-03-04"},
		{"alone: as rules have it", extract.WhereModel, "ruled=1\tother:5\n", article[:1], "sanction 2025-03-03 Vienna"},
	} {
		_, _, claims := withSanctions(t, c.name, extract.SettingClasses, c.model).read("2025-03-05", c.lines)
		if got := setting(claims); got != c.want {
			t.Errorf("%s: %s, want %s", c.why, got, c.want)
		}
	}
}

// What is told for training has the names of what the model knows, and decides nothing; an explanation names what
// weighed where the model says something else than the rules.
func TestSettingReasons(t *testing.T) {
	r := withSanctions(t, extract.WhereModel, extract.SettingClasses, "ruled=1\town:-2\n")
	_, an, _ := r.read("2025-03-05", []string{"Nga trừng phạt Mỹ ở Vienna.", "Đức gặp Pháp."})
	in := extract.Input{PageID: "p", Sentences: an.Sentences, Lines: an.Lines, Items: []parley.Item{{}}}
	var told []string
	in.LearnSetting = func(s extract.SettingSample) {
		if s.Place && slices.Contains(s.Features, "ruled=1") {
			told = append(told, s.Value)
		}
	}
	if got := setting(r.extract.Extract(&in)); got != "sanction Vienna, meet" || !slices.Equal(told, []string{"Vienna"}) {
		t.Errorf("for training %q with %v, want the rules' word and Vienna", got, told)
	}
	in.LearnSetting = nil
	var resets []extract.Reset
	in.Trace = func(s extract.Step) { resets = append(resets, s.Resets...) }
	r.extract.Extract(&in)
	if len(resets) != 1 || !resets[0].Place || resets[0].Words != "Vienna" || resets[0].Own || len(resets[0].Why) == 0 || resets[0].Why[0].Feature != "ruled=1" {
		t.Errorf("explained by %+v, want that Vienna is not its place, by ruled=1", resets)
	}
}
