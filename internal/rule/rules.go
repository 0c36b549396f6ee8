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
	Rules []*Rule
	lex   *Lexicon
	index index
}

// NewSet returns an empty set over the lexicon.
func NewSet(lex *Lexicon) *Set { return &Set{lex: lex} }

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
		if err := s.index.add(r, p); err != nil {
			return err
		}
	}
	*list = append(*list, p)
	return nil
}
