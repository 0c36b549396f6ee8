package eval

import (
	"context"
	"slices"
	"strings"

	"parley"
	"parley/internal/extract"
	"parley/internal/learn"
	"parley/internal/pipeline"
)

// Players are what the model of who takes part can learn from an article.
type Players struct {
	Doc     string
	Samples []learn.Sample
}

// castRecipe says how the model of who takes part is trained. The values were chosen by cross-validation over articles.
var castRecipe = learn.Options{Classes: extract.CastClasses, Least: 3, L2: 3, Rounds: 100, Cut: .05}

// FitCast trains the model of who takes part on articles.
func FitCast(articles []Players) *learn.Model {
	var all []learn.Sample
	for _, a := range articles {
		all = append(all, a.Samples...)
	}
	return learn.Train(all, castRecipe)
}

// LearnCast reads every document that the gold file names in dir, and gives for each actor who may take
// part in a claim that gold has the role that he has there.
func LearnCast(ctx context.Context, r *pipeline.Reader, gold, dir string) ([]Players, error) {
	var out []Players
	err := eachPage(ctx, gold, dir, func(d *Document, p *parley.Page) { out = append(out, Players{d.Name, players(r, d, p)}) })
	return out, err
}

// players gives the actors of one page.
func players(r *pipeline.Reader, d *Document, p *parley.Page) []learn.Sample {
	type key struct {
		at   parley.Span
		kind parley.Kind
	}
	told := map[key][]extract.CastSample{}
	reading := &parley.Reading{}
	reading.Claims = r.CastSamples(p, func(s extract.CastSample) {
		k := key{s.Trigger, s.Kind}
		told[k] = append(told[k], s)
	})
	predicted := Predicted(d, reading)
	number := map[*Claim]int{}
	for i, c := range predicted {
		number[c] = i
	}
	var out []learn.Sample
	for _, pair := range Compare(d.Name, d.Claims, predicted).Pairs {
		c := &reading.Claims[number[pair.Predicted]]
		var done []parley.Side
		for _, s := range told[key{c.Trigger.Span, c.Kind}] {
			if slices.Contains(done, s.Side) {
				continue // of a deed told of several in turn: the first stands for all
			}
			done = append(done, s.Side)
			out = append(out, learn.Sample{Features: s.Features, Class: castClass(pair.Gold, s.Side)})
		}
	}
	return out
}

// castClass is the role that a side has in gold, by its number.
func castClass(c *Claim, side parley.Side) int {
	key := strings.TrimPrefix(side.String(), "state:")
	for class, role := range extract.CastClasses {
		if c.Actors[role+" "+key] {
			return class
		}
	}
	return 0
}
