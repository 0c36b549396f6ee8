package eval

import (
	"context"
	"slices"

	"parley"
	"parley/internal/extract"
	"parley/internal/learn"
	"parley/internal/pipeline"
)

// Sentences are what the model of kinds can learn from an article.
type Sentences struct {
	Doc   string
	Marks []learn.Mark
}

// kindsRecipe says how the model of kinds is trained. The values were chosen on articles kept aside.
var kindsRecipe = learn.Options{Classes: kindNames(), Least: 3, L2: 2, Rounds: 20, Cut: .1}

func kindNames() []string {
	var out []string
	for _, k := range parley.Kinds {
		out = append(out, string(k.Kind))
	}
	slices.Sort(out)
	return out
}

// FitKinds trains the model of kinds on articles.
func FitKinds(articles []Sentences) *learn.Model {
	var all []learn.Mark
	for _, a := range articles {
		all = append(all, a.Marks...)
	}
	return learn.TrainApart(all, kindsRecipe)
}

// LearnKinds reads every document that the gold file names in dir, and gives for each sentence the
// kinds of the gold claims in it.
func LearnKinds(ctx context.Context, r *pipeline.Reader, gold, dir string) ([]Sentences, error) {
	var out []Sentences
	err := eachPage(ctx, gold, dir, func(d *Document, p *parley.Page) { out = append(out, Sentences{d.Name, marks(r, d, p)}) })
	return out, err
}

// marks gives the sentences of one page.
func marks(r *pipeline.Reader, d *Document, p *parley.Page) []learn.Mark {
	offs := parley.NewOffsets(d.Text)
	var out []learn.Mark
	r.KindSamples(p, func(s extract.KindSample) {
		at := locate(d.Text, offs, s.Sentence)
		m := learn.Mark{Features: s.Features}
		for _, c := range d.Claims {
			k := slices.Index(kindsRecipe.Classes, c.Kind)
			if overlap(c.Span, at) >= .5 && !slices.Contains(m.Classes, k) {
				m.Classes = append(m.Classes, k)
			}
		}
		out = append(out, m)
	})
	return out
}
