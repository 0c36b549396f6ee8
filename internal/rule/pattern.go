package rule

import (
	"fmt"
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
//	","             punctuation, quoted
type program struct {
	code  []inst
	names []string // capture names; 0 and 1 are the trigger
}

type op uint8

const (
	opSym op = iota
	opClass
	opSpan
	opAny
	opSplit
	opAlt
	opJump
	opSave
	opEnd
)

type inst struct {
	op    op
	sym   Sym
	class Class
	id    string
	x, y  int // branches, or the slot of a save
	upper bool
	alts  []int         // of opAlt: where each alternative begins
	by    map[Sym][]int // of opAlt: the alternatives that may match by the next symbol
	rest  []int         // of opAlt: those that do not begin with a plain word
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
	c := &compiler{lex: lex, toks: splitPattern(src)}
	c.prog.names = []string{"trigger"}
	if err := c.sequence(); err != nil {
		return nil, err
	}
	if c.pos < len(c.toks) {
		return nil, fmt.Errorf("unexpected %q", c.toks[c.pos])
	}
	c.emit(inst{op: opEnd})
	for i := range c.prog.code {
		if c.prog.code[i].op == opAlt {
			c.prog.dispatch(i)
		}
	}
	return &c.prog, nil
}

// dispatch files the alternatives at i under the word that they begin with, so that a
// group of a hundred words costs one look-up. Their order is kept.
func (p *program) dispatch(i int) {
	in := &p.code[i]
	in.by = map[Sym][]int{}
	var syms []Sym
	for _, a := range in.alts {
		if p.code[a].op == opSym {
			syms = append(syms, p.code[a].sym)
		}
	}
	for _, a := range in.alts {
		if first := &p.code[a]; first.op == opSym {
			in.by[first.sym] = append(in.by[first.sym], a)
			continue
		}
		in.rest = append(in.rest, a)
		seen := map[Sym]bool{}
		for _, s := range syms {
			if !seen[s] {
				seen[s] = true
				in.by[s] = append(in.by[s], a)
			}
		}
	}
}

// splitPattern cuts a pattern into words and the signs ( ) | ? < >.
func splitPattern(src string) []string {
	var out []string
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
		c.emit(inst{op: opSave, x: 2 * n})
		if err := c.element(); err != nil {
			return err
		}
		c.emit(inst{op: opSave, x: 2*n + 1})
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
	c.shift(start+1, len(c.prog.code), start, 1)
	c.prog.code[start] = inst{op: opSplit, x: start + 1, y: len(c.prog.code)}
}

// shift moves the branch targets above at in code[from:to] by n.
func (c *compiler) shift(from, to, at, n int) {
	for i := from; i < to; i++ {
		in := &c.prog.code[i]
		if in.op == opSplit || in.op == opJump {
			if in.x >= at {
				in.x += n
			}
			if in.op == opSplit && in.y >= at {
				in.y += n
			}
		}
		for k := range in.alts {
			if in.alts[k] >= at {
				in.alts[k] += n
			}
		}
	}
}

func (c *compiler) group() error {
	if c.depth++; c.depth > 20 {
		return fmt.Errorf("groups too deep")
	}
	defer func() { c.depth-- }()
	alt := c.emit(inst{op: opAlt})
	var jumps []int
	for {
		c.prog.code[alt].alts = append(c.prog.code[alt].alts, len(c.prog.code))
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
				c.prog.code[j].x = len(c.prog.code)
			}
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
		c.emit(inst{op: opClass, class: c.lex.Class(name), id: id})
	case strings.HasPrefix(t, "$"):
		if _, ok := c.lex.classes[t]; !ok {
			return fmt.Errorf("no span has the class %q", t)
		}
		c.emit(inst{op: opSpan, class: c.lex.Class("$" + t[1:])})
	case strings.HasPrefix(t, ".."):
		n, err := strconv.Atoi(t[2:])
		if err != nil || n < 1 || n > 12 {
			return fmt.Errorf("a gap is ..1 to ..12, not %q", t)
		}
		var splits []int
		for range n {
			splits = append(splits, c.emit(inst{op: opSplit}))
			c.emit(inst{op: opAny})
		}
		// The first branch leaves the gap for good, so that it has one way for each length.
		for _, at := range splits {
			c.prog.code[at].x, c.prog.code[at].y = len(c.prog.code), at+1
		}
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
	toks := v.Tokenize(nil, t, 0, len(t))
	if len(toks) == 0 {
		return fmt.Errorf("empty word %q", t)
	}
	for _, k := range toks {
		c.emit(inst{op: opSym, sym: v.Add(t[k.Start:k.End]), upper: caseful && k.Upper})
	}
	return nil
}

// machine runs programs over one line.
type machine struct {
	line  *Line
	at    []int32 // token → 1 + index of the span that begins there
	caps  [2 * (maxCaptures + 1)]int
	steps int
	want  int // the end that a left context must reach; -1: any
}

func (m *machine) run(p *program, pc, pos int) int {
	for {
		if m.steps++; m.steps > maxSteps {
			return -1
		}
		in := &p.code[pc]
		switch in.op {
		case opSym:
			if pos >= len(m.line.Tokens) || m.line.Tokens[pos].Sym != in.sym || in.upper && !m.line.Tokens[pos].Upper {
				return -1
			}
			pos++
			pc++
		case opAny:
			if pos >= len(m.line.Tokens) || m.line.Tokens[pos].Kind == Punct && closes(m.line, pos) {
				return -1
			}
			pos++
			pc++
		case opClass:
			return m.classes(p, pc, pos)
		case opSpan:
			if pos >= len(m.at) || m.at[pos] == 0 || m.line.Spans[m.at[pos]-1].Class != in.class {
				return -1
			}
			pos = m.line.Spans[m.at[pos]-1].To
			pc++
		case opSplit:
			if e := m.run(p, in.x, pos); e >= 0 {
				return e
			}
			pc = in.y
		case opAlt:
			list := in.rest
			if pos < len(m.line.Tokens) {
				if by, ok := in.by[m.line.Tokens[pos].Sym]; ok {
					list = by
				}
			}
			if len(list) == 0 {
				return -1
			}
			for _, a := range list[:len(list)-1] {
				if e := m.run(p, a, pos); e >= 0 {
					return e
				}
			}
			pc = list[len(list)-1]
		case opJump:
			pc = in.x
		case opSave:
			if in.x >= len(m.caps) {
				return -1
			}
			old := m.caps[in.x]
			m.caps[in.x] = pos
			if e := m.run(p, pc+1, pos); e >= 0 {
				return e
			}
			m.caps[in.x] = old
			return -1
		case opEnd:
			if m.want >= 0 && pos != m.want {
				return -1
			}
			return pos
		}
	}
}

// classes tries every phrase of the class that begins at pos, the longest first.
func (m *machine) classes(p *program, pc, pos int) int {
	if pos >= len(m.line.Words) {
		return -1
	}
	in := &p.code[pc]
	for _, w := range m.line.Words[pos] {
		if w.Class == in.class && (in.id == "" || in.id == w.ID) {
			if e := m.run(p, pc+1, w.To); e >= 0 {
				return e
			}
		}
	}
	return -1
}

// closes tells whether the punctuation at token i ends a clause.
func closes(l *Line, i int) bool {
	switch l.Text[l.Tokens[i].Start] {
	case ',', '.':
		inNumber := i > 0 && i+1 < len(l.Tokens) && l.Tokens[i].Glued && l.Tokens[i+1].Glued && l.Tokens[i+1].Kind == Number
		return !inNumber
	case ';', ':', '!', '?', '(', ')', '[', ']':
		return true
	}
	return false
}
