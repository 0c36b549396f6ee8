package eval

import (
	"context"
	"strings"

	"parley"
	"parley/internal/extract"
	"parley/internal/learn"
	"parley/internal/pipeline"
)

// Settings are what the models of when and where can learn from an article.
type Settings struct {
	Doc           string
	Times, Places []learn.Sample
}

// settingRecipe says how the models of when and where are trained: as that of who takes part, which was not searched anew.
var settingRecipe = learn.Options{Classes: extract.SettingClasses, Least: 3, L2: 3, Rounds: 100, Cut: .05}

// FitSettings trains the models of when and where on articles.
func FitSettings(articles []Settings) (when, where *learn.Model) {
	var times, places []learn.Sample
	for i := range articles {
		times, places = append(times, articles[i].Times...), append(places, articles[i].Places...)
	}
	return learn.Train(times, settingRecipe), learn.Train(places, settingRecipe)
}

// LearnSettings reads every document that the gold file names in dir, and tells of each time and place that may be
// that of a claim which gold has whether it is.
func LearnSettings(ctx context.Context, r *pipeline.Reader, gold, dir string) ([]Settings, error) {
	var out []Settings
	err := eachPage(ctx, gold, dir, func(d *Document, p *parley.Page) { out = append(out, settings(r, d, p)) })
	return out, err
}

// settings gives the times and places of one page.
func settings(r *pipeline.Reader, d *Document, p *parley.Page) Settings {
	type key struct {
		at   parley.Span
		kind parley.Kind
	}
	told := map[key][]extract.SettingSample{}
	reading := &parley.Reading{}
	reading.Claims = r.SettingSamples(p, func(s extract.SettingSample) {
		k := key{s.Trigger, s.Kind}
		told[k] = append(told[k], s)
	})
	out := Settings{Doc: d.Name}
	predicted := Predicted(d, reading)
	number := map[*Claim]int{}
	for i, c := range predicted {
		number[c] = i
	}
	done := map[key]bool{}
	for _, pair := range Compare(d.Name, d.Claims, predicted).Pairs {
		c := &reading.Claims[number[pair.Predicted]]
		k := key{c.Trigger.Span, c.Kind}
		if done[k] {
			continue // of a deed told of several in turn: the first stands for all
		}
		done[k] = true
		for _, s := range told[k] {
			own := pair.Gold.Time != "" && s.Value == pair.Gold.Time || pair.Gold.TimeText != "" && within(s.Said.Exact, pair.Gold.TimeText)
			if s.Place {
				own = pair.Gold.Place != "" && strings.EqualFold(s.Value, pair.Gold.Place)
			}
			one := learn.Sample{Features: s.Features, Class: int(truth(own))}
			if s.Place {
				out.Places = append(out.Places, one)
			} else {
				out.Times = append(out.Times, one)
			}
		}
	}
	return out
}

// within tells whether one of two quotations is part of the other.
func within(a, b string) bool { return strings.Contains(a, b) || strings.Contains(b, a) }
