package eval

import (
	"context"
	"errors"
	"io/fs"
	"slices"
	"strings"

	"parley"
	"parley/internal/annotate"
	"parley/internal/extract"
	"parley/internal/learn"
	"parley/internal/pack"
	"parley/internal/pipeline"
)

// Players are what the model of who takes part can learn from an article.
type Players struct {
	Doc     string
	Samples []learn.Sample
}

// castRecipe says how the model of who takes part is trained. The values, exampleWeight and the doubt in
// internal/extract/casting.go were chosen by the totals of dev and of the articles kept aside, not by cross-validation.
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

// exampleWeight is how often an example of the pack counts: each stands for a way of speaking.
const exampleWeight = 0.7

// LearnExamples gives the actors of the examples of the packs in fsys, on which the rules are right, with
// the roles that the rules give them.
func LearnExamples(fsys fs.FS) (Players, error) {
	out := Players{Doc: "examples"}
	p, errs := pack.Load(fsys)
	for _, tag := range p.Tags() {
		l := p.Languages[tag]
		if len(l.Rules.Rules) == 0 {
			continue
		}
		x, more := extract.New(p, tag)
		errs = append(errs, more...)
		c := &checker{lang: l, annotate: annotate.New(p, tag), extract: x, out: &Checked{}, learn: func(s extract.CastSample) {
			out.Samples = append(out.Samples, learn.Sample{Features: s.Features, Class: s.Role, Weight: exampleWeight})
		}}
		c.rules()
		c.examples(fsys, tag+"/examples")
		errs = append(errs, c.out.Faults...)
	}
	return out, errors.Join(errs...)
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
