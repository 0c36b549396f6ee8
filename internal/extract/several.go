package extract

// This file tells meetings apart that one noun tells by a list of their times.

import (
	"slices"

	"parley"
	"parley/internal/rule"
)

// several is a trigger that tells as many meetings as times are listed behind it: "the rounds were held on 23–24
// January, 15–16 February and 14–15 March".
type several struct {
	kind  parley.Kind
	span  parley.Span
	times []parley.When // but for the one that the claim of the trigger has
}

// fewest are the times of a list: two may be the days on which one meeting began and ended.
const fewest = 3

// longestListed is how many days behind its first a meeting of a list may end: years in which meetings were held
// are no meetings.
const longestListed = 7

// timesListed finds the times that stand in one list with that of a contact told by a noun.
func (s *clause) timesListed(t *trigger) (other []parley.When) {
	if t.when == nil || !t.nominal || family(t.kind) != "contact" {
		return nil
	}
	var list []rule.Mark
	at, mine := -1, false // where the list ends so far; whether t's time is in it
	for _, sp := range s.spans(t.to, t.to+timeReach) {
		if sp.Class != s.e.c.time || sp.From < t.to {
			continue
		}
		if at >= 0 && !s.joint(at, sp.From) {
			if mine {
				break
			}
			list = list[:0]
		}
		list, at = append(list, sp), sp.To
		mine = mine || s.sent.Times[sp.Ref].When == *t.when
	}
	if !mine || len(list) < fewest {
		return nil
	}
	for _, sp := range list {
		w := s.sent.Times[sp.Ref]
		v, err := s.w.edtf(w.Value)
		b := v.Bounds()
		if err != nil || w.Value == "" || w.Duration != "" || v.Precision() == parley.PrecisionNoYear || v.Precision() == parley.PrecisionSet || b.To-b.From > longestListed {
			return nil
		}
		if w.When != *t.when {
			other = append(other, w.When)
		}
	}
	return other
}

// joint tells whether no more than a comma or a word that joins stands between tokens from and to.
func (s *clause) joint(from, to int) bool {
	if to-from != 1 {
		return false
	}
	_, and := s.line.Has(from, s.e.c.and)
	_, conj := s.line.Has(from, s.e.c.conj)
	return and || conj || s.listComma(from)
}

// unfold adds the claims of the other times to those of the item.
func (m *memory) unfold(page string, begin int, out []parley.Claim) []parley.Claim {
	for _, l := range m.several {
		i := slices.IndexFunc(out[begin:], func(c parley.Claim) bool { return c.Kind == l.kind && c.Trigger.Span == l.span })
		if i < 0 {
			continue
		}
		for n := range l.times {
			c := out[begin+i]
			c.Time, c.Actors, c.Rules = &l.times[n], slices.Clone(c.Actors), slices.Clone(c.Rules)
			same := 0
			for _, o := range out[begin:] {
				if o.Kind == c.Kind && o.Trigger.Span == c.Trigger.Span {
					same++
				}
			}
			c.ID = parley.ClaimID(page, c.Kind, c.Trigger.Span, same)
			out = append(out, c)
		}
	}
	return out
}
