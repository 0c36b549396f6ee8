package eval_test

import (
	"context"
	"flag"
	"fmt"
	"slices"
	"testing"

	"parley/internal/eval"
	"parley/internal/extract"
	"parley/internal/learn"
	"parley/internal/pack"
	"parley/internal/pipeline"
	"parley/packs"
)

var (
	fit      = flag.Bool("fit", false, "train the models of background anew and write them into the pack")
	fitFolds = flag.Int("fit-folds", 0, "into how many parts to cut the articles, each measured with a model that was trained on the others")
)

// fitSets are what the models are trained on: all gold articles that may be seen.
func fitSets() []goldSet { return slices.Concat(sets, offsetSets[:2]) }

// modelComment heads the file of a model.
const modelComment = `How much %s says for its being background.
Made from corpus/seen.jsonl, corpus/long.jsonl and the gold data beside the project by
go test ./internal/eval -run TestFit -fit`

// withBackground is a reader with other models of background than the pack's, nil for none.
func withBackground(t *testing.T, background, around *learn.Model) *pipeline.Reader {
	t.Helper()
	p, errs := pack.Load(packs.FS)
	for name, m := range map[string]*learn.Model{extract.BackgroundModel: background, extract.AroundModel: around} {
		delete(p.Languages["vi"].Models, name)
		if m != nil {
			p.Languages["vi"].Models[name] = m
		}
	}
	r, more := pipeline.NewReader(p)
	for _, err := range append(errs, more...) {
		t.Fatal(err)
	}
	return r
}

// learnAll gives what there is to learn from, by set.
func learnAll(t *testing.T) map[string][]eval.Cases {
	t.Helper()
	all := map[string][]eval.Cases{}
	r := withBackground(t, nil, nil)
	for _, s := range fitSets() {
		cases, err := eval.Learn(context.Background(), r, s.gold, s.dir)
		if err != nil {
			t.Fatal(err)
		}
		all[s.name] = cases
	}
	return all
}

// TestFit trains the models and writes them.
func TestFit(t *testing.T) {
	if !*fit {
		t.Skip("only with -fit")
	}
	needShared(t)
	all := learnAll(t)
	var articles []eval.Cases
	for _, s := range fitSets() {
		articles = append(articles, all[s.name]...)
	}
	background, around := eval.Fit(articles)
	writeModel(t, extract.BackgroundModel, background, fmt.Sprintf(modelComment, "each feature of a claim (internal/extract/standing.go)"))
	writeModel(t, extract.AroundModel, around, fmt.Sprintf(modelComment, "what the model of background says of a claim and of those around it (internal/extract/around.go)"))
}

// TestFitFolds measures what the model brings to articles that it was not trained on.
func TestFitFolds(t *testing.T) {
	if *fitFolds < 2 {
		t.Skip("only with -fit-folds")
	}
	needShared(t)
	all := learnAll(t)
	before, alone, after := map[string][]eval.Result{}, map[string][]eval.Result{}, map[string][]eval.Result{}
	rules := withBackground(t, nil, nil)
	for part := range *fitFolds {
		var others []eval.Cases
		mine := map[string]bool{}
		n := 0
		for _, s := range fitSets() {
			for _, c := range all[s.name] {
				if n++; n%*fitFolds == part {
					mine[c.Doc] = true
				} else {
					others = append(others, c)
				}
			}
		}
		background, around := eval.Fit(others)
		r := withBackground(t, background, around)
		for _, s := range fitSets() {
			before[s.name] = append(before[s.name], some(t, rules, s, mine)...)
			alone[s.name] = append(alone[s.name], some(t, withBackground(t, background, nil), s, mine)...)
			after[s.name] = append(after[s.name], some(t, r, s, mine)...)
		}
	}
	for _, s := range fitSets() {
		b, one, a := eval.Count(before[s.name]).Background, eval.Count(alone[s.name]).Background, eval.Count(after[s.name]).Background
		t.Logf("%-6s background right of %d matched claims: by rules %.3f, with the model %.3f, with those around %.3f", s.name, b.Of, b.Value(), one.Value(), a.Value())
	}
}

// some reads the articles of a set that are named.
func some(t *testing.T, r *pipeline.Reader, s goldSet, docs map[string]bool) []eval.Result {
	t.Helper()
	out, err := eval.RunSome(context.Background(), r, s.gold, s.dir, func(doc string) bool { return docs[doc] })
	if err != nil {
		t.Fatal(err)
	}
	return out
}
