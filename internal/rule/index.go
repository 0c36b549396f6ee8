package rule

import (
	"encoding/binary"
	"fmt"
	"slices"
)

// An index finds for each place of a line the few patterns that can match there. Nearly
// all patterns begin with a plain word or a span, and nearly all that share this beginning
// differ in the word after it: they are filed under both.
type index struct {
	programs []*program

	bySym   []head    // by the first symbol
	bySpan  []head    // by the class of the span that they begin with
	byClass [][]start // by the class of the phrase that they begin with

	// Most patterns also need words further on, and most lines do not have them. needs
	// numbers the sets of words of each of which a pattern needs one, serves has for each
	// symbol the numbers of the sets that it is in.
	needs  map[string]int32
	serves [][]int32
}

// start is one pattern of a rule. Many are looked at for each token, of which few are tried: it holds what tells that.
type start struct {
	prog int32 // its number among the programs
	need int32 // the number of the smallest set of words of which it needs one, -1 for none
}

// head holds the patterns that begin alike, in the order in which they were added.
type head struct {
	open []start   // those that can go on with something other than a plain word
	mask uint64    // bit sym%64 for each of next
	next []Sym     // the plain words that may come second, sorted
	by   [][]start // for each of next: those that go on with it, and the open ones among them
}

// at returns the patterns that can match where token i comes second.
func (h *head) at(l *Line, i int) []start {
	if i < len(l.Tokens) && l.Tokens[i].Quote && !h.has(l.Tokens[i].Sym) {
		i++
	}
	if i < len(l.Tokens) {
		second := l.Tokens[i].Sym
		if h.mask&(1<<(uint32(second)&63)) != 0 {
			if k, ok := slices.BinarySearch(h.next, second); ok {
				return h.by[k]
			}
		}
	}
	return h.open
}

// has tells whether some pattern goes on with the word.
func (h *head) has(second Sym) bool {
	_, ok := slices.BinarySearch(h.next, second)
	return ok
}

// words returns the patterns that can match at token i of the line by their plain words.
func (x *index) words(l *Line, i int) []start {
	if sym := l.Tokens[i].Sym; sym != 0 && int(sym) < len(x.bySym) {
		return x.bySym[sym].at(l, i+1)
	}
	return nil
}

// span returns the patterns that can begin with the span.
func (x *index) span(l *Line, sp *Mark) []start {
	if int(sp.Class) < len(x.bySpan) {
		return x.bySpan[sp.Class].at(l, sp.To)
	}
	return nil
}

// add files the pattern under everything that it can begin with.
func (x *index) add(r *Rule, p *program) error {
	p.rule = r
	st := start{int32(len(x.programs)), -1}
	x.programs = append(x.programs, p)
	for i, set := range p.needed() {
		if n := x.number(set); i == 0 {
			st.need = n
		} else {
			p.needs = append(p.needs, n)
		}
	}
	return p.heads(0, nil, func(pc int32) {
		switch in := &p.code[pc]; in.op {
		case opSym:
			x.bySym = grown(x.bySym, in.want)
			x.bySym[in.want].add(st, p, in.next)
		case opSpan:
			x.bySpan = grown(x.bySpan, in.want)
			x.bySpan[in.want].add(st, p, in.next)
		case opClass:
			x.byClass = grown(x.byClass, in.want)
			x.byClass[in.want] = appendOnce(x.byClass[in.want], st)
		}
	})
}

// number numbers a set of symbols.
func (x *index) number(set []Sym) int32 {
	var b []byte
	for _, s := range set {
		b = binary.LittleEndian.AppendUint32(b, uint32(s))
	}
	key := string(b)
	n, ok := x.needs[key]
	if !ok {
		if n = int32(len(x.needs)); n == 0 {
			x.needs = map[string]int32{}
		}
		x.needs[key] = n
		for _, s := range set {
			x.serves = grown(x.serves, int32(s))
			x.serves[s] = append(x.serves[s], n)
		}
	}
	return n
}

// needed returns the sets of plain words, each sorted, of which one must stand after the
// beginning of every match, the smallest first.
func (p *program) needed() [][]Sym {
	var sets [][]Sym
	first := true
	for pc := int32(0); p.code[pc].op != opEnd; {
		in := &p.code[pc]
		at := pc
		switch in.op {
		case opSplit: // what is optional is not needed
			pc = in.y
			continue
		case opAlt:
			pc = in.y
		default:
			pc = in.next
		}
		if in.op == opSave || in.op == opGap {
			continue
		}
		if set := p.firstWords(at); !first && len(set) > 0 {
			sets = append(sets, set)
		}
		first = false
	}
	slices.SortStableFunc(sets, func(a, b []Sym) int { return len(a) - len(b) })
	return sets
}

// firstWords returns the plain words with which the program goes on from pc, sorted; nil
// where it may go on with something else.
func (p *program) firstWords(pc int32) []Sym {
	var set []Sym
	plain := true
	err := p.heads(pc, nil, func(pc int32) {
		plain = plain && p.code[pc].op == opSym
		set = append(set, Sym(p.code[pc].want))
	})
	if err != nil || !plain {
		return nil
	}
	slices.Sort(set)
	return slices.Compact(set)
}

// add files a pattern that goes on at instruction pc.
func (h *head) add(st start, p *program, pc int32) {
	err := p.heads(pc, nil, func(pc int32) {
		if in := &p.code[pc]; in.op == opSym {
			h.goesOn(Sym(in.want), st)
		} else {
			h.isOpen(st)
		}
	})
	if err != nil { // it may end here, or a gap may follow
		h.isOpen(st)
	}
}

// isOpen files a pattern that may go on with anything.
func (h *head) isOpen(st start) {
	h.open = appendOnce(h.open, st)
	for i := range h.by {
		h.by[i] = appendOnce(h.by[i], st)
	}
}

// goesOn files a pattern that may go on with the word.
func (h *head) goesOn(second Sym, st start) {
	i, ok := slices.BinarySearch(h.next, second)
	if !ok {
		h.next = slices.Insert(h.next, i, second)
		h.by = slices.Insert(h.by, i, slices.Clone(h.open))
		h.mask |= 1 << (uint32(second) & 63)
	}
	h.by[i] = appendOnce(h.by[i], st)
}

// heads calls found with every instruction that reads a token and may come first from pc
// on; seen are the instructions that were walked, nil at first. The error says that
// something else may come: the end, or a gap.
func (p *program) heads(pc int32, seen []bool, found func(pc int32)) error {
	if seen == nil {
		seen = make([]bool, len(p.code))
	}
	if seen[pc] {
		return nil
	}
	seen[pc] = true
	switch in := &p.code[pc]; in.op {
	case opSym, opClass, opSpan:
		found(pc)
	case opSave:
		return p.heads(in.next, seen, found)
	case opAlt:
		for _, w := range p.alts[in.x].ways {
			if err := p.heads(w, seen, found); err != nil {
				return err
			}
		}
	case opSplit:
		if err := p.heads(in.x, seen, found); err != nil {
			return err
		}
		return p.heads(in.y, seen, found)
	default:
		return fmt.Errorf("a pattern must begin with a word, a class or a span, and cannot be empty")
	}
	return nil
}

// grown is the list, long enough to be indexed by i.
func grown[T any](list []T, i int32) []T {
	if n := int(i) + 1 - len(list); n > 0 {
		return append(list, make([]T, n)...)
	}
	return list
}

// appendOnce adds a pattern to a list to which it may just have been added.
func appendOnce(list []start, st start) []start {
	if n := len(list); n > 0 && list[n-1] == st {
		return list
	}
	return append(list, st)
}
