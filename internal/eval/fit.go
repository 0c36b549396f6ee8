package eval

import (
	"context"
	"slices"

	"parley"
	"parley/internal/extract"
	"parley/internal/learn"
	"parley/internal/pipeline"
)

// Cases are what the models of background can learn from an article.
type Cases struct {
	Doc   string
	Known bool     // the model of kinds was trained on it
	Items [][]Case // claims in text order
}

// Case is one claim that was read.
type Case struct {
	learn.Sample
	Kind     parley.Kind
	Sentence int          // where its sentence begins
	Known    bool         // whether gold says what it is
	Status   learn.Sample // for the model of status; of the class -1 where gold says nothing or the model does not look at it
	Trust    learn.Sample // for the model of trust
	Unworded bool         // found by the model of kinds
}

// recipe and aroundRecipe say how the models of background are trained. The values of the first were chosen by
// cross-validation over articles; those of the second were not searched for.
var (
	recipe       = learn.Options{Classes: extract.BackgroundClasses, Least: 2, L2: 20, Rounds: 20, Cut: .03}
	aroundRecipe = learn.Options{Classes: extract.BackgroundClasses, Least: 20, L2: 20, Rounds: 60}
)

// statusRecipe says how the model of status is trained. Its values were chosen by cross-validation over the articles
// that it is trained on, and by the totals of the articles kept aside.
var statusRecipe = learn.Options{Classes: extract.StatusClasses, Least: 3, L2: 5e-4, Rounds: 5, Batch: 128, Pace: .003, Cut: .06}

// trustRecipe says how the model of trust is trained: as that of status, which was not searched anew, but for what is
// cut, chosen of three values by the totals of dev and of the articles kept aside.
var trustRecipe = learn.Options{Classes: extract.TrustClasses, Least: 3, L2: 5e-4, Rounds: 5, Batch: 128, Pace: .003, Cut: .05}

// FitStatus trains the model of status on articles.
func FitStatus(articles []Cases) *learn.Model {
	return learn.Train(every(articles, func(_ *Cases, c *Case) *learn.Sample { return &c.Status }), statusRecipe)
}

// FitTrust trains the model of trust on articles. What the model of kinds found in articles that it was trained on itself
// is left out: there it is right too often.
func FitTrust(articles []Cases) *learn.Model {
	none := learn.Sample{Class: -1}
	return learn.Train(every(articles, func(a *Cases, c *Case) *learn.Sample {
		if a.Known && c.Unworded {
			return &none
		}
		return &c.Trust
	}), trustRecipe)
}

// every lists one sample of each claim of articles, but for those without a class.
func every(articles []Cases, of func(*Cases, *Case) *learn.Sample) []learn.Sample {
	var all []learn.Sample
	for n := range articles {
		for _, item := range articles[n].Items {
			for i := range item {
				if s := of(&articles[n], &item[i]); s.Class >= 0 {
					all = append(all, *s)
				}
			}
		}
	}
	return all
}

// aroundParts is into how many parts articles are cut, so that the second model learns from what the first
// says of articles that it was not trained on.
const aroundParts = 6

// Fit trains the models of background on articles: what a claim is by itself, and what the claims around it say.
func Fit(articles []Cases) (background, around *learn.Model) {
	var samples []learn.Sample
	for part := range aroundParts {
		first := fitAlone(articles, func(n int) bool { return n%aroundParts != part })
		for n := range articles {
			if n%aroundParts != part {
				continue
			}
			for _, item := range articles[n].Items {
				samples = append(samples, amid(item, first)...)
			}
		}
	}
	return fitAlone(articles, func(int) bool { return true }), learn.Train(samples, aroundRecipe)
}

// fitAlone trains the first model on the articles that are asked for by number.
func fitAlone(articles []Cases, use func(n int) bool) *learn.Model {
	var all []learn.Sample
	for n := range articles {
		for _, item := range articles[n].Items {
			for i := range item {
				if item[i].Known && use(n) {
					all = append(all, item[i].Sample)
				}
			}
		}
	}
	return learn.Train(all, recipe)
}

// amid gives what the second model can learn from an item of which the first has spoken.
func amid(item []Case, first *learn.Model) []learn.Sample {
	var f learn.Features
	var judged []extract.Judged
	for i := range item {
		f.Reset()
		f.AddNames(item[i].Features)
		var p [2]float64
		first.Scores(&f, p[:])
		judged = append(judged, extract.Judged{Score: p[1] - p[0], Kind: item[i].Kind, Sentence: item[i].Sentence})
	}
	var out []learn.Sample
	f.Named = true
	extract.Around(judged, &f, func(i int) {
		if item[i].Known {
			out = append(out, learn.Sample{Features: slices.Clone(f.Names()), Class: item[i].Class})
		}
	})
	return out
}

// Learn reads every document that the gold file names in dir by rules alone, and gives what the
// models can learn from it: a claim is background as the gold claim is that it is paired with.
func Learn(ctx context.Context, r *pipeline.Reader, gold, dir string) ([]Cases, error) {
	var out []Cases
	err := eachPage(ctx, gold, dir, func(d *Document, p *parley.Page) { out = append(out, Cases{Doc: d.Name, Items: cases(r, d, p)}) })
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

// cases gives the claims of one page by item.
func cases(r *pipeline.Reader, d *Document, p *parley.Page) [][]Case {
	type key struct {
		at   parley.Span
		kind parley.Kind
	}
	told := map[key]extract.Sample{}
	reading := &parley.Reading{}
	reading.Claims = r.Samples(p, func(s extract.Sample) { told[key{s.Trigger, s.Kind}] = s })
	predicted := Predicted(d, reading)
	gold := map[*Claim]*Claim{}
	for _, pair := range Compare(d.Name, d.Claims, predicted).Pairs {
		gold[pair.Predicted] = pair.Gold
	}
	var out [][]Case
	item := -1
	for i := range reading.Claims {
		c := &reading.Claims[i]
		s, ok := told[key{c.Trigger.Span, c.Kind}]
		if !ok {
			continue
		}
		if c.Item != item {
			item = c.Item
			out = append(out, nil)
		}
		one := Case{Sample: learn.Sample{Features: s.Features}, Kind: c.Kind, Sentence: c.Evidence.Start, Status: learn.Sample{Features: s.Status, Class: -1}, Trust: learn.Sample{Features: s.Trust, Class: -1}}
		one.Trust.Class, one.Unworded = int(truth(gold[predicted[i]] != nil)), s.Unworded
		if g := gold[predicted[i]]; g != nil {
			one.Known, one.Class = true, int(truth(g.Background))
			if s.Status != nil {
				one.Status.Class = slices.Index(extract.StatusClasses, g.Status)
			}
		}
		out[len(out)-1] = append(out[len(out)-1], one)
	}
	return out
}
