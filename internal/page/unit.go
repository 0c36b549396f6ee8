package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"parley"
)

// unit is a line or a piece of one: what ends as one block.
type unit struct {
	start, end int // bytes of the text, without the white space around
	text       string
	toks       []token // offsets count from start
	blanks     int     // empty lines above
	glued      bool    // stands in the same line as the unit before it
	part       bool    // is one of several pieces of a line
	kind       parley.BlockKind
	item       int
	sure       bool // the tables hold it for a line of the article
	given      bool // the container said what it is
	url        string
}

// noItem marks units of the page's furniture.
const noItem = -1

// newUnit makes the unit of text[start:end], which has no white space at its ends, without
// looking its words up.
func newUnit(text string, start, end int) unit { return (*lexicon)(nil).newUnit(text, start, end) }

// newUnit makes the unit of text[start:end], which has no white space at its ends.
func (l *lexicon) newUnit(text string, start, end int) unit {
	s := text[start:end]
	return unit{start: start, end: end, text: s, toks: l.tokenize(s[:wordsUpTo(s)], nil), item: noItem}
}

// maxWords bounds, in bytes, how much of one line is cut into words. What lies behind is
// text like any other, but nothing in it is looked for.
const maxWords = 256 << 10

// wordsUpTo gives how much of s is cut into words.
func wordsUpTo(s string) int {
	n := len(s)
	if n > maxWords {
		for n = maxWords; n > 0 && !utf8.RuneStart(s[n]); n-- {
		}
	}
	return n
}

// cut makes the units of a text: its lines, and the pieces of lines.
func (l *lexicon) cut(text string) []unit {
	var out []unit
	blanks := 0
	for at := 0; at < len(text); {
		end := at + lineLength(text[at:])
		start, stop := trim(text, at, end)
		if start == stop {
			blanks++
		} else {
			n := len(out)
			out = l.pieces(text, start, stop, out)
			out[n].blanks = blanks
			blanks = 0
		}
		at = end + 1
	}
	return out
}

// lineLength gives the length of the first line of s.
func lineLength(s string) int {
	if i := strings.IndexByte(s, '\n'); i >= 0 {
		return i
	}
	return len(s)
}

// trim narrows a range to what is not white space.
func trim(text string, start, end int) (int, int) {
	s := text[start:end]
	left := len(s) - len(strings.TrimLeftFunc(s, unicode.IsSpace))
	s = strings.TrimSpace(s)
	return start + left, start + left + len(s)
}

// short tells whether the unit is a line without a final stop, as titles, headings and
// captions are.
func (u *unit) short() bool {
	return len(u.toks) <= 30 && !finalStop(u.text)
}

// prose tells whether the unit reads as a paragraph.
func (u *unit) prose() bool { return !u.short() }

// headline tells whether a line with a final stop can still be a title: one short question,
// exclamation or quotation.
func (u *unit) headline() bool {
	r, _ := utf8.DecodeLastRuneInString(u.text)
	return (r == '?' || r == '!' || closing(r) && r != ')') && len(u.toks) <= 22 && sentences(u.toks) <= 1
}

// free tells whether nothing is known yet of what the unit is.
func (u *unit) free() bool { return u.kind == "" }

// quoted tells whether the unit begins with a quotation mark.
func (u *unit) quoted() bool {
	r, _ := utf8.DecodeRuneInString(u.text)
	return r == '"' || r == '“' || r == '«' || r == '‘'
}

// same tells whether two units say the same words.
func same(a, b *unit) bool {
	if len(a.toks) != len(b.toks) || len(a.toks) == 0 {
		return false
	}
	for i := range a.toks {
		if a.toks[i].low != b.toks[i].low {
			return false
		}
	}
	return true
}
