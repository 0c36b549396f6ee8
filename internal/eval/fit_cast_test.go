package eval_test

import (
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
	articles := append([]eval.Players{learnExamples(t)}, together(learnEach(t, withCast(t, nil), eval.LearnCast))...)
	writeModel(t, extract.CastModel, eval.FitCast(articles), castComment)
}

// TestFitCastFolds measures what the model brings to articles that it was not trained on.
func TestFitCastFolds(t *testing.T) {
	if *fitCastFolds < 2 {
		t.Skip("only with -fit-cast-folds")
	}
	needShared(t)
	rules, examples := withCast(t, nil), learnExamples(t)
	read := crossed(t, *fitCastFolds, learnEach(t, rules, eval.LearnCast), func(p *eval.Players) string { return p.Doc }, func(others []eval.Players) []*pipeline.Reader {
		return []*pipeline.Reader{rules, withCast(t, eval.FitCast(append(others, examples)))}
	})
	for _, s := range fitSets() {
		b, a := eval.Count(read[0][s.name]), eval.Count(read[1][s.name])
		t.Logf("%-6s actors by rules %.3f, with the model %.3f; whole %.3f, %.3f", s.name, b.Actors.F1(), a.Actors.F1(), b.Whole.F1(), a.Whole.F1())
	}
}
