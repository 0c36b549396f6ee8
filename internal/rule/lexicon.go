package rule

import "unicode"

// Lexicon finds phrases. It is a trie over symbols; building it interns the words of its
// phrases into the vocabulary. After Build calls are done it is only read.
type Lexicon struct {
	vocab   *Vocab
	classes map[string]Class
	names   []string
	next    map[uint64]int32 // (node<<32 | sym) → node
	entries [][]entry        // by node
	grammar map[Class]bool   // classes of grammatical words
}

type entry struct {
	class Class
	id    string
	upper bool // the first letter must be a capital
	caps  bool // the word must be in capitals
}

// NewLexicon returns an empty lexicon over the vocabulary.
func NewLexicon(v *Vocab) *Lexicon {
	return &Lexicon{
		vocab: v, classes: map[string]Class{}, names: []string{""},
		next: map[uint64]int32{}, entries: make([][]entry, 1), grammar: map[Class]bool{},
	}
}

// Class interns the name of a class.
func (x *Lexicon) Class(name string) Class {
	if c, ok := x.classes[name]; ok {
		return c
	}
	c := Class(len(x.names))
	x.classes[name] = c
	x.names = append(x.names, name)
	return c
}

// Grammar marks a class as one of grammatical words: among these a longer phrase hides the
// shorter ones inside it ("sau khi" is not "khi").
func (x *Lexicon) Grammar(c Class) { x.grammar[c] = true }

// ClassName is the name of c.
func (x *Lexicon) ClassName(c Class) string { return x.names[c] }

// Vocab returns the vocabulary of the lexicon.
func (x *Lexicon) Vocab() *Vocab { return x.vocab }

// Add puts a phrase into the lexicon. A phrase that begins with a capital letter matches
// only where the text has a capital there; one of capitals only matches only capitals.
func (x *Lexicon) Add(class Class, id, phrase string) {
	toks := x.vocab.Tokenize(nil, phrase, 0, len(phrase))
	if len(toks) == 0 {
		return
	}
	node := int32(0)
	for _, t := range toks {
		s := t.Sym
		if s == 0 {
			s = x.vocab.Add(phrase[t.Start:t.End])
		}
		k := uint64(node)<<32 | uint64(uint32(s))
		n, ok := x.next[k]
		if !ok {
			n = int32(len(x.entries))
			x.entries = append(x.entries, nil)
			x.next[k] = n
		}
		node = n
	}
	e := entry{class: class, id: id}
	for _, r := range phrase {
		e.upper = unicode.IsUpper(r)
		break
	}
	e.caps = len(toks) == 1 && toks[0].Caps
	for _, o := range x.entries[node] {
		if o == e {
			return
		}
	}
	x.entries[node] = append(x.entries[node], e)
}

// Scan fills l.Words with every phrase of the lexicon that stands in the line, at each
// token the longest first.
func (x *Lexicon) Scan(l *Line) {
	l.Words = make([][]Mark, len(l.Tokens))
	var buf [32]Mark
	hidden := 0 // tokens before it lie inside a longer grammatical phrase
	for i := range l.Tokens {
		found := buf[:0]
		node := int32(0)
		for j := i; j < len(l.Tokens); j++ {
			t := &l.Tokens[j]
			if t.Sym == 0 {
				break
			}
			n, ok := x.next[uint64(node)<<32|uint64(uint32(t.Sym))]
			if !ok {
				break
			}
			node = n
			for _, e := range x.entries[node] {
				first := &l.Tokens[i]
				if e.upper && !first.Upper || e.caps && !first.Caps {
					continue
				}
				if x.grammar[e.class] && j < hidden {
					continue
				}
				found = append(found, Mark{From: i, To: j + 1, Class: e.class, ID: e.id})
			}
		}
		for _, m := range found {
			if x.grammar[m.Class] && m.To-m.From > 1 && m.To > hidden {
				hidden = m.To
			}
		}
		if len(found) > 0 {
			out := make([]Mark, len(found))
			for k := range found {
				out[k] = found[len(found)-1-k]
			}
			l.Words[i] = out
		}
	}
}
