package app

import (
	"slices"
	"sort"
	"strings"

	"parley"
)

// deed is one line of a brief: an event as one item tells it, from one claim or several.
// Claim is the best of them, with what the others add filled in.
type deed struct {
	claim  parley.Claim
	quotes []parley.Quote // sentences that tell it, the best first
	first  int            // where the item first tells it
	worth  int
	title  bool // told in the headline
}

// deeds turns the claims of one item into lines: what the headline, the lead and the body
// say of one event is one line.
func deeds(r *parley.Reading, item int) []*deed {
	title := titleSpans(r, item)
	var out []*deed
	for i := range r.Claims {
		c := &r.Claims[i]
		if c.Item != item {
			continue
		}
		inTitle := false
		for _, s := range title {
			inTitle = inTitle || s.Overlaps(c.Evidence.Span)
		}
		d := &deed{claim: *c, quotes: []parley.Quote{c.Evidence}, first: c.Trigger.Start, worth: worth(c, inTitle), title: inTitle}
		same := slices.IndexFunc(out, func(o *deed) bool { return o.tells(d) })
		if same < 0 {
			out = append(out, d)
			continue
		}
		out[same] = out[same].join(d)
	}
	return out
}

// titleSpans is where the headline of an item stands.
func titleSpans(r *parley.Reading, item int) []parley.Span {
	var out []parley.Span
	for _, b := range r.Blocks {
		if b.Item == item && (b.Kind == parley.BlockTitle || b.Kind == parley.BlockTeaserTitle) {
			out = append(out, b.Span)
		}
	}
	return out
}

// worth says how much a claim tells: the best sentence of an event is the one that tells
// most, in a sentence of the text rather than in a headline.
func worth(c *parley.Claim, inTitle bool) int {
	n := 2 * len(c.Actors)
	if c.Time != nil && c.Time.Value != "" {
		n += 4
	}
	if c.Place != nil {
		n += 2
	}
	if c.Duration != "" || c.Object != "" || c.Round != nil {
		n++
	}
	for _, a := range c.Actors {
		if a.End > a.Start {
			n++
		}
		if strings.HasPrefix(a.ID, "person:") {
			n++
		}
	}
	if inTitle {
		n -= 4
	}
	if len([]rune(c.Evidence.Exact)) > 400 {
		n -= 2
	}
	return n
}

// tells tells whether two lines are about one event: same kind, status and standing,
// actors that agree, and no other time or object.
func (d *deed) tells(o *deed) bool {
	a, b := &d.claim, &o.claim
	if a.Kind != b.Kind || a.Status != b.Status || a.Background != b.Background {
		return false
	}
	if a.Object != "" && b.Object != "" && a.Object != b.Object {
		return false
	}
	if a.Round != nil && b.Round != nil && *a.Round != *b.Round {
		return false
	}
	return within(a, b) && agree(a.Time, b.Time)
}

// within tells whether the actors of one claim are among those of the other.
func within(a, b *parley.Claim) bool {
	x, y := keys(a), keys(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	for k := range x {
		if !y[k] {
			return false
		}
	}
	return len(x) > 0
}

// keys is the actors of a claim by key and side; in contacts everybody stands on one side.
func keys(c *parley.Claim) map[string]bool {
	out := map[string]bool{}
	for i := range c.Actors {
		side := "a "
		if c.Actors[i].Role == parley.RoleTarget {
			side = "b "
		}
		if c.Actors[i].Role == parley.RoleMediator {
			side = "m "
		}
		out[side+c.Actors[i].Key()] = true
	}
	return out
}

// agree tells whether two times can be one: one is not said, or they overlap.
func agree(a, b *parley.When) bool {
	if a == nil || b == nil || a.Value == "" || b.Value == "" || a.Value == b.Value {
		return true
	}
	x, err1 := parley.ParseEDTF(a.Value)
	y, err2 := parley.ParseEDTF(b.Value)
	return err1 == nil && err2 == nil && x.Overlaps(y)
}

// join puts two lines about one event together.
func (d *deed) join(o *deed) *deed {
	if o.worth > d.worth {
		d, o = o, d
	}
	c := &d.claim
	c.Time = moreSpecific(c.Time, o.claim.Time)
	if c.Place == nil {
		c.Place = o.claim.Place
	}
	if c.Duration == "" {
		c.Duration = o.claim.Duration
	}
	if c.Object == "" {
		c.Object, c.ObjectText = o.claim.Object, o.claim.ObjectText
	}
	if c.Round == nil {
		c.Round = o.claim.Round
	}
	have := keys(c)
	actors := slices.Clone(c.Actors)
	for _, a := range o.claim.Actors {
		if !have["a "+a.Key()] && !have["b "+a.Key()] && !have["m "+a.Key()] || a.Role == parley.RoleHead {
			actors = append(actors, a)
		}
	}
	c.Actors = unique(actors)
	d.first = min(d.first, o.first)
	d.title = d.title || o.title
	d.quotes = append(d.quotes, o.quotes...)
	return d
}

// unique drops actors that stand twice in one role.
func unique(all []parley.Actor) []parley.Actor {
	var out []parley.Actor
	for _, a := range all {
		if !slices.ContainsFunc(out, func(b parley.Actor) bool { return a.ID == b.ID && a.Role == b.Role }) {
			out = append(out, a)
		}
	}
	return out
}

// moreSpecific returns the time that leaves fewer days open.
func moreSpecific(a, b *parley.When) *parley.When {
	if a == nil || a.Value == "" {
		return b
	}
	if b == nil || b.Value == "" {
		return a
	}
	x, err1 := parley.ParseEDTF(a.Value)
	y, err2 := parley.ParseEDTF(b.Value)
	if err1 == nil && err2 == nil && y.Days() > 0 && (x.Days() == 0 || y.Days() < x.Days()) {
		return b
	}
	return a
}

// section is which part of a brief a line stands in.
type section int

const (
	sectionMain section = iota
	sectionNext
	sectionBackground
)

func (d *deed) section() section {
	switch {
	case d.claim.Background:
		return sectionBackground
	case d.claim.Status == parley.Planned:
		return sectionNext
	}
	return sectionMain
}

// bySection sorts lines into the parts of a brief, each in the order of the text; what the
// headline tells comes first.
func bySection(all []*deed) map[section][]*deed {
	out := map[section][]*deed{}
	for _, d := range all {
		out[d.section()] = append(out[d.section()], d)
	}
	for _, l := range out {
		sort.SliceStable(l, func(i, j int) bool {
			if l[i].title != l[j].title {
				return l[i].title
			}
			return l[i].first < l[j].first
		})
	}
	return out
}
