package track

// This file says which regions are looked at together: circles of which one is a part of the
// other and that are on one issue, and circles on the topic of a matter.

import (
	"slices"
	"strings"
)

// Summary is what the links between regions are told by.
type Summary struct {
	Carried int            // events that open or carry a negotiation
	Topics  map[string]int // of these
	Most    string         // the topic of most of them, but for those that leaders meet on anyway
	Issue   string         // the topic of half of them at least, of those that tell it from others
}

// Add counts events that open or carry a negotiation and are about the topic.
func (s *Summary) Add(topic string, events int) {
	if s.Topics == nil {
		s.Topics = map[string]int{}
	}
	s.Topics[topic] += events
}

// Close says what the events that were counted are about.
func (s *Summary) Close() {
	most := func(but func(string) bool) (best string) {
		for topic, n := range s.Topics {
			if top := s.Topics[best]; !but(topic) && (n > top || n == top && topic < best) {
				best = topic
			}
		}
		return best
	}
	s.Most = most(func(topic string) bool { return plain([]string{topic}) })
	s.Issue = most(func(topic string) bool { return slices.Contains(general, topic) })
	if 2*s.Topics[s.Issue] < s.Carried {
		s.Issue = ""
	}
}

// Links tells which regions are looked at together.
type Links struct{ reg *register }

// NewLinks returns the links under the options.
func NewLinks(opt Options) Links { return Links{opt.register()} }

// Matters are the regions of matters that a region about the topic may be looked at with.
func (l Links) Matters(topic string) (out []string) {
	for _, m := range l.reg.byTopic[topic] {
		out = append(out, m.region())
	}
	return out
}

// Topics are those by which the region is found where it is that of a matter.
func (l Links) Topics(region string) (out []string) {
	for _, m := range l.reg.all {
		if m.region() == region {
			for _, a := range m.About {
				out = append(out, a.Topic)
			}
		}
	}
	return out
}

// Pairs are the pairs of parties under which a circle is found by circles on its issue; none
// of a matter, or of so many that they are no circle.
func Pairs(region string) (out []string) {
	const many = 12
	parties := strings.Fields(region)
	if ofMatter(region) || len(parties) > many {
		return nil
	}
	for i, a := range parties {
		for _, b := range parties[i+1:] {
			out = append(out, a+" "+b)
		}
	}
	return out
}

// Join tells whether the region a is looked at together with b: a has some of b's parties
// and both are on one issue; or b is a matter, a on its topic between those who take part.
func (l Links) Join(a, b string, of, to Summary) bool {
	if ofMatter(a) || of.Most == "" {
		return false
	}
	mine := strings.Fields(a)
	for _, m := range l.reg.byTopic[of.Most] {
		if m.region() == b {
			x := l.reg.touch(m, &thing{parties: mine})
			return x.strangers == 0 && x.opposed() && slices.ContainsFunc(m.About, func(a About) bool { return a.Topic == of.Most && a.Place == "" })
		}
	}
	theirs := strings.Fields(b)
	if ofMatter(b) || len(theirs) < 3 || len(mine) >= len(theirs) || of.Issue == "" || of.Issue != to.Issue {
		return false
	}
	return shared(mine, theirs) == len(mine) && 2*to.Carried >= of.Carried
}

func ofMatter(region string) bool { return strings.HasPrefix(region, "matter ") }

// given gives the events of a matter's region to it.
func (r *register) given(things []*thing, part *Part) map[*Matter][]*thing {
	r.weigh(things, part)
	of := map[*Matter][]*thing{}
	for _, m := range r.all {
		if !slices.Contains(part.Matters, m.region()) {
			continue
		}
		for _, t := range things {
			if part.Regions[t.e.ID] == m.region() {
				t.give(m)
				of[m] = append(of[m], t)
			}
		}
	}
	return of
}

// OfMatter tells whether the region is that of a matter.
func OfMatter(region string) bool { return ofMatter(region) }
