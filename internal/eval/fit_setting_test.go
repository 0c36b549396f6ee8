package eval_test

import (
	"context"
	"flag"
	"testing"

	"parley/internal/eval"
	"parley/internal/extract"
	"parley/internal/learn"
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

// learnSettings gives what there is to learn from, by set.
func learnSettings(t *testing.T) map[string][]eval.Settings {
	t.Helper()
	all := map[string][]eval.Settings{}
	r := withModels(t, noSetting)
	for _, s := range fitSets() {
		some, err := eval.LearnSettings(context.Background(), r, s.gold, s.dir)
		if err != nil {
			t.Fatal(err)
		}
		all[s.name] = some
	}
	return all
}

// TestFitSetting trains the models and writes them.
func TestFitSetting(t *testing.T) {
	if !*fitSetting {
		t.Skip("only with -fit-setting")
	}
	needShared(t)
	all := learnSettings(t)
	var articles []eval.Settings
	for _, s := range fitSets() {
		articles = append(articles, all[s.name]...)
	}
	for name, m := range settingModels(articles) {
		writeModel(t, name, m, settingComments[name])
	}
}

// TestFitSettingFolds measures what the models bring to articles that they were not trained on.
func TestFitSettingFolds(t *testing.T) {
	if *fitSettingFolds < 2 {
		t.Skip("only with -fit-setting-folds")
	}
	needShared(t)
	all := learnSettings(t)
	before, after := map[string][]eval.Result{}, map[string][]eval.Result{}
	rules := withModels(t, noSetting)
	folds(*fitSettingFolds, all, func(s *eval.Settings) string { return s.Doc }, func(mine map[string]bool, others []eval.Settings) {
		r := withModels(t, settingModels(others))
		for _, s := range fitSets() {
			before[s.name] = append(before[s.name], some(t, rules, s, mine)...)
			after[s.name] = append(after[s.name], some(t, r, s, mine)...)
		}
	})
	for _, s := range fitSets() {
		for _, x := range []struct {
			name string
			eval.Figures
		}{{"rules", eval.Count(before[s.name])}, {"models", eval.Count(after[s.name])}} {
			tp, tr, tf := x.When.PRF()
			pp, pr, pf := x.Where.PRF()
			t.Logf("%-6s %-6s times P %.3f R %.3f F1 %.3f, places P %.3f R %.3f F1 %.3f", s.name, x.name, tp, tr, tf, pp, pr, pf)
		}
	}
}
