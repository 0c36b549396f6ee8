package rule

import (
	"slices"
	"unicode"
)

// Lexicon finds phrases. It is a trie over symbols; building it interns the words of its
// phrases into the vocabulary. When all is added it is only read.
type Lexicon struct {
	vocab   *Vocab
	classes map[string]Class
	names   []string
	ids     map[string]int // their numbers
	grammar []bool         // by class: grammatical words
	roots   []int32        // by symbol: the node of the phrases that begin with it, 0 for none
	nodes   []node         // the first is the root

	// Memory that is used again while packs are loaded: of a phrase, of a pattern.
	toks  []Token
	parts []string
	code  []inst
}

// node is a place in the trie: what may come next, and the phrases that end here.
type node struct {
	mask    uint64 // bit sym%64 for each of next: most words do not go on
	next    []edge // sorted
	entries []entry
}

type edge struct {
	sym Sym
	to  int32
}

type entry struct {
	id    string
	ref   int32 // the number of id
	class Class
	upper bool // the first letter must be a capital
	caps  bool // the word must be in capitals
}

// NewLexicon returns an empty lexicon over the vocabulary.
func NewLexicon(v *Vocab) *Lexicon {
	return &Lexicon{vocab: v, classes: map[string]Class{}, names: []string{""}, ids: map[string]int{}, grammar: []bool{false}, nodes: make([]node, 1)}
}

// Class interns the name of a class.
func (x *Lexicon) Class(name string) Class {
	if c, ok := x.classes[name]; ok {
		return c
	}
	c := Class(len(x.names))
	x.classes[name] = c
	x.names = append(x.names, name)
	x.grammar = append(x.grammar, false)
	return c
}

// Number interns an id: its marks carry the number as their Ref, for tables by id.
func (x *Lexicon) Number(id string) int {
	n, ok := x.ids[id]
	if !ok {
		n = len(x.ids)
		x.ids[id] = n
	}
	return n
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
	x.toks = x.vocab.Tokenize(x.toks[:0], phrase, 0, len(phrase))
	toks := x.toks
	if len(toks) == 0 {
		return
	}
	at := int32(0)
	for _, t := range toks {
		s := t.Sym
		if s == 0 {
			s = x.vocab.Add(phrase[t.Start:t.End])
		}
		at = x.grow(at, s)
	}
	e := entry{class: class, id: id, ref: int32(x.Number(id))}
	for _, r := range phrase {
		e.upper = unicode.IsUpper(r)
		break
	}
	e.caps = len(toks) == 1 && toks[0].Caps
	for _, o := range x.nodes[at].entries {
		if o == e {
			return
		}
	}
	x.nodes[at].entries = append(x.nodes[at].entries, e)
}

// grow returns the node that s leads to, and makes it where there is none.
func (x *Lexicon) grow(at int32, s Sym) int32 {
	if at == 0 {
		x.roots = grown(x.roots, int32(s))
		if x.roots[s] == 0 {
			x.roots[s] = int32(len(x.nodes))
			x.nodes = append(x.nodes, node{})
		}
		return x.roots[s]
	}
	n := &x.nodes[at]
	i, ok := n.find(s)
	if !ok {
		n.mask |= 1 << (uint32(s) & 63)
		n.next = slices.Insert(n.next, i, edge{s, int32(len(x.nodes))})
		x.nodes = append(x.nodes, node{})
		return int32(len(x.nodes) - 1)
	}
	return n.next[i].to
}

func (n *node) find(s Sym) (int, bool) {
	return slices.BinarySearchFunc(n.next, s, func(e edge, s Sym) int { return int(e.sym - s) })
}

// first returns the node of the phrases that begin with s.
func (x *Lexicon) first(s Sym) (int32, bool) {
	if int(s) >= len(x.roots) || x.roots[s] == 0 {
		return 0, false
	}
	return x.roots[s], true
}

// step returns the node that s leads to.
func (x *Lexicon) step(at int32, s Sym) (int32, bool) {
	n := &x.nodes[at]
	if n.mask&(1<<(uint32(s)&63)) == 0 {
		return 0, false
	}
	i, ok := n.find(s)
	if !ok {
		return 0, false
	}
	return n.next[i].to, true
}
