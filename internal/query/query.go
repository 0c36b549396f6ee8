// Package query is the language of the search box: text → tree, without input or output.
//
// The data: parley.Query is the tree. Parse makes it of
//
//	search = or
//	or     = and { ("OR" | "|") and }
//	and    = not { ["AND"] not }
//	not    = ["-" | "NOT"] leaf
//	leaf   = "(" or ")" | field ":" value | word | '"' words '"'
//
// Words are found in whatever way they are spelled: case, tones and other marks do not
// matter, and a name is found under all its forms. A word that ends in * is the beginning
// of words. Values stand in quotes where they hold blanks, several are joined by a comma:
// kind:talks,meet. Resolve then turns what was typed into ids: actor:Nga into state:RUS.
//
// A text that is no search is an *Error, which says where and what is wrong; no input
// panics, and none takes more than linear time.
package query

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"parley"
)

// The limits of a search.
const (
	MaxLength = 1000 // bytes
	maxTerms  = 64
	maxDepth  = 16
)

// Fields are the names that may stand before a colon, in the order in which they are
// explained to users.
var Fields = []string{
	"actor", "source", "target", "party", "mediator", "kind", "object", "status", "topic", "track", "place", "state", "outlet", "lang", "after", "before",
}

// Problem is what is wrong with a search, as a word that a catalogue explains.
type Problem string

// The problems.
const (
	TooLong      Problem = "too-long"
	TooMany      Problem = "too-many"
	TooDeep      Problem = "too-deep"
	NoQuote      Problem = "no-quote"      // a quotation mark that nothing closes
	NoBracket    Problem = "no-bracket"    // a bracket that nothing closes
	StrayBracket Problem = "stray-bracket" // a closing bracket that closes nothing
	NoTerm       Problem = "no-term"       // nothing to search for: before or after OR, after -, between brackets
	NoField      Problem = "no-field"      // no field of that name
	NoValue      Problem = "no-value"      // a field without a value
	NotKnown     Problem = "not-known"     // a value that means nothing for its field
)

// Error is a search that cannot be understood. At is in code points of what was typed.
type Error struct {
	At      parley.Span
	Problem Problem
	Text    string // what stands there
	Field   string // of NotKnown: the field for which it means nothing
}

func (e *Error) Error() string {
	return fmt.Sprintf("search, character %d: %s: %q", e.At.Start+1, e.Problem, e.Text)
}

// parser walks over what was typed, rune by rune.
type parser struct {
	text  []rune
	at    int
	terms int
	depth int
}

// Parse reads a search. An empty one is nil.
func Parse(text string) (*parley.Query, error) {
	if len(text) > MaxLength {
		return nil, &Error{At: parley.Span{Start: 0, End: utf8.RuneCountInString(text)}, Problem: TooLong}
	}
	p := &parser{text: []rune(strings.ToValidUTF8(text, " "))}
	p.blanks()
	if p.end() {
		return nil, nil
	}
	q, err := p.or()
	if err != nil {
		return nil, err
	}
	if !p.end() {
		return nil, p.fail(StrayBracket, p.at, p.at+1)
	}
	return q, nil
}

func (p *parser) end() bool { return p.at >= len(p.text) }

func (p *parser) fail(what Problem, from, to int) error {
	to = min(to, len(p.text))
	from = min(from, to)
	return &Error{At: parley.Span{Start: from, End: to}, Problem: what, Text: string(p.text[from:to])}
}

func (p *parser) blanks() {
	for !p.end() && unicode.IsSpace(p.text[p.at]) {
		p.at++
	}
}

// isOr takes OR or | that stands alone.
func (p *parser) isOr() bool {
	if !p.end() && p.text[p.at] == '|' {
		p.at++
		return true
	}
	return p.sign("OR")
}

// sign takes a word in capitals that stands alone: OR, AND, NOT. In small letters it is a word as others are.
func (p *parser) sign(word string) bool {
	to := p.at + len(word)
	if to > len(p.text) || string(p.text[p.at:to]) != word || to < len(p.text) && !unicode.IsSpace(p.text[to]) && p.text[to] != '(' && p.text[to] != ')' {
		return false
	}
	p.at = to
	return true
}

func (p *parser) or() (*parley.Query, error) {
	from := p.at
	q, err := p.and()
	if err != nil {
		return nil, err
	}
	args := []*parley.Query{q}
	for p.isOr() {
		p.blanks()
		if q, err = p.and(); err != nil {
			return nil, err
		}
		args = append(args, q)
	}
	return p.joined(parley.QueryOr, args, from), nil
}

func (p *parser) and() (*parley.Query, error) {
	from := p.at
	var args []*parley.Query
	for !p.end() && p.text[p.at] != ')' {
		if at := p.at; p.isOr() {
			p.at = at
			break
		}
		if at := p.at; p.sign("AND") { // what stands side by side is asked for together anyway
			if p.blanks(); len(args) == 0 || p.end() || p.text[p.at] == ')' {
				return nil, p.fail(NoTerm, at, at+len("AND"))
			}
			continue
		}
		q, err := p.not()
		if err != nil {
			return nil, err
		}
		if q != nil {
			args = append(args, q)
		}
		p.blanks()
	}
	if len(args) == 0 {
		return nil, p.fail(NoTerm, from, p.at+1)
	}
	return p.joined(parley.QueryAnd, args, from), nil
}

func (p *parser) joined(op parley.QueryOp, args []*parley.Query, from int) *parley.Query {
	if len(args) == 1 {
		return args[0]
	}
	return &parley.Query{Op: op, Args: args, At: parley.Span{Start: from, End: p.at}}
}

func (p *parser) not() (*parley.Query, error) {
	from := p.at
	switch {
	case p.text[p.at] == '-':
		p.at++
	case p.sign("NOT"):
		p.blanks()
	default:
		return p.leaf()
	}
	if p.end() || unicode.IsSpace(p.text[p.at]) || p.text[p.at] == '-' || p.text[p.at] == ')' {
		return nil, p.fail(NoTerm, from, p.at)
	}
	q, err := p.leaf()
	if err != nil || q == nil {
		return nil, err
	}
	return &parley.Query{Op: parley.QueryNot, Args: []*parley.Query{q}, At: parley.Span{Start: from, End: p.at}}, nil
}

// leaf reads one term; nil is punctuation without a word in it.
func (p *parser) leaf() (*parley.Query, error) {
	from := p.at
	if p.terms++; p.terms > maxTerms {
		return nil, p.fail(TooMany, from, from+1)
	}
	switch p.text[p.at] {
	case '(':
		return p.bracket()
	case '"', '“', '”':
		text, err := p.quoted()
		if err != nil {
			return nil, err
		}
		return p.words(text, from), nil
	}
	for !p.end() && !stops(p.text[p.at]) {
		if p.text[p.at] == ':' && p.at > from {
			name := strings.ToLower(string(p.text[from:p.at]))
			if slices.Contains(Fields, name) {
				return p.field(name, from)
			}
			if letters(name) && p.at+1 < len(p.text) && !unicode.IsSpace(p.text[p.at+1]) {
				return nil, p.fail(NoField, from, p.at)
			}
		}
		p.at++
	}
	if p.at == from { // a stray sign
		p.at++
		return nil, nil
	}
	return p.words(string(p.text[from:p.at]), from), nil
}

func stops(r rune) bool {
	return unicode.IsSpace(r) || r == '(' || r == ')' || r == '"' || r == '“' || r == '”' || r == '|'
}

func letters(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool { return r < 'a' || r > 'z' }) < 0
}

func (p *parser) bracket() (*parley.Query, error) {
	from := p.at
	if p.depth++; p.depth > maxDepth {
		return nil, p.fail(TooDeep, from, from+1)
	}
	p.at++
	p.blanks()
	q, err := p.or()
	if err != nil {
		return nil, err
	}
	if p.end() {
		return nil, p.fail(NoBracket, from, from+1)
	}
	p.at++
	p.depth--
	return q, nil
}

// quoted reads up to the closing mark and returns what stands between.
func (p *parser) quoted() (string, error) {
	from := p.at
	for p.at++; !p.end(); p.at++ {
		if r := p.text[p.at]; r == '"' || r == '”' || r == '“' {
			p.at++
			return string(p.text[from+1 : p.at-1]), nil
		}
	}
	return "", p.fail(NoQuote, from, from+1)
}

// words makes a leaf of the words of a text; nil where there is none.
func (p *parser) words(text string, from int) *parley.Query {
	begin := strings.HasSuffix(text, "*")
	list := Words(text)
	if len(list) == 0 {
		return nil
	}
	return &parley.Query{Op: parley.QueryWords, Words: list, Begin: begin, At: parley.Span{Start: from, End: p.at}}
}

// Words cuts a text into its words: letters, marks and digits.
func Words(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) })
}

// field reads the value after a field's colon.
func (p *parser) field(name string, from int) (*parley.Query, error) {
	p.at++
	value := ""
	start := p.at
	if !p.end() && (p.text[p.at] == '"' || p.text[p.at] == '“') {
		text, err := p.quoted()
		if err != nil {
			return nil, err
		}
		value = text
	} else {
		for !p.end() && !stops(p.text[p.at]) {
			p.at++
		}
		value = string(p.text[start:p.at])
	}
	if strings.TrimSpace(value) == "" {
		return nil, p.fail(NoValue, from, p.at)
	}
	return &parley.Query{Op: parley.QueryField, Field: name, Value: value, At: parley.Span{Start: from, End: p.at}}, nil
}
