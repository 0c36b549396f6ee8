package extract

import (
	"slices"
	"sort"
	"strconv"
	"strings"

	"parley"
	"parley/internal/rule"
)

// decideWhere attaches the time, duration and place that the sentence gives the event.
func (s *clause) decideWhere(t *trigger) {
	s.decideTime(t)
	s.decidePlace(t)
	s.decideRound(t)
}

// timeReach and placeReach are how far, in tokens and what counts as such, a time or place
// may stand from the trigger.
const timeReach, placeReach = 90, 40

// spans returns the spans of which a part lies in tokens [from,to].
func (s *clause) spans(from, to int) []rule.Mark {
	all := s.line.Spans
	i := sort.Search(len(all), func(i int) bool { return all[i].To >= from })
	j := i
	for j < len(all) && all[j].From <= to {
		j++
	}
	return all[i:j]
}

// decideTime takes the time that stands nearest in the trigger's clause, unless it belongs
// to a verb of saying.
func (s *clause) decideTime(t *trigger) {
	best, cost := -1, 1<<30
	var span rule.Mark
	for _, sp := range s.spans(t.from-timeReach, t.to+timeReach) {
		if sp.Class != s.e.c.time {
			continue
		}
		tr := &s.sent.Times[sp.Ref]
		if tr.Duration != "" {
			if t.duration == "" && s.close(sp, t, 8) {
				t.duration = string(tr.Duration)
			}
			continue
		}
		if s.reported(sp, t) || s.namesYear(sp, t) || s.foreign(sp, t) {
			continue
		}
		d := s.distance(sp, t)
		if tr.Value == "" {
			d += 60 // a vague word only where no date is near
		}
		if sp.To <= t.from && sp.From > 3 && !s.comma(sp.To) {
			d += 8 // inside the sentence a date mostly belongs to what stands before it
		}
		if d < cost {
			best, cost, span = sp.Ref, d, sp
		}
	}
	if best < 0 || cost > timeReach {
		return
	}
	if ref, finer, ok := s.finer(best, span, t); ok {
		best, span = ref, finer
	}
	w := s.sent.Times[best].When
	t.when, t.whenAt, t.aheadTold = &w, span.From, s.saysAhead(span)
}

// namesYear tells whether a year before the trigger belongs to the noun that it follows: "the accord of 2015".
func (s *clause) namesYear(sp rule.Mark, t *trigger) bool {
	if sp.To > t.from || sp.From == 0 || s.comma(sp.From-1) || s.stop(sp.From-1) {
		return false
	}
	if sp.To-sp.From > 2 || s.line.Tokens[sp.To-1].Kind != rule.Number {
		return false // "in 2015", "last year" tell when
	}
	v, err := s.w.edtf(s.sent.Times[sp.Ref].Value)
	return err == nil && v.Precision() == parley.PrecisionYear
}

// finerReach is how far, in tokens and what counts as such, a finer time may stand from the trigger.
const finerReach = 16

// finer finds a time near the trigger that says on which days of the year or month of the time ref, which stands
// nearest, it was: "this year's summit takes place on 7 and 8 July".
func (s *clause) finer(ref int, near rule.Mark, t *trigger) (int, rule.Mark, bool) {
	coarse, err := s.w.edtf(s.sent.Times[ref].Value)
	if err != nil || coarse.Precision() != parley.PrecisionYear && coarse.Precision() != parley.PrecisionMonth {
		return 0, near, false
	}
	in := coarse.Bounds()
	best, cost, span := -1, finerReach+1, near
	for _, sp := range s.spans(near.From-finerReach, near.To+finerReach) {
		if sp.Class != s.e.c.time || sp == near || s.sent.Times[sp.Ref].Duration != "" || s.reported(sp, t) || s.foreign(sp, t) {
			continue
		}
		v, err := s.w.edtf(s.sent.Times[sp.Ref].Value)
		if err != nil || v.Precision() == parley.PrecisionNoYear || v.Precision() == parley.PrecisionSet {
			continue
		}
		b := v.Bounds()
		if d := s.distance(sp, t); b.From >= in.From && b.To <= in.To && b.To-b.From < in.To-in.From && d < cost {
			best, cost, span = sp.Ref, d, sp
		}
	}
	return best, span, best >= 0
}

// saysAhead tells whether the words of a time say by themselves that it is to come.
func (s *clause) saysAhead(sp rule.Mark) bool {
	for i := sp.From; i < sp.To; i++ {
		for _, w := range s.line.Words[i] {
			if w.Class != s.e.c.times || w.To > sp.To {
				continue
			}
			switch w.ID {
			case "mod-next", "span-future", "rel-tomorrow", "rel-day-after-tomorrow", "rel-next-week", "rel-next-month", "rel-next-quarter", "rel-next-year":
				return true
			}
		}
	}
	return false
}

func (s *clause) close(sp rule.Mark, t *trigger, n int) bool {
	return sp.From >= t.to && sp.From-t.to <= n || sp.To <= t.from && t.from-sp.To <= n
}

// distance counts the tokens between a time and the trigger; other triggers in between
// and clause boundaries make it far.
func (s *clause) distance(sp rule.Mark, t *trigger) int {
	from, to := sp.To, t.from
	if sp.From >= t.to {
		from, to = t.to, sp.From
	}
	d := 0
	for i := from; i < to; i++ {
		d++
		if s.stop(i) {
			d += 100
		}
		if s.inSpan(i) {
			continue
		}
		if s.comma(i) && sp.From > t.from && !s.namesComma(i) {
			d += 15
		}
		if w, ok := s.line.Has(i, s.e.c.subord); ok && w.From == i && sp.From != 0 && !s.aimsAt(w) {
			d += 25
			if sp.From >= t.to && sp.Class == s.e.c.time {
				d += 30 // "since B opened its campaign in February": the time of another act
			}
		}
		if _, ok := s.line.Has(i, s.e.c.relative); ok && sp.From >= t.to {
			d += 60 // "no accord on the plan that A offered in May": the time of the offer
		}
		if o := s.verbAt(i, t); o != nil {
			if sp.From >= t.to {
				d += 30
			} else {
				d += 6
			}
		}
	}
	return d
}

// aimsAt tells whether a word that may begin a clause begins a longer one for whom a deed is aimed at.
func (s *clause) aimsAt(w rule.Mark) bool {
	a, ok := s.line.Has(w.From, s.e.c.against)
	return ok && a.To > w.To
}

// reported tells whether a time belongs to a verb of saying: it stands between the sayer
// and the verb, or right after the verb, and the trigger stands in what is said.
func (s *clause) reported(sp rule.Mark, t *trigger) bool {
	first := sort.Search(len(s.says), func(i int) bool { return s.says[i].to >= min(sp.From, t.from) })
	for _, y := range s.says[first:] {
		if y.from > max(sp.To+12, t.from) {
			break
		}
		if y.from <= t.from && t.from < y.to {
			return false
		}
		before := sp.To <= y.from && y.from-sp.To <= 12
		after := sp.From == y.to
		if t.from < y.to || !before && !after {
			continue
		}
		if t.from-y.to <= 2 && !t.nominal && !s.actorIn(y.to, t.from) {
			continue // "declared on 5/6 that it cuts relations": the sayer's own act
		}
		if after && t.nominal && t.from-sp.To <= 3 && family(t.kind) == "contact" {
			continue // "speaking on 6/7 in the phone call"
		}
		for i := sp.To; i < y.from; i++ {
			if o := s.verbAt(i, t); o != nil && !o.nominal {
				before = false
			}
		}
		if !before && !after {
			continue
		}
		if t.kind != "" && uttered.has(t.kind) && (sameActors(t.subject, y.who) || t.doneBy(y.who)) {
			return false
		}
		return true
	}
	return false
}

// doneBy tells whether those who do the deed are all among who.
func (t *trigger) doneBy(who []parley.Actor) bool {
	done := false
	for i := range t.cast {
		if t.cast[i].Role != parley.RoleSource {
			continue
		}
		if done = slices.ContainsFunc(who, func(a parley.Actor) bool { return a.ID == t.cast[i].ID }); !done {
			return false
		}
	}
	return done
}

// actorIn tells whether an actor stands among tokens [from,to).
func (s *clause) actorIn(from, to int) bool {
	for i := from; i < to; i++ {
		if _, ok := s.span(i, s.e.c.actor); ok {
			return true
		}
	}
	return false
}

func sameActors(a, b []parley.Actor) bool {
	return len(a) > 0 && len(b) > 0 && a[0].Side() == b[0].Side()
}

// olderThanItem tells whether the event is dated four days or more before the item, or,
// where the item's day is not known, only by a year.
func (s *clause) olderThanItem(t *trigger) bool {
	v, err := s.w.edtf(t.when.Value)
	if err != nil || t.status != parley.Occurred {
		return false
	}
	return s.longAgo(v)
}

// surelyOlder is olderThanItem where the item's own day is known.
func (s *clause) surelyOlder(t *trigger) bool {
	v, err := s.w.edtf(t.when.Value)
	if err != nil || t.status != parley.Occurred {
		return false
	}
	if s.day.IsZero() || s.day.Precision() == parley.PrecisionSet || v.Precision() == parley.PrecisionSet {
		return v.Precision() == parley.PrecisionYear
	}
	return v.Bounds().To+longAgoDays <= s.day.Bounds().From
}

// longAgo tells whether a time lies four days or more before the item's.
func (s *clause) longAgo(v parley.EDTF) bool {
	if n, ok := daysBetween(v, s.day); ok {
		return n >= longAgoDays && n <= halfYear
	}
	if s.day.IsZero() || s.day.Precision() == parley.PrecisionNoYear {
		return v.Precision() == parley.PrecisionYear
	}
	if v.Precision() == parley.PrecisionNoYear {
		return false
	}
	return first(v).Bounds().To+longAgoDays <= first(s.day).Bounds().From
}

// What is told as some days before the item is not its own news.
const (
	longAgoDays = 4
	halfYear    = 183
)

// daysBetween counts the days from a day without a year to the next day of the other name.
func daysBetween(v, item parley.EDTF) (int, bool) {
	m1, d1, ok1 := v.MonthDay()
	m2, d2, ok2 := item.MonthDay()
	a, ok3 := parley.NewDay(2001, m1, d1)
	b, ok4 := parley.NewDay(2001, m2, d2)
	if !ok1 || !ok2 || !ok3 || !ok4 {
		return 0, false
	}
	return (int(b-a) + 365) % 365, true
}

// first is the first of the values that a time may have: those of an event and of its item
// go together.
func first(v parley.EDTF) parley.EDTF {
	if ms := v.Members(); len(ms) > 0 {
		return ms[0]
	}
	return v
}

// decidePlace takes the place named in the trigger's clause after a word for "in".
func (s *clause) decidePlace(t *trigger) {
	best, cost := (*parley.Place)(nil), placeReach
	for _, sp := range s.spans(t.from-placeReach, t.to+placeReach) {
		p, ok := s.placeOf(sp)
		if !ok {
			continue
		}
		d := s.distance(sp, t)
		if sp.From < t.from {
			d += 5
		}
		if d < cost {
			best, cost = p, d
		}
	}
	t.place = best
}

// placeOf returns the place that a span names, nil where it names none, and whether "in" or "at" stands before it.
// A state is a place only where "in", "to" or "from" does.
func (s *clause) placeOf(sp rule.Mark) (*parley.Place, bool) {
	in := s.preposition(sp.From) == slotIn && !s.posted(sp)
	switch sp.Class {
	case s.e.c.place:
		return s.w.place(s.sent.Places[sp.Ref].Place), in
	case s.e.c.actor:
		r := &s.sent.Refs[sp.Ref]
		if len(r.Actors) != 1 || r.Form != parley.RefState {
			return nil, false
		}
		if p, ok := s.e.world.Venue(r.Place); ok {
			return s.w.place(parley.Place{Name: p.Name, State: parley.Maybe(p.State)}), in
		}
		if slot := s.preposition(sp.From); slot != slotIn && slot != slotTo && slot != slotFrom {
			return nil, false
		}
		return s.w.place(parley.Place{Name: r.Actors[0].Name, State: r.Actors[0].State}), in
	}
	return nil, false
}

// posted tells whether a place is only where somebody or a mission serves: "the consul general in TOWN".
func (s *clause) posted(sp rule.Mark) bool {
	in, ok := s.line.EndsWith(sp.From, s.e.c.in)
	if !ok {
		return false
	}
	_, ok = s.line.EndsWith(in.From, s.e.c.post)
	return ok
}

// decideRound reads the number of a round: "round 3", "the 2nd time".
func (s *clause) decideRound(t *trigger) {
	if family(t.kind) != "contact" {
		return
	}
	named := false
	for i := max(0, t.from-4); i < len(s.line.Tokens) && i < t.to+5; i++ {
		if w, ok := s.line.Has(i, s.e.c.round); ok {
			if s.covered(w.To, s.e.c.time) { // within so many minutes
				continue
			}
			named = true
			if n, ok := s.number(w.To); ok {
				t.round = &n
				return
			}
		}
		if !named {
			continue
		}
		w, ok := s.line.Has(i, s.e.c.ordinal)
		if ok {
			if n, ok := s.number(w.To); ok {
				t.round = &n
				return
			}
		}
		n, ok := s.place(i)
		if !ok && i == t.to && s.line.Tokens[i].Upper {
			n, ok = roman(s.line.Exact(i, i+1))
		}
		if ok {
			t.round = &n
			return
		}
	}
}

// place reads a word such as "the fourth" at token i, which does not count from a day or
// within a time ("the first since 2014"), nor stands as a day of the week.
func (s *clause) place(i int) (int, bool) {
	for _, w := range s.line.Words[i] {
		v, ok := strings.CutPrefix(w.ID, "ordinal-")
		if !ok || s.line.Tokens[i].Upper {
			continue
		}
		n, err := strconv.Atoi(v)
		_, counted := s.line.Has(w.To, s.e.c.since)
		return n, err == nil && n > 0 && !counted && !s.covered(i, s.e.c.time)
	}
	return 0, false
}

// covered tells whether a mark of the class holds token i.
func (s *clause) covered(i int, class rule.Class) bool {
	return slices.ContainsFunc(s.line.Spans, func(m rule.Mark) bool { return m.Class == class && m.From <= i && i < m.To })
}

// roman reads a number in capital letters, as rounds and congresses have it.
func roman(text string) (int, bool) {
	total, last := 0, 0
	for i := len(text) - 1; i >= 0; i-- {
		v := strings.IndexByte("I   V    X", text[i]) + 1
		if v == 0 || text[i] == ' ' {
			return 0, false
		}
		if v < last {
			total -= v
		} else {
			total, last = total+v, v
		}
	}
	return total, total > 0 && total <= maxRound
}

// maxRound is the highest number that is taken for that of a round.
const maxRound = 99

// number reads a numeral or a number word at token i; a capital letter makes it the name
// of a day of the week.
func (s *clause) number(i int) (int, bool) {
	if i >= len(s.line.Tokens) {
		return 0, false
	}
	if s.line.Tokens[i].Upper {
		return roman(s.line.Exact(i, i+1))
	}
	if s.line.Tokens[i].Kind == rule.Number {
		n, err := strconv.Atoi(s.line.Exact(i, i+1))
		return n, err == nil && n > 0 && n <= maxRound
	}
	for _, m := range s.line.Words[i] {
		if v, ok := strings.CutPrefix(m.ID, "number-"); ok {
			n, err := strconv.Atoi(v)
			return n, err == nil && n > 0
		}
	}
	return 0, false
}

// quotedBefore tells whether a verb of saying that stands after the trigger closes a
// quotation which holds it.
func (s *clause) quotedBefore(y sayer) bool {
	if s.quoted == 0 {
		s.quoted = len(s.line.Tokens) + 1
		for i := range s.line.Tokens {
			if t := s.line.Exact(i, i+1); t == "\"" || t == "\u201d" {
				s.quoted = i + 1
				break
			}
		}
	}
	return s.quoted <= y.from
}

// accordingTo returns the source that "according to" names at the head of the sentence.
func (s *clause) accordingTo() (rule.Mark, bool) {
	for i := 0; i < len(s.line.Tokens) && i <= 3; i++ {
		w, ok := s.line.Has(i, s.e.c.according)
		if !ok {
			continue
		}
		for j := w.To; j < len(s.line.Tokens) && j < w.To+6; j++ {
			if sp, ok := s.span(j, s.e.c.actor); ok && len(s.actorsAt(sp)) > 0 {
				return sp, true
			}
		}
	}
	return rule.Mark{}, false
}
