package eval

import (
	"context"

	"parley"
	"parley/internal/extract"
	"parley/internal/learn"
	"parley/internal/pipeline"
)

// Cases are what the model of background can learn from an article.
type Cases struct {
	Doc     string
	Samples []learn.Sample
}

// recipe says how the model is trained. The values were chosen by cross-validation over articles.
var recipe = learn.Options{Classes: extract.BackgroundClasses, Least: 2, L2: 20, Rounds: 20, Cut: .03}

// Fit trains the model of background on articles.
func Fit(articles []Cases) *learn.Model {
	var all []learn.Sample
	for _, a := range articles {
		all = append(all, a.Samples...)
	}
	return learn.Train(all, recipe)
}

// Learn reads every document that the gold file names in dir by rules alone, and gives what the
// model can learn from it: a claim is background as the gold claim is that it is paired with.
func Learn(ctx context.Context, r *pipeline.Reader, gold, dir string) ([]Cases, error) {
	var out []Cases
	err := eachPage(ctx, gold, dir, func(d *Document, p *parley.Page) { out = append(out, Cases{d.Name, cases(r, d, p)}) })
	return out, err
}

// eachPage gives every page of every document that the gold file names in dir.
func eachPage(ctx context.Context, gold, dir string, each func(d *Document, p *parley.Page)) error {
	c, err := load(ctx, gold, dir)
	if err != nil {
		return err
	}
	for _, d := range c.docs {
		pages, err := c.pages(ctx, d.Name)
		if err != nil {
			return err
		}
		for _, p := range pages {
			each(d, p)
		}
	}
	return ctx.Err()
}

// cases gives the samples of one page.
func cases(r *pipeline.Reader, d *Document, p *parley.Page) []learn.Sample {
	type key struct {
		at   parley.Span
		kind parley.Kind
	}
	told := map[key]extract.Sample{}
	reading := &parley.Reading{}
	reading.Claims = r.Samples(p, func(s extract.Sample) { told[key{s.Trigger, s.Kind}] = s })
	predicted := Predicted(d, reading)
	number := map[*Claim]int{}
	for i, c := range predicted {
		number[c] = i
	}
	var out []learn.Sample
	for _, pair := range Compare(d.Name, d.Claims, predicted).Pairs {
		c := &reading.Claims[number[pair.Predicted]]
		if s, ok := told[key{c.Trigger.Span, c.Kind}]; ok {
			out = append(out, learn.Sample{Features: s.Features, Class: int(truth(pair.Gold.Background))})
		}
	}
	return out
}
