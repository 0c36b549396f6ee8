package rule

import "slices"

// Class is an interned name of a class of words or marks, such as "title" or "actor".
type Class int32

// Classes is a set of classes that may have members too many: class c stands for every
// class that differs from it by a multiple of 128. It answers "surely not" in one step.
type Classes [2]uint64

// ClassesOf is the set of these classes.
func ClassesOf(cs ...Class) Classes {
	var s Classes
	for _, c := range cs {
		s.add(c)
	}
	return s
}

func (s *Classes) add(c Class) { s[uint32(c)>>6&1] |= 1 << (uint32(c) & 63) }

// May tells whether c may be in the set.
func (s *Classes) May(c Class) bool { return s[uint32(c)>>6&1]&(1<<(uint32(c)&63)) != 0 }

// MayMeet tells whether the sets may have a class in common.
func (s *Classes) MayMeet(o *Classes) bool { return s[0]&o[0] != 0 || s[1]&o[1] != 0 }

// Mark says that tokens [From,To) are something: a class, an id of the pack (for lexicon
// entries) and a reference: the number of that id, or what the stage which made the mark
// can interpret.
type Mark struct {
	From, To int
	Class    Class
	ID       string
	Ref      int
}

// Line is one sentence as tokens and marks. Text is the whole text that the tokens'
// offsets refer to.
type Line struct {
	Text   string
	Tokens []Token
	// Words holds for each token the lexicon marks that begin there, longest first.
	Words [][]Mark
	// Spans are the marks of later stages (actors, times, places), in order, not overlapping.
	Spans []Mark

	begin, end []Classes // by token: the classes of the words that begin there, or end just before
}

// Exact returns the text of tokens [from,to).
func (l *Line) Exact(from, to int) string {
	if from >= to {
		return ""
	}
	return l.Text[l.Tokens[from].Start:l.Tokens[to-1].End]
}

// Begins returns the classes of the lexicon marks that begin at token i.
func (l *Line) Begins(i int) *Classes { return &l.begin[i] }

// Ends returns the classes of the lexicon marks that end just before token i, which may be the end of the line.
func (l *Line) Ends(i int) *Classes { return &l.end[i] }

// Has tells whether a lexicon mark of the class begins at token i, and how long it is.
func (l *Line) Has(i int, c Class) (Mark, bool) {
	if i < 0 || i >= len(l.begin) || !l.begin[i].May(c) {
		return Mark{}, false
	}
	return l.has(i, c)
}

func (l *Line) has(i int, c Class) (Mark, bool) {
	for _, m := range l.Words[i] {
		if m.Class == c {
			return m, true
		}
	}
	return Mark{}, false
}

// EndsWith tells whether a lexicon mark of the class ends just before token i.
func (l *Line) EndsWith(i int, c Class) (Mark, bool) {
	if i < 0 || i >= len(l.end) || !l.end[i].May(c) {
		return Mark{}, false
	}
	return l.endsWith(i, c)
}

// maxEnding is the length of the longest mark that EndsWith finds.
const maxEnding = 6

func (l *Line) endsWith(i int, c Class) (Mark, bool) {
	for j := i - 1; j >= 0 && j >= i-maxEnding; j-- {
		for _, m := range l.Words[j] {
			if m.Class == c && m.To == i {
				return m, true
			}
		}
	}
	return Mark{}, false
}

// Scanner cuts text into lines. It holds the memory of its lines in a few large pieces,
// which Reset lets it use again: each worker makes a scanner of its own.
type Scanner struct {
	lex    *Lexicon
	lines  []Line
	tokens []Token
	words  [][]Mark
	marks  []Mark
	sets   []Classes
}

// Scanner returns a scanner for the words of the lexicon.
func (x *Lexicon) Scanner() *Scanner { return &Scanner{lex: x} }

// Reset gives back all lines made so far: what they hold is overwritten.
func (s *Scanner) Reset() {
	s.lines, s.tokens, s.words, s.marks, s.sets = s.lines[:0], s.tokens[:0], s.words[:0], s.marks[:0], s.sets[:0]
}

// Line cuts text[from:to] into tokens and finds the words in it.
func (s *Scanner) Line(text string, from, to int) *Line {
	if len(s.lines) == cap(s.lines) {
		s.lines = make([]Line, 0, 2*cap(s.lines)+16) // lines do not move: others point to them
	}
	s.lines = s.lines[:len(s.lines)+1]
	l := &s.lines[len(s.lines)-1]
	*l = Line{Text: text, Spans: l.Spans[:0]}
	s.tokens, l.Tokens = tail(s.lex.vocab.Tokenize(s.tokens, text, from, to), len(s.tokens))
	s.scan(l)
	return l
}

// Scan fills l.Words with every phrase of the lexicon that stands in the line, at each
// token the longest first.
func (x *Lexicon) Scan(l *Line) { x.Scanner().scan(l) }

// tail returns a list that grew from length n, and what was added to it.
func tail[T any](list []T, n int) (all, added []T) { return list, list[n:len(list):len(list)] }

func (s *Scanner) scan(l *Line) {
	n := len(l.Tokens)
	s.words, l.Words = tail(extended(s.words, n), len(s.words))
	s.sets, l.begin = tail(extended(s.sets, n), len(s.sets))
	s.sets, l.end = tail(extended(s.sets, n+1), len(s.sets))
	hidden := 0 // tokens before it lie inside a longer grammatical phrase
	for i := range l.Tokens {
		from := len(s.marks)
		s.phrases(l, i, hidden)
		var found []Mark
		if s.marks, found = tail(s.marks, from); len(found) == 0 {
			continue
		}
		slices.Reverse(found)
		for k := range found {
			m := &found[k]
			l.begin[i].add(m.Class)
			l.end[m.To].add(m.Class)
			if s.lex.grammar[m.Class] && m.To-m.From > 1 && m.To > hidden {
				hidden = m.To
			}
		}
		l.Words[i] = found
	}
}

// phrases adds the phrases that begin at token i to s.marks, the shortest first.
func (s *Scanner) phrases(l *Line, i, hidden int) {
	first := &l.Tokens[i]
	at, ok := s.lex.first(first.Sym)
	for j := i; ok; {
		for k := range s.lex.nodes[at].entries {
			e := &s.lex.nodes[at].entries[k]
			if e.upper && !first.Upper || e.caps && !first.Caps || s.lex.grammar[e.class] && j < hidden {
				continue
			}
			s.marks = append(s.marks, Mark{From: i, To: j + 1, Class: e.class, ID: e.id, Ref: int(e.ref)})
		}
		if j++; j == len(l.Tokens) {
			return
		}
		at, ok = s.lex.step(at, l.Tokens[j].Sym)
	}
}

// extended is the list with n zero values more.
func extended[T any](list []T, n int) []T {
	at := len(list)
	list = slices.Grow(list, n)[:at+n]
	clear(list[at:])
	return list
}
