package pipeline

import (
	"parley"
	"parley/internal/annotate"
	"parley/internal/extract"
)

// Explanation is a page as it was understood, with what became of every match of a rule.
type Explanation struct {
	Layout    *parley.Layout
	Annotated *annotate.Annotated
	Steps     []extract.Step
	Claims    []parley.Claim
}

// Layout takes a page apart and goes no further.
func (r *Reader) Layout(p *parley.Page) *parley.Layout { return r.pages.Read(p) }

// Reads tells whether there are rules for the language.
func (r *Reader) Reads(language string) bool { return r.ruled[language] }

// Explain reads a layout as Read does and keeps every step; nil where there are no rules
// for its language.
func (r *Reader) Explain(l *parley.Layout) *Explanation {
	u, ok := r.understander(l.Language)
	if !ok {
		return nil
	}
	x := &Explanation{Layout: l, Annotated: u.annotate.Annotate(l, "")}
	x.Claims = u.extract.Extract(&extract.Input{
		Sentences: x.Annotated.Sentences, Lines: x.Annotated.Lines, Items: x.Annotated.Items,
		Trace: func(s extract.Step) { x.Steps = append(x.Steps, s) },
	})
	return x
}

// Samples reads a page by rules alone and tells of every claim as the model of background sees it.
func (r *Reader) Samples(p *parley.Page, tell func(extract.Sample)) []parley.Claim {
	return r.asked(p, &extract.Input{Learn: tell})
}

// CastSamples reads a page by rules and the other models, and tells of every actor who may take part in a claim
// as the model of who takes part sees him.
func (r *Reader) CastSamples(p *parley.Page, tell func(extract.CastSample)) []parley.Claim {
	return r.asked(p, &extract.Input{LearnCast: tell})
}

// SettingSamples reads a page by rules and the other models, and tells of every time and place that may be a claim's
// as the models of when and where see it.
func (r *Reader) SettingSamples(p *parley.Page, tell func(extract.SettingSample)) []parley.Claim {
	return r.asked(p, &extract.Input{LearnSetting: tell})
}

// KindSamples reads a page by rules alone and tells of every sentence as the model of kinds sees it.
func (r *Reader) KindSamples(p *parley.Page, tell func(extract.KindSample)) {
	r.asked(p, &extract.Input{LearnKinds: tell})
}

// asked reads a page with an input that says who asks what the models see.
func (r *Reader) asked(p *parley.Page, in *extract.Input) []parley.Claim {
	l := r.pages.Read(p)
	u, ok := r.understander(l.Language)
	if !ok {
		return nil
	}
	an := u.annotate.Annotate(l, "")
	in.Sentences, in.Lines, in.Items = an.Sentences, an.Lines, an.Items
	return u.extract.Extract(in)
}
