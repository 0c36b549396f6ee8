package extract

// Which of the times that stand near a deed are not its own: the years of a plan or of a term of office,
// and those of what a demand, a promise or an accusation is about.

import (
	"strings"

	"parley"
	"parley/internal/rule"
)

// aboutReach is how many tokens may stand between an utterance and a month or year that follows it and
// is its own. Counted on the articles of corpus/seen.jsonl and corpus/long.jsonl.
const aboutReach = 10

// accusedReach is the same for accusations, which mostly tell when what they are about was done.
const accusedReach = 4

// foreign tells whether a time near the trigger is that of something else which the sentence names.
func (s *clause) foreign(sp rule.Mark, t *trigger) bool {
	if s.ofTerm(sp) || s.afterwards(sp, t) || t.kind != parley.Coerce && s.ofOther(sp, t) || s.ofAnnouncement(sp, t) {
		return true
	}
	if !uttered.has(t.kind) && !atOnce.has(t.kind) {
		return false
	}
	v, err := s.w.edtf(s.sent.Times[sp.Ref].Value)
	if err != nil || v.IsZero() || v.Precision() == parley.PrecisionNoYear {
		return false
	}
	b := v.Bounds()
	bounded := b.From != parley.DayMin && b.To != parley.DayMax
	if bounded && sp.From > 3 && v.Precision() != parley.PrecisionSet && b.To-b.From > yearDays {
		return true
	}
	reach := aboutReach
	switch {
	case t.kind == parley.Accuse:
		reach = accusedReach
	case t.nominal || !uttered.has(t.kind):
		return false // "the deals reached in February"
	}
	return sp.From >= t.to+reach && (!bounded || b.To-b.From >= coarseDays)
}

// yearDays is more than a year has; coarseDays what the shortest month has, less one.
const yearDays, coarseDays = 366, 27

// atOnce are the kinds, beside what is uttered, that are done within days: nobody signs for four years.
var atOnce = kindsOf(
	parley.Meet, parley.Call, parley.Message, parley.Conference, parley.Sign,
)

// ofTerm tells whether a time says for which years a thing is: "the plan for the period 2018-2022", "the
// seat for the term 2020-2021", "the vision to 2030". "In the period 2010-2015" tells when.
func (s *clause) ofTerm(sp rule.Mark) bool {
	if s.until(sp) {
		_, ok := s.behind(sp, visionReach, s.e.c.term, 0)
		return ok
	}
	w, ok := s.line.EndsWith(sp.From, s.e.c.term)
	return ok && w.From > 0 && !s.comma(w.From-1) && s.preposition(w.From) != slotIn
}

// ofAnnouncement tells whether a time is that of which a contact was announced: "the meeting, made known
// on 16 October, was put off". Of a measure it is its own.
func (s *clause) ofAnnouncement(sp rule.Mark, t *trigger) bool {
	if family(t.kind) != "contact" && t.kind != parley.Visit || sp.From < t.to {
		return false
	}
	_, ok := s.line.EndsWith(sp.From, s.e.c.announced)
	return ok
}

// visionReach is how many tokens may stand between an aim and the year by which it is to be reached, otherReach
// between what is no kind of deed and its time.
const visionReach, otherReach = 8, 4

// ofOther tells whether a time belongs to what is no kind of deed and stands between it and the trigger: "the call
// after the election on 9 May". "Since the election on 9 May" and "in the campaign last year" tell when.
func (s *clause) ofOther(sp rule.Mark, t *trigger) bool {
	at, ok := s.behind(sp, otherReach, s.e.c.elsewhen, t.to)
	if !ok || strings.HasSuffix(s.sent.Times[sp.Ref].Value, "/..") {
		return false
	}
	for i := at; i > max(0, at-otherReach); i-- {
		if s.preposition(i) == slotIn {
			return false
		}
	}
	return true
}

// afterwards tells whether the deed is told to have come after another that has the time: "they meant to strike on the 31st,
// after which he would go to the summit".
func (s *clause) afterwards(sp rule.Mark, t *trigger) bool {
	for i := sp.To; i < t.from; i++ {
		if _, ok := s.line.Has(i, s.e.c.then); ok {
			return true
		}
	}
	return false
}

// behind finds where a word of the class begins that ends at most so many tokens before a time, and not before token from, with
// no end of a clause between them.
func (s *clause) behind(sp rule.Mark, reach int, class rule.Class, from int) (at int, ok bool) {
	if sp.From < from {
		from = 0
	}
	for i := sp.From; i > max(from, sp.From-reach-1); i-- {
		if w, ok := s.line.EndsWith(i, class); ok {
			return w.From, true
		}
		if s.stop(i-1) || s.comma(i-1) {
			return 0, false
		}
	}
	return 0, false
}

// until tells whether the words of a time begin with "to", "by": it is an end.
func (s *clause) until(sp rule.Mark) bool {
	for _, w := range s.line.Words[sp.From] {
		if w.Class == s.e.c.times && w.ID == "until" {
			return true
		}
	}
	return false
}

// madeLater is by how many days a time may lie after the item's day and still be that of a deed that is
// told as done: items are now and then dated some days early.
const madeLater = 45

// besideReach is how near, in tokens, a time must stand to a deed to be its own whatever the status says.
const besideReach = 6

// notYet tells whether the time of a deed that is told as done lies so far ahead that it is that of something
// else: of what was agreed, of the year for which something is meant, of what an anniversary will recall.
func (s *clause) notYet(t *trigger) bool {
	beside := !uttered.has(t.kind) && t.whenAt-t.to <= besideReach && t.from-t.whenAt <= besideReach
	return !beside && s.farAhead(t)
}

// farAhead tells whether a deed that is told as done has a time that lies well after the item's day.
func (s *clause) farAhead(t *trigger) bool {
	if t.when == nil || t.status != parley.Occurred && t.status != parley.Ongoing || s.day.IsZero() || s.day.Precision() == parley.PrecisionNoYear {
		return false
	}
	v, err := s.w.edtf(t.when.Value)
	if err != nil || v.Precision() == parley.PrecisionNoYear {
		return false
	}
	from, to, later := v.Bounds().From, s.day.Bounds().To, parley.Day(madeLater)
	if s.day.Precision() == parley.PrecisionSet {
		later += yearDays
	}
	return from != parley.DayMin && to != parley.DayMax && from > to+later
}
