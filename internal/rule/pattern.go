package rule

import (
	"fmt"
	"math/bits"
	"slices"
	"strconv"
	"strings"
)

// A pattern is compiled to a small program, as regular expressions are, over tokens and
// marks instead of characters.
//
//	word            a word, compared folded
//	(a b|c)         one of several sequences
//	x?              x or nothing
//	@class          a lexicon phrase of the class; @class:id of that id only
//	$mark           a span of the class (actor, time, place)
//	..N             up to N tokens, none of them closing a clause
//	name=x          what x matches is captured under the name
//	< … >           the trigger: the words that carry the meaning (default: the whole match)
//	","             punctuation, quoted; the text may have quotation marks anywhere
type program struct {
	rule  *Rule // of which it is a pattern, where that is found by its words
	code  []inst
	names []string // capture names; 0 and 1 are the trigger
	ids   []string // of opClass, by inst.y
	alts  []fork   // of opAlt, by inst.x
	needs []int32  // the sets of words, but for the smallest, of each of which one must follow; see index
	masks []uint64 // of opGap, by inst.y: bit sym%64 for each word that may follow, all bits where something else may
}

type op uint8

const (
	opSym op = iota
	opClass
	opSpan
	opGap
	opSplit
	opAlt
	opSave
	opEnd
	opJump // only while compiling
)

// inst is one step of a program, small enough that a whole pattern lies in a few cache
// lines. What x and y are depends on op: branches, the slot of a save, the width of a gap,
// an index.
type inst struct {
	op    op
	upper bool  // of opSym: the word must have a capital
	want  int32 // the symbol of opSym, the class of opClass and opSpan
	x, y  int32 // y of opAlt is where its ways come together
	next  int32 // the step after this one
}

// maxCaptures is how many parts of one pattern may have names.
const maxCaptures = 15

// maxSteps bounds the work of one attempt to match, whatever the pattern and the text.
const maxSteps = 4000

type compiler struct {
	lex   *Lexicon
	prog  program
	toks  []string
	pos   int
	depth int
}

// compile translates a pattern; the error says what is wrong with it.
func compile(lex *Lexicon, src string) (*program, error) {
	lex.parts = splitPattern(lex.parts[:0], src)
	c := &compiler{lex: lex, toks: lex.parts}
	c.prog.code = lex.code[:0]
	c.prog.names = []string{"trigger"}
	if err := c.sequence(); err != nil {
		return nil, err
	}
	if c.pos < len(c.toks) {
		return nil, fmt.Errorf("unexpected %q", c.toks[c.pos])
	}
	c.emit(inst{op: opEnd})
	c.prog.link()
	for i := range c.prog.alts {
		c.prog.alts[i].sort(c.prog.code)
	}
	c.prog.foresee()
	out := c.prog // of its own, so that the compiler and the words of the pattern can go
	lex.code, out.code = out.code, slices.Clip(slices.Clone(out.code))
	return &out, nil
}

// link tells every step which comes after it, so that nothing jumps while matching.
func (p *program) link() {
	to := func(pc int32) int32 {
		for p.code[pc].op == opJump {
			pc = p.code[pc].x
		}
		return pc
	}
	for i := range p.code {
		in := &p.code[i]
		switch in.op {
		case opEnd, opJump:
			continue
		case opSplit:
			in.x, in.y = to(in.x), to(in.y)
		case opAlt:
			in.y = to(in.y)
			ways := p.alts[in.x].ways
			for k := range ways {
				ways[k] = to(ways[k])
			}
		}
		in.next = to(int32(i + 1))
	}
}

// foresee notes which words may follow each gap: most do not.
func (p *program) foresee() {
	for i := range p.code {
		in := &p.code[i]
		if in.op != opGap {
			continue
		}
		mask := uint64(0)
		if p.heads(in.next, nil, func(pc int32) {
			if p.code[pc].op != opSym {
				mask = ^uint64(0)
			}
			mask |= 1 << (uint32(p.code[pc].want) & 63)
		}) != nil {
			mask = ^uint64(0)
		}
		in.y = int32(len(p.masks))
		p.masks = append(p.masks, mask)
	}
}

// fork is a choice between sequences. So that a group of a hundred words costs one
// look-up, the ways to try are filed by the word that comes next.
type fork struct {
	ways []int32   // where each alternative begins, in their order
	mask uint64    // bit sym%64 for each of syms: most words are no way on
	syms []Sym     // the words that some way begins with, sorted
	by   [][]int32 // for each of syms the ways to try, in their order
	rest []int32   // the ways to try at any other word: those that begin with no plain word
	// Of many words: 1 + the number in syms, by home(sym); its length is a power of two, twice that of
	// syms or more.
	table []uint16
}

// manyWords is from how many words on those of a fork are found by a table.
const manyWords = 6

// home is where in the table a word is looked for first.
func (f *fork) home(sym Sym) uint32 { return uint32(sym) * 2654435769 >> 16 & uint32(len(f.table)-1) }

// sort files the ways of a fork under the words that they begin with.
func (f *fork) sort(code []inst) {
	for _, w := range f.ways {
		if code[w].op == opSym {
			f.syms = append(f.syms, Sym(code[w].want))
			f.mask |= 1 << (uint32(code[w].want) & 63)
		} else {
			f.rest = append(f.rest, w)
		}
	}
	slices.Sort(f.syms)
	f.syms = slices.Compact(f.syms)
	f.by = make([][]int32, len(f.syms))
	if n := len(f.syms); n >= manyWords && n < 1<<15 {
		f.table = make([]uint16, 1<<bits.Len(uint(2*n-1)))
		for i, s := range f.syms {
			at := f.home(s)
			for f.table[at] != 0 {
				at = (at + 1) & uint32(len(f.table)-1)
			}
			f.table[at] = uint16(i + 1)
		}
	}
	for i, s := range f.syms {
		for _, w := range f.ways {
			if code[w].op != opSym || Sym(code[w].want) == s {
				f.by[i] = append(f.by[i], w)
			}
		}
	}
}

// at returns the ways to try where the next word is sym, 0 for none.
func (f *fork) at(sym Sym) []int32 {
	if f.mask&(1<<(uint32(sym)&63)) == 0 {
		return f.rest
	}
	if f.table == nil {
		for i, s := range f.syms {
			if s == sym {
				return f.by[i]
			}
		}
		return f.rest
	}
	for at := f.home(sym); f.table[at] != 0; at = (at + 1) & uint32(len(f.table)-1) {
		if i := f.table[at] - 1; f.syms[i] == sym {
			return f.by[i]
		}
	}
	return f.rest
}

// splitPattern adds the words of a pattern and its signs ( ) | ? < > to out.
func splitPattern(out []string, src string) []string {
	for i := 0; i < len(src); {
		switch b := src[i]; {
		case b == ' ' || b == '\t':
			i++
		case strings.IndexByte("()|?<>", b) >= 0:
			out = append(out, src[i:i+1])
			i++
		case b == '"':
			j := strings.IndexByte(src[i+1:], '"')
			if j < 0 {
				out = append(out, src[i:])
				i = len(src)
				break
			}
			out = append(out, src[i:i+j+2])
			i += j + 2
		default:
			j := i
			for j < len(src) && strings.IndexByte(" \t()|?<>", src[j]) < 0 {
				j++
				if src[j-1] == '=' {
					break
				}
			}
			out = append(out, src[i:j])
			i = j
		}
	}
	return out
}

func (c *compiler) emit(i inst) int {
	c.prog.code = append(c.prog.code, i)
	return len(c.prog.code) - 1
}

// here is where the next instruction will stand.
func (c *compiler) here() int32 { return int32(len(c.prog.code)) }

func (c *compiler) peek() string {
	if c.pos < len(c.toks) {
		return c.toks[c.pos]
	}
	return ""
}

func (c *compiler) sequence() error {
	for c.pos < len(c.toks) {
		if t := c.peek(); t == "|" || t == ")" {
			return nil
		}
		if err := c.element(); err != nil {
			return err
		}
	}
	return nil
}

func (c *compiler) element() error {
	start := len(c.prog.code)
	t := c.peek()
	c.pos++
	switch {
	case t == "<":
		c.emit(inst{op: opSave, x: 0})
		return nil
	case t == ">":
		c.emit(inst{op: opSave, x: 1})
		return nil
	case strings.HasSuffix(t, "=") && len(t) > 1:
		n := len(c.prog.names)
		if n > maxCaptures {
			return fmt.Errorf("more than %d captures", maxCaptures)
		}
		c.prog.names = append(c.prog.names, t[:len(t)-1])
		c.emit(inst{op: opSave, x: int32(2 * n)})
		if err := c.element(); err != nil {
			return err
		}
		c.emit(inst{op: opSave, x: int32(2*n + 1)})
		return nil
	case t == "(":
		if err := c.group(); err != nil {
			return err
		}
	default:
		if err := c.atom(t); err != nil {
			return err
		}
	}
	if c.peek() == "?" {
		c.pos++
		c.optional(start)
	}
	return nil
}

// optional wraps the code from start on so that it may be passed over.
func (c *compiler) optional(start int) {
	c.prog.code = append(c.prog.code, inst{})
	copy(c.prog.code[start+1:], c.prog.code[start:])
	c.shift(start+1, len(c.prog.code), start)
	c.prog.code[start] = inst{op: opSplit, x: int32(start + 1), y: c.here()}
}

// shift moves the branch targets from at on in code[from:to] by one.
func (c *compiler) shift(from, to, at int) {
	move := func(x *int32) {
		if int(*x) >= at {
			*x++
		}
	}
	for i := from; i < to; i++ {
		switch in := &c.prog.code[i]; in.op {
		case opSplit:
			move(&in.x)
			move(&in.y)
		case opJump:
			move(&in.x)
		case opAlt:
			move(&in.y)
			ways := c.prog.alts[in.x].ways
			for k := range ways {
				move(&ways[k])
			}
		}
	}
}

func (c *compiler) group() error {
	if c.depth++; c.depth > 20 {
		return fmt.Errorf("groups too deep")
	}
	defer func() { c.depth-- }()
	alt := len(c.prog.alts)
	c.prog.alts = append(c.prog.alts, fork{})
	at := c.emit(inst{op: opAlt, x: int32(alt)})
	var jumps []int
	for {
		c.prog.alts[alt].ways = append(c.prog.alts[alt].ways, c.here())
		if err := c.sequence(); err != nil {
			return err
		}
		t := c.peek()
		c.pos++
		jumps = append(jumps, c.emit(inst{op: opJump}))
		switch t {
		case "|":
		case ")":
			for _, j := range jumps {
				c.prog.code[j].x = c.here()
			}
			c.prog.code[at].y = c.here()
			return nil
		default:
			return fmt.Errorf("group is not closed")
		}
	}
}

func (c *compiler) atom(t string) error {
	switch {
	case strings.HasPrefix(t, "@"):
		name, id, _ := strings.Cut(t[1:], ":")
		if _, ok := c.lex.classes[name]; !ok {
			return fmt.Errorf("no word has the class %q", name)
		}
		c.emit(inst{op: opClass, want: int32(c.lex.Class(name)), y: int32(len(c.prog.ids))})
		c.prog.ids = append(c.prog.ids, id)
	case strings.HasPrefix(t, "$"):
		if _, ok := c.lex.classes[t]; !ok {
			return fmt.Errorf("no span has the class %q", t)
		}
		c.emit(inst{op: opSpan, want: int32(c.lex.Class("$" + t[1:]))})
	case strings.HasPrefix(t, ".."):
		n, err := strconv.Atoi(t[2:])
		if err != nil || n < 1 || n > 12 {
			return fmt.Errorf("a gap is ..1 to ..12, not %q", t)
		}
		c.emit(inst{op: opGap, x: int32(n)})
	case strings.HasPrefix(t, `"`):
		if len(t) < 2 || !strings.HasSuffix(t, `"`) {
			return fmt.Errorf("quotation %s is not closed", t)
		}
		return c.words(strings.Trim(t, `"`), false)
	case strings.ContainsAny(t, "=|?<>()"):
		return fmt.Errorf("unexpected %q", t)
	default:
		return c.words(t, true)
	}
	return nil
}

func (c *compiler) words(t string, caseful bool) error {
	v := c.lex.vocab
	toks := v.Tokenize(c.lex.toks[:0], t, 0, len(t))
	c.lex.toks = toks
	if len(toks) == 0 {
		return fmt.Errorf("empty word %q", t)
	}
	for _, k := range toks {
		c.emit(inst{op: opSym, want: int32(v.Add(t[k.Start:k.End])), upper: caseful && k.Upper})
	}
	return nil
}
