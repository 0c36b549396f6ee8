package extract

import (
	"parley"
	"parley/internal/rule"
)

// word looks for a word of the class among the n tokens before token i, in the same
// clause; at is where it stands.
func (s *clause) word(i, n int, c rule.Class) (at int, ok bool) {
	for j := i - 1; j >= 0 && j >= i-n; j-- {
		if s.stop(j) {
			return 0, false
		}
		if s.inSpan(j) {
			continue
		}
		if w, ok := s.line.Has(j, c); ok && w.To <= i {
			return j, true
		}
	}
	return 0, false
}

// uttered are the kinds that have happened once they are said.
var uttered = map[parley.Kind]bool{
	parley.Propose: true, parley.Demand: true, parley.Accept: true, parley.Reject: true,
	parley.Accuse: true, parley.Threaten: true, parley.Support: true,
}

// decideStatus reads negation, modality and aspect around the trigger.
func (s *clause) decideStatus(t *trigger) {
	if st := t.rule.Attrs["status"]; st != "" {
		t.status = parley.Status(st)
		if t.status != parley.Occurred || s.plain(t) {
			return
		}
	}
	c := &s.e.c
	start := s.verbStart(t.from)
	switch {
	case s.inside(t, c.future) && family(t.kind) == "contact":
		t.status = parley.Planned
	case s.cancelled(t, start):
		t.status = parley.Cancelled
	case s.near(start, 3, c.neg):
		t.status = parley.Denied
	case s.near(start, 4, c.future) && !s.pastBetween(start, 4):
		t.status = parley.Planned
	case s.near(start, 5, c.possible) && !(uttered[t.kind] && !s.near(start, 2, c.possible)) && !s.pastBetween(start, 5):
		t.status = parley.Possible
	case s.near(start, 3, c.ongoing) && !t.recalled:
		t.status = parley.Ongoing
	case s.afterFuture(t), t.nominal && s.toCome(t, start):
		t.status = parley.Planned
	case t.follows != nil && t.follows.status == parley.Planned && !uttered[t.kind] && !s.near(start, 3, c.past):
		t.status = parley.Planned
	case t.inherits != "" && t.nominal && !s.near(start, 3, c.past):
		t.status = t.inherits
	default:
		t.status = parley.Occurred
	}
}

// toCome tells whether a visit or meeting is still ahead because something happens before
// it: "trước chuyến thăm".
func (s *clause) toCome(t *trigger, start int) bool {
	if family(t.kind) != "contact" && t.kind != parley.Visit {
		return false
	}
	w, ok := s.line.EndsWith(start, s.e.c.before)
	return ok && !s.inSpan(w.From)
}

// inside tells whether a word of the class stands within the trigger's own words.
func (s *clause) inside(t *trigger, c rule.Class) bool {
	for i := t.from; i < t.to; i++ {
		if w, ok := s.line.Has(i, c); ok && w.To <= t.to {
			return true
		}
	}
	return false
}

// plain tells whether a fixed status stands without further words that change it.
func (s *clause) plain(t *trigger) bool {
	return !s.near(t.from, 3, s.e.c.neg)
}

// verbStart steps left over the light verb and determiners that belong to a nominal
// trigger: "sẽ có cuộc gặp" is planned because of what stands before "có".
func (s *clause) verbStart(i int) int {
	for steps := 0; steps < 4; steps++ {
		moved := false
		for _, c := range []rule.Class{s.e.c.det, s.e.c.light, s.e.c.passive} {
			if w, ok := s.line.EndsWith(i, c); ok && !s.inSpan(w.From) && w.From < i {
				i, moved = w.From, true
			}
		}
		if !moved {
			break
		}
	}
	return i
}

func (s *clause) near(i, n int, c rule.Class) bool {
	at, ok := s.word(i, n, c)
	if !ok {
		return false
	}
	for j := at; j < i; j++ {
		if s.comma(j) {
			return false
		}
	}
	return true
}

// pastBetween tells whether a word for the past stands nearer to the verb.
func (s *clause) pastBetween(i, n int) bool {
	p, ok := s.word(i, n, s.e.c.past)
	if !ok {
		return false
	}
	for _, c := range []rule.Class{s.e.c.future, s.e.c.possible} {
		if at, ok := s.word(i, n, c); ok && at > p {
			return false
		}
	}
	return true
}

// cancelled tells whether a contact was called off: the word before it as its verb, or
// after it in a passive.
func (s *clause) cancelled(t *trigger, start int) bool {
	if family(t.kind) != "contact" && t.kind != parley.Visit {
		return false
	}
	if s.near(start, 3, s.e.c.cancel) {
		return true
	}
	for j := t.to; j < len(s.line.Tokens) && j < t.to+8 && !s.stop(j) && !s.comma(j); j++ {
		if w, ok := s.line.Has(j, s.e.c.cancel); ok && !s.inSpan(j) {
			_, p := s.line.EndsWith(w.From, s.e.c.passive)
			return p || w.To-w.From > 1
		}
	}
	return false
}

// afterFuture tells whether a nominal trigger is said to be still to come by the words
// after it: "cuộc gặp sẽ diễn ra", "vòng đàm phán tiếp theo".
func (s *clause) afterFuture(t *trigger) bool {
	if !t.nominal && len(t.slots[slotSubject]) > 0 {
		return false
	}
	for j := t.to; j < len(s.line.Tokens) && j < t.to+10; j++ {
		if s.stop(j) || s.comma(j) {
			return false
		}
		if s.inSpan(j) {
			continue
		}
		if o := s.verbAt(j, t); o != nil && !o.nominal {
			return false
		}
		if _, ok := s.line.Has(j, s.e.c.past); ok {
			return false
		}
		if _, ok := s.line.Has(j, s.e.c.future); ok {
			return true
		}
	}
	return false
}

// decideBackground tells whether the item only recalls the event.
func (s *clause) decideBackground(t *trigger, m *memory) {
	switch t.rule.Attrs["background"] {
	case "yes":
		t.background = true
		return
	}
	if _, ok := s.word(t.from, 3, s.e.c.lastTime); ok && t.status == parley.Occurred {
		t.background = true
	}
	if t.when != nil && t.when.Value != "" && s.olderThanItem(t) {
		t.background = true
	}
	if t.nominal && t.status == parley.Occurred && s.near(s.verbStart(t.from), 2, s.e.c.bgLeft) && !t.recalled {
		t.background = true
	}
}
