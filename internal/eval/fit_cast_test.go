package eval_test

import (
	"context"
	"flag"
	"testing"

	"parley/internal/eval"
	"parley/internal/extract"
	"parley/internal/learn"
	"parley/internal/pipeline"
	"parley/packs"
)

var (
	fitCast      = flag.Bool("fit-cast", false, "train the model of who takes part anew and write it into the pack")
	fitCastFolds = flag.Int("fit-cast-folds", 0, "into how many parts to cut the articles, each measured with a model of who takes part that was trained on the others")
)

// castComment heads the file of the model.
const castComment = `How much each feature of an actor (internal/extract/casting_cues.go) says for his role in a claim.
Made from corpus/seen.jsonl, corpus/long.jsonl, the examples of the pack and the gold data beside the
project by
go test ./internal/eval -run TestFitCast -fit-cast`

// withCast is a reader with another model of who takes part than the pack's, nil for none.
func withCast(t *testing.T, m *learn.Model) *pipeline.Reader {
	t.Helper()
	return withModels(t, map[string]*learn.Model{extract.CastModel: m})
}

// learnCasts gives what there is to learn from, by set.
func learnCasts(t *testing.T) map[string][]eval.Players {
	t.Helper()
	all := map[string][]eval.Players{}
	r := withCast(t, nil)
	for _, s := range fitSets() {
		some, err := eval.LearnCast(context.Background(), r, s.gold, s.dir)
		if err != nil {
			t.Fatal(err)
		}
		all[s.name] = some
	}
	return all
}

// learnExamples gives what the examples of the packs teach.
func learnExamples(t *testing.T) eval.Players {
	t.Helper()
	out, err := eval.LearnExamples(packs.FS)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestFitCast trains the model of who takes part and writes it.
func TestFitCast(t *testing.T) {
	if !*fitCast {
		t.Skip("only with -fit-cast")
	}
	needShared(t)
	all := learnCasts(t)
	articles := []eval.Players{learnExamples(t)}
	for _, s := range fitSets() {
		articles = append(articles, all[s.name]...)
	}
	writeModel(t, extract.CastModel, eval.FitCast(articles), castComment)
}

// TestFitCastFolds measures what the model brings to articles that it was not trained on.
func TestFitCastFolds(t *testing.T) {
	if *fitCastFolds < 2 {
		t.Skip("only with -fit-cast-folds")
	}
	needShared(t)
	all := learnCasts(t)
	before, after := map[string][]eval.Result{}, map[string][]eval.Result{}
	rules, examples := withCast(t, nil), learnExamples(t)
	folds(*fitCastFolds, all, func(p *eval.Players) string { return p.Doc }, func(mine map[string]bool, others []eval.Players) {
		r := withCast(t, eval.FitCast(append(others, examples)))
		for _, s := range fitSets() {
			before[s.name] = append(before[s.name], some(t, rules, s, mine)...)
			after[s.name] = append(after[s.name], some(t, r, s, mine)...)
		}
	})
	for _, s := range fitSets() {
		b, a := eval.Count(before[s.name]), eval.Count(after[s.name])
		t.Logf("%-6s actors by rules %.3f, with the model %.3f; whole %.3f, %.3f", s.name, b.Actors.F1(), a.Actors.F1(), b.Whole.F1(), a.Whole.F1())
	}
}
