package rule

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// Rule is a pattern with what it means. Attrs are interpreted by the caller, which says
// which it knows; the engine knows match, unless-left, unless-right, only-left,
// only-right, yes and no.
type Rule struct {
	Name  string // unique, such as "vi/call.2"
	File  string
	Line  int
	Order int // position among all rules; earlier ones win ties
	Attrs map[string]string
	Yes   []Example // phrases that it must match
	No    []Example // phrases that it must not match

	match       []*program
	unlessLeft  []*program
	unlessRight []*program
	onlyLeft    []*program
	onlyRight   []*program
}

// Example is a phrase beside a rule, with what is expected of it after "=>".
type Example struct {
	Line int
	Text string
	Want string
}

// Match is one place where a rule matches: tokens [From,To), the trigger in it, and the
// captures by name.
type Match struct {
	Rule     *Rule
	From, To int
	Trigger  [2]int
	Captures []Capture
}

// Capture is a named part of a match, tokens [From,To).
type Capture struct {
	Name     string
	From, To int
}

// Set is a list of rules indexed by how their patterns begin.
type Set struct {
	Rules   []*Rule
	lex     *Lexicon
	bySym   map[Sym][]start
	byClass map[Class][]start
	bySpan  map[Class][]start
}

type start struct {
	rule *Rule
	prog *program
}

// NewSet returns an empty set over the lexicon.
func NewSet(lex *Lexicon) *Set {
	return &Set{lex: lex, bySym: map[Sym][]start{}, byClass: map[Class][]start{}, bySpan: map[Class][]start{}}
}

// Error is what is wrong with a rule file, with its place.
type Error struct {
	File string
	Line int
	Msg  string
}

func (e *Error) Error() string { return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Msg) }

// Parse reads a rule file and adds its rules, whose names get the prefix. It returns every
// error that it finds, each with its line.
//
//	# why the rule is
//	rule NAME
//	kind  talks              any attribute: a word, then its value
//	match PATTERN            several match lines are alternatives
//	unless-left PATTERN      what must not stand just before the match
//	unless-right PATTERN     what must not stand just after it
//	yes  phrase => expectation
//	no   phrase
func (s *Set) Parse(r io.Reader, file, prefix string) []error {
	var errs []error
	var cur *Rule
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, 1<<20)
	n := 0
	fail := func(format string, args ...any) {
		errs = append(errs, &Error{file, n, fmt.Sprintf(format, args...)})
	}
	seen := map[string]bool{}
	for _, r := range s.Rules {
		seen[r.Name] = true
	}
	for sc.Scan() {
		n++
		line := strings.TrimSpace(sc.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		key, value, _ := strings.Cut(line, " ")
		value = strings.TrimSpace(value)
		if key == "rule" {
			cur = &Rule{Name: prefix + value, File: file, Line: n, Order: len(s.Rules), Attrs: map[string]string{}}
			if value == "" || seen[cur.Name] {
				fail("rule %q has no name of its own", value)
			}
			seen[cur.Name] = true
			s.Rules = append(s.Rules, cur)
			continue
		}
		if cur == nil {
			fail("%q stands before the first rule", key)
			continue
		}
		if err := s.line(cur, key, value, n); err != nil {
			fail("rule %s: %v", cur.Name, err)
		}
	}
	if err := sc.Err(); err != nil {
		fail("%v", err)
	}
	return errs
}

func (s *Set) line(r *Rule, key, value string, n int) error {
	var list *[]*program
	switch key {
	case "yes", "no":
		text, want, _ := strings.Cut(value, "=>")
		ex := Example{n, strings.TrimSpace(text), strings.TrimSpace(want)}
		if key == "yes" {
			r.Yes = append(r.Yes, ex)
		} else {
			r.No = append(r.No, ex)
		}
		return nil
	case "match":
		list = &r.match
	case "unless-left":
		list = &r.unlessLeft
	case "unless-right":
		list = &r.unlessRight
	case "only-left":
		list = &r.onlyLeft
	case "only-right":
		list = &r.onlyRight
	default:
		if value == "" {
			return fmt.Errorf("%s has no value", key)
		}
		if _, dup := r.Attrs[key]; dup {
			return fmt.Errorf("%s is given twice", key)
		}
		r.Attrs[key] = value
		return nil
	}
	p, err := compile(s.lex, value)
	if err != nil {
		return fmt.Errorf("%s: %w", key, err)
	}
	if key == "match" {
		if err := s.index(start{r, p}); err != nil {
			return err
		}
	}
	*list = append(*list, p)
	return nil
}

// index files the pattern under everything that it can begin with.
func (s *Set) index(st start) error {
	seen := map[int]bool{}
	var walk func(pc int) error
	walk = func(pc int) error {
		if seen[pc] {
			return nil
		}
		seen[pc] = true
		switch in := st.prog.code[pc]; in.op {
		case opSym:
			s.bySym[in.sym] = appendOnce(s.bySym[in.sym], st)
		case opClass:
			s.byClass[in.class] = appendOnce(s.byClass[in.class], st)
		case opSpan:
			s.bySpan[in.class] = appendOnce(s.bySpan[in.class], st)
		case opSave:
			return walk(pc + 1)
		case opJump:
			return walk(in.x)
		case opAlt:
			for _, a := range in.alts {
				if err := walk(a); err != nil {
					return err
				}
			}
			return nil
		case opSplit:
			if err := walk(in.x); err != nil {
				return err
			}
			return walk(in.y)
		default:
			return fmt.Errorf("a pattern must begin with a word, a class or a span, and cannot be empty")
		}
		return nil
	}
	return walk(0)
}

func appendOnce(list []start, st start) []start {
	for _, o := range list {
		if o == st {
			return list
		}
	}
	return append(list, st)
}

// Matches returns every match of every rule in the line, in the order of their first
// token; at one token a rule gives its longest match only.
func (s *Set) Matches(l *Line) []Match {
	m := &machine{line: l, at: make([]int32, len(l.Tokens)+1)}
	for i, sp := range l.Spans {
		m.at[sp.From] = int32(i + 1)
	}
	var out []Match
	for pos := range l.Tokens {
		first := len(out)
		try := func(list []start) {
			for _, st := range list {
				out = m.try(out, first, st, pos)
			}
		}
		if sym := l.Tokens[pos].Sym; sym != 0 {
			try(s.bySym[sym])
		}
		for i, w := range l.Words[pos] {
			if !sameClassBefore(l.Words[pos][:i], w.Class) {
				try(s.byClass[w.Class])
			}
		}
		if k := m.at[pos]; k != 0 {
			try(s.bySpan[l.Spans[k-1].Class])
		}
	}
	return out
}

func sameClassBefore(ms []Mark, c Class) bool {
	for _, m := range ms {
		if m.Class == c {
			return true
		}
	}
	return false
}

func (m *machine) try(out []Match, first int, st start, pos int) []Match {
	for i := range m.caps {
		m.caps[i] = -1
	}
	m.steps, m.want = 0, -1
	end := m.run(st.prog, 0, pos)
	if end <= pos {
		return out
	}
	got := Match{Rule: st.rule, From: pos, To: end, Trigger: [2]int{pos, end}}
	if m.caps[0] >= 0 && m.caps[1] > m.caps[0] {
		got.Trigger = [2]int{m.caps[0], m.caps[1]}
	}
	for n := 1; n < len(st.prog.names) && 2*n+1 < len(m.caps); n++ {
		if a, b := m.caps[2*n], m.caps[2*n+1]; a >= 0 && b >= a {
			got.Captures = append(got.Captures, Capture{st.prog.names[n], a, b})
		}
	}
	if !m.guards(st.rule, pos, end) {
		return out
	}
	for i := first; i < len(out); i++ {
		if out[i].Rule == st.rule {
			if out[i].To < end {
				out[i] = got
			}
			return out
		}
	}
	return append(out, got)
}

func (m *machine) guards(r *Rule, from, to int) bool {
	if m.left(r.unlessLeft, from) || m.right(r.unlessRight, to) {
		return false
	}
	if len(r.onlyLeft) > 0 && !m.left(r.onlyLeft, from) {
		return false
	}
	return len(r.onlyRight) == 0 || m.right(r.onlyRight, to)
}

// maxLeft is how many tokens before a match its left contexts may reach.
const maxLeft = 12

func (m *machine) left(ps []*program, end int) bool {
	for _, p := range ps {
		for at := end - 1; at >= 0 && at >= end-maxLeft; at-- {
			m.steps, m.want = 0, end
			if m.run(p, 0, at) == end {
				m.want = -1
				return true
			}
		}
	}
	m.want = -1
	return false
}

func (m *machine) right(ps []*program, from int) bool {
	for _, p := range ps {
		m.steps, m.want = 0, -1
		if from < len(m.line.Tokens) && m.run(p, 0, from) >= from {
			return true
		}
	}
	return false
}
