package eval_test

import (
	"flag"
	"testing"

	"parley/internal/eval"
	"parley/internal/extract"
	"parley/internal/learn"
	"parley/internal/pipeline"
)

var (
	fitSetting      = flag.Bool("fit-setting", false, "train the models of when and where anew and write them into the pack")
	fitSettingFolds = flag.Int("fit-setting-folds", 0, "into how many parts to cut the articles, each measured with models of when and where that were trained on the others")
)

// settingComments head the files of the models.
var settingComments = map[string]string{
	extract.WhenModel:  settingComment("How much each feature of a time (internal/extract/setting_cues.go) says for its being that of a claim."),
	extract.WhereModel: settingComment("How much each feature of a place (internal/extract/setting_cues.go) says for its being that of a claim."),
}

func settingComment(what string) string {
	return what + `
Made from corpus/seen.jsonl, corpus/long.jsonl and the gold data beside the project by
go test ./internal/eval -run TestFitSetting -fit-setting`
}

// settingModels are those of when and where, trained on articles.
func settingModels(articles []eval.Settings) map[string]*learn.Model {
	when, where := eval.FitSettings(articles)
	return map[string]*learn.Model{extract.WhenModel: when, extract.WhereModel: where}
}

// noSetting takes these models away.
var noSetting = map[string]*learn.Model{extract.WhenModel: nil, extract.WhereModel: nil}

// TestFitSetting trains the models and writes them.
func TestFitSetting(t *testing.T) {
	if !*fitSetting {
		t.Skip("only with -fit-setting")
	}
	needShared(t)
	for name, m := range settingModels(together(learnEach(t, withModels(t, noSetting), eval.LearnSettings))) {
		writeModel(t, name, m, settingComments[name])
	}
}

// TestFitSettingFolds measures what the models bring to articles that they were not trained on.
func TestFitSettingFolds(t *testing.T) {
	if *fitSettingFolds < 2 {
		t.Skip("only with -fit-setting-folds")
	}
	needShared(t)
	rules := withModels(t, noSetting)
	read := crossed(t, *fitSettingFolds, learnEach(t, rules, eval.LearnSettings), func(s *eval.Settings) string { return s.Doc }, func(others []eval.Settings) []*pipeline.Reader {
		return []*pipeline.Reader{rules, withModels(t, settingModels(others))}
	})
	for _, s := range fitSets() {
		for _, x := range []struct {
			name string
			eval.Figures
		}{{"rules", eval.Count(read[0][s.name])}, {"models", eval.Count(read[1][s.name])}} {
			tp, tr, tf := x.When.PRF()
			pp, pr, pf := x.Where.PRF()
			t.Logf("%-6s %-6s times P %.3f R %.3f F1 %.3f, places P %.3f R %.3f F1 %.3f", s.name, x.name, tp, tr, tf, pp, pr, pf)
		}
	}
}
