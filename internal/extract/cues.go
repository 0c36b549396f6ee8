package extract

// What models notice: the sentence in units, and the grammar in it.

import (
	"parley"
	"parley/internal/learn"
	"parley/internal/rule"
)

var (
	unitActor, unitPronoun, unitTime, unitPlace = learn.Of("@actor"), learn.Of("@pronoun"), learn.Of("@time"), learn.Of("@place")
	unitNumber, unitStart, unitEnd              = learn.Of("@number"), learn.Of("<s>"), learn.Of("</s>")
	valueNo, valueYes                           = learn.Of("0"), learn.Of("1")
)

// cueClasses are the classes of grammatical words that models notice.
var cueClasses = []string{
	"neg", "future", "possible", "ongoing", "past", "cancel", "passive", "light", "say", "that", "subord", "det", "with", "to", "against", "of", "by", "between", "in", "from", "concern",
	"conj", "and", "purpose", "cause", "if", "allege", "hope", "begun", "draft", "prepare", "relative", "copula",
}

// unit is a word, or an actor, time or place as one.
type unit struct {
	from, to int
	part     learn.Part
}

// cutUnits cuts the sentence into units, once.
func (s *clause) cutUnits() {
	w := s.w
	if s.cut {
		return
	}
	s.cut = true
	w.units, w.unitAt, w.quotes = w.units[:0], zeros(w.unitAt, len(s.line.Tokens)), zeros(w.quotes, len(s.line.Tokens))
	quoted := false
	for i := range s.line.Tokens {
		w.quotes[i] = quoted
		switch n := s.line.Exact(i, i+1); {
		case n == "\"" || n == "\u201c" || n == "\u201d":
			quoted = !quoted
		case s.line.Tokens[i].Kind == rule.Number && len(n) == 4 && (n[:2] == "19" || n[:2] == "20"):
			s.year = true
		}
	}
	for i := 0; i < len(s.line.Tokens); {
		u := unit{from: i, to: i + 1}
		switch k := s.at[i]; {
		case k != 0:
			sp := s.line.Spans[k-1]
			u.from, u.to = sp.From, sp.To
			u.part = s.spanUnit(sp)
		case s.line.Tokens[i].Kind == rule.Number:
			u.part = unitNumber
		default:
			u.part = s.trail(i, i+1)
		}
		for ; i < u.to; i++ {
			w.unitAt[i] = len(w.units)
		}
		w.units = append(w.units, u)
	}
}

// spanUnit is the name of an actor, time or place as a unit.
func (s *clause) spanUnit(sp rule.Mark) learn.Part {
	switch sp.Class {
	case s.e.c.actor:
		if f := s.sent.Refs[sp.Ref].Form; f == parley.RefPronoun || f == parley.RefPair {
			return unitPronoun
		}
		return unitActor
	case s.e.c.time:
		return unitTime
	}
	return unitPlace
}

// unit returns the unit n places behind the one at token i, or before it.
func (s *clause) unit(i, n int) learn.Part {
	switch at := s.w.unitAt[i] + n; {
	case at < 0:
		return unitStart
	case at >= len(s.w.units):
		return unitEnd
	default:
		return s.w.units[at].part
	}
}

// trail is the words of tokens [from,to), joined, as a part.
func (s *clause) trail(from, to int) learn.Part {
	w := s.w
	if to == from+1 && !w.cues.Named {
		return learn.Hashed(s.line.Tokens[from].Hash)
	}
	w.folded = w.folded[:0]
	for i := from; i < to; i++ {
		if i > from {
			w.folded = append(w.folded, '_')
		}
		w.folded = rule.AppendFold(w.folded, s.line.Exact(i, i+1))
	}
	if w.cues.Named {
		return learn.Of(string(w.folded))
	}
	return learn.Bytes(w.folded)
}

// grammarCues notes the classes of the grammatical words that begin at tokens [from,to).
func (s *clause) grammarCues(f *learn.Features, template learn.Part, from, to int) {
	for j := max(from, 0); j < min(to, len(s.line.Tokens)); j++ {
		if s.inSpan(j) {
			continue
		}
		for _, w := range s.line.Words[j] {
			if c := int(w.Class); c < len(s.e.cueClass) && s.e.cueClass[c] != (learn.Part{}) {
				f.Add1(template, s.e.cueClass[c])
			}
		}
	}
}

// nameCues makes the parts that classes are named by.
func (e *Extractor) nameCues(lex *rule.Lexicon) {
	for _, name := range cueClasses {
		c := int(lex.Class(name))
		for len(e.cueClass) <= c {
			e.cueClass = append(e.cueClass, learn.Part{})
		}
		e.cueClass[c] = learn.Of(name)
	}
}
