package eval_test

import (
	"context"
	"flag"
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
	fit      = flag.Bool("fit", false, "train the models of background and of status anew and write them into the pack")
	fitFolds = flag.Int("fit-folds", 0, "into how many parts to cut the articles, each measured with a model that was trained on the others")
)

// fitSets are what the models are trained on: all gold articles that may be seen.
func fitSets() []goldSet { return slices.Concat(sets, offsetSets[:2]) }

// standingComments head the files of the models.
var standingComments = map[string]string{
	extract.BackgroundModel: standingComment("How much each feature of a claim (internal/extract/standing.go) says for its being background."),
	extract.AroundModel:     standingComment("How much what the model of background says of a claim and of those around it (internal/extract/around.go) says for its being background."),
	extract.TrustModel:      standingComment("How much each feature of a claim (internal/extract/standing.go, status_model.go, trust.go) says for its being a deed that its sentence tells."),
	extract.StatusModel:     standingComment("How much each feature of a claim (internal/extract/standing.go, status_model.go) says for each status."),
}

func standingComment(what string) string {
	return what + `
Made from corpus/seen.jsonl, corpus/long.jsonl and the gold data beside the project by
go test ./internal/eval -run TestFit -fit`
}

// withModels is a reader with other models of the language than the pack's, nil for none.
func withModels(t *testing.T, models map[string]*learn.Model) *pipeline.Reader {
	t.Helper()
	p, errs := pack.Load(packs.FS)
	for name, m := range models {
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

// standingModels are those of how a claim stands, trained on articles.
func standingModels(articles []eval.Cases) map[string]*learn.Model {
	background, around := eval.Fit(articles)
	return map[string]*learn.Model{extract.BackgroundModel: background, extract.AroundModel: around, extract.StatusModel: eval.FitStatus(articles), extract.TrustModel: eval.FitTrust(articles)}
}

// noStanding takes these models away.
var noStanding = map[string]*learn.Model{extract.BackgroundModel: nil, extract.AroundModel: nil, extract.StatusModel: nil, extract.TrustModel: nil}

// folds cuts articles into n parts and gives each part's documents by set, beside the articles of all others.
func folds[A any](n int, all map[string][]A, doc func(*A) string, each func(mine map[string]bool, others []A)) {
	for part := range n {
		var others []A
		mine := map[string]bool{}
		i := 0
		for _, s := range fitSets() {
			for k := range all[s.name] {
				if a := &all[s.name][k]; i%n == part {
					mine[doc(a)] = true
				} else {
					others = append(others, *a)
				}
				i++
			}
		}
		each(mine, others)
	}
}

// crossed reads each article with the readers that are made of the others, in n parts: of each reader its results by set.
func crossed[A any](t *testing.T, n int, all map[string][]A, doc func(*A) string, readers func(others []A) []*pipeline.Reader) (out []map[string][]eval.Result) {
	t.Helper()
	folds(n, all, doc, func(mine map[string]bool, others []A) {
		for i, r := range readers(others) {
			if i == len(out) {
				out = append(out, map[string][]eval.Result{})
			}
			for _, s := range fitSets() {
				out[i][s.name] = append(out[i][s.name], some(t, r, s, mine)...)
			}
		}
	})
	return out
}

// learnEach gives what there is to learn from, by set.
func learnEach[A any](t *testing.T, r *pipeline.Reader, learn func(ctx context.Context, r *pipeline.Reader, gold, dir string) ([]A, error)) map[string][]A {
	t.Helper()
	all := map[string][]A{}
	for _, s := range fitSets() {
		some, err := learn(context.Background(), r, s.gold, s.dir)
		if err != nil {
			t.Fatal(err)
		}
		all[s.name] = some
	}
	return all
}

// together lists what all sets have.
func together[A any](all map[string][]A) (out []A) {
	for _, s := range fitSets() {
		out = append(out, all[s.name]...)
	}
	return out
}

// learnAll gives what the models of how a claim stands can learn from, by set.
func learnAll(t *testing.T) map[string][]eval.Cases {
	t.Helper()
	all := learnEach(t, withModels(t, noStanding), eval.Learn)
	for i := range all["seen"] {
		all["seen"][i].Known = true // by fit_kinds_test.go
	}
	return all
}

// TestFit trains the models and writes them.
func TestFit(t *testing.T) {
	if !*fit {
		t.Skip("only with -fit")
	}
	needShared(t)
	for name, m := range standingModels(together(learnAll(t))) {
		writeModel(t, name, m, standingComments[name])
	}
}

// TestFitFolds measures what the models bring to articles that it was not trained on.
func TestFitFolds(t *testing.T) {
	if *fitFolds < 2 {
		t.Skip("only with -fit-folds")
	}
	needShared(t)
	rules := withModels(t, noStanding)
	read := crossed(t, *fitFolds, learnAll(t), func(c *eval.Cases) string { return c.Doc }, func(others []eval.Cases) []*pipeline.Reader {
		models := standingModels(others)
		all := withModels(t, models)
		models[extract.AroundModel] = nil
		return []*pipeline.Reader{rules, withModels(t, models), all}
	})
	for _, s := range fitSets() {
		b, one, a := eval.Count(read[0][s.name]), eval.Count(read[1][s.name]), eval.Count(read[2][s.name])
		bp, br, bf := b.Claim.PRF()
		ap, ar, af := a.Claim.PRF()
		t.Logf("%-6s claims by rules P %.3f R %.3f F1 %.3f, with the model of trust P %.3f R %.3f F1 %.3f", s.name, bp, br, bf, ap, ar, af)
		t.Logf("%-6s %5d matched: background right by rules %.3f, with the model %.3f, with those around %.3f; status by rules %.3f, with the model %.3f; whole %.3f, %.3f", s.name,
			b.Background.Of, b.Background.Value(), one.Background.Value(), a.Background.Value(), b.Status.Value(), a.Status.Value(), b.Whole.F1(), a.Whole.F1())
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
