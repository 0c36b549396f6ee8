package rule

import (
	"unicode"
	"unicode/utf8"
)

// Sym is the interned folded form of a token. Zero is any word that no pack knows.
type Sym int32

// Vocab interns folded words. It is built while packs are loaded and only read afterwards,
// so that many goroutines may share it.
type Vocab struct{ syms map[string]Sym }

// NewVocab returns an empty vocabulary.
func NewVocab() *Vocab { return &Vocab{syms: map[string]Sym{}} }

// Add interns a word (folding it first) and returns its symbol.
func (v *Vocab) Add(word string) Sym {
	f := Fold(word)
	if s, ok := v.syms[f]; ok {
		return s
	}
	s := Sym(len(v.syms) + 1)
	v.syms[f] = s
	return s
}

// Sym returns the symbol of a word, or 0.
func (v *Vocab) Sym(word string) Sym {
	if s, ok := v.syms[word]; ok {
		return s
	}
	return v.syms[Fold(word)]
}

// TokenKind tells words, numbers and punctuation apart.
type TokenKind uint8

// The kinds of token. A word may hold digits (G20) but begins with a letter.
const (
	Word TokenKind = iota
	Number
	Punct
)

// Token is one word, run of digits or punctuation mark.
type Token struct {
	Start, End int // bytes of the text that was tokenized
	Sym        Sym
	Kind       TokenKind
	Upper      bool // begins with a capital letter
	Caps       bool // two letters or more, all capital
	Glued      bool // no white space before it
}

// Tokenize appends the tokens of text[from:to] to dst. Offsets are bytes of text.
//
// Hyphens, slashes and points are tokens of their own, so that "8/4", "Jong-un" and
// "A-B" are three; the flag Glued tells that they belong together.
func (v *Vocab) Tokenize(dst []Token, text string, from, to int) []Token {
	glued := false
	for i := from; i < to; {
		r, n := utf8.DecodeRuneInString(text[i:to])
		switch {
		case unicode.IsSpace(r):
			glued = false
			i += n
			continue
		case invisible(r):
			i += n
			continue
		case r >= '0' && r <= '9':
			j := i + n
			for j < to && text[j] >= '0' && text[j] <= '9' {
				j++
			}
			dst = append(dst, Token{Start: i, End: j, Sym: v.syms[text[i:j]], Kind: Number, Glued: glued})
			i = j
		case unicode.IsLetter(r):
			t := v.word(text, i, to)
			t.Glued = glued
			dst = append(dst, t)
			i = t.End
		default:
			dst = append(dst, Token{Start: i, End: i + n, Sym: v.syms[text[i:i+n]], Kind: Punct, Glued: glued})
			i += n
		}
		glued = true
	}
	return dst
}

func (v *Vocab) word(text string, i, to int) Token {
	t := Token{Start: i, Kind: Word}
	letters, capitals := 0, 0
	j := i
	for j < to {
		r, n := rune(text[j]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(text[j:to])
		}
		switch {
		case r >= '0' && r <= '9':
		case unicode.IsLetter(r), unicode.IsMark(r):
			letters++
			if unicode.IsUpper(r) {
				capitals++
				if j == i {
					t.Upper = true
				}
			}
		case invisible(r):
		case (r == '\'' || r == '\u2019') && j > i && j+n < to && letterAt(text, j+n, to):
		default:
			goto done
		}
		j += n
	}
done:
	t.End = j
	t.Caps = letters >= 2 && capitals == letters
	if s, ok := v.syms[text[i:j]]; ok {
		t.Sym = s
	} else {
		t.Sym = v.syms[Fold(text[i:j])]
	}
	return t
}

// invisible tells whether r is one of the characters that Fold drops.
func invisible(r rune) bool {
	return r == '\u00AD' || r >= '\u200B' && r <= '\u200D' || r == '\u2060' || r == '\uFEFF'
}

func letterAt(text string, i, to int) bool {
	r, _ := utf8.DecodeRuneInString(text[i:to])
	return unicode.IsLetter(r)
}

// Class is an interned name of a class of words or marks, such as "title" or "actor".
type Class int32

// Mark says that tokens [From,To) are something: a class, an id of the pack (for lexicon
// entries) and a reference that the stage which made the mark can interpret.
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
}

// Exact returns the text of tokens [from,to).
func (l *Line) Exact(from, to int) string {
	if from >= to {
		return ""
	}
	return l.Text[l.Tokens[from].Start:l.Tokens[to-1].End]
}

// Has tells whether a lexicon mark of the class begins at token i, and how long it is.
func (l *Line) Has(i int, c Class) (Mark, bool) {
	if i < 0 || i >= len(l.Words) {
		return Mark{}, false
	}
	for _, m := range l.Words[i] {
		if m.Class == c {
			return m, true
		}
	}
	return Mark{}, false
}

// EndsWith tells whether a lexicon mark of the class ends just before token i.
func (l *Line) EndsWith(i int, c Class) (Mark, bool) {
	for j := i - 1; j >= 0 && j >= i-6; j-- {
		for _, m := range l.Words[j] {
			if m.Class == c && m.To == i {
				return m, true
			}
		}
	}
	return Mark{}, false
}
