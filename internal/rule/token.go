package rule

import "unicode/utf8"

// Sym is the interned folded form of a token. Zero is any word that no pack knows.
type Sym int32

// Vocab interns folded words. It is built while packs are loaded and only read afterwards,
// so that many goroutines may share it.
type Vocab struct{ syms map[string]Sym }

// NewVocab returns an empty vocabulary.
func NewVocab() *Vocab { return &Vocab{syms: make(map[string]Sym, 1<<14)} }

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
	var buf [64]byte
	return v.syms[string(appendFold(buf[:0], word))]
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
	Quote      bool // a quotation mark
}

// Tokenize appends the tokens of text[from:to] to dst. Offsets are bytes of text.
//
// Hyphens, slashes and points are tokens of their own, so that "8/4", "Jong-un" and
// "A-B" are three; the flag Glued tells that they belong together.
func (v *Vocab) Tokenize(dst []Token, text string, from, to int) []Token {
	glued := false
	for i := from; i < to; {
		r, n := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(text[i:to])
		}
		is := charOf(r).is
		switch {
		case is&charSpace != 0:
			glued = false
			i += n
			continue
		case is&charDropped != 0:
			i += n
			continue
		case is&charLetter != 0:
			t := v.word(text, i, to)
			t.Glued = glued
			dst = append(dst, t)
			i = t.End
		case r >= '0' && r <= '9':
			j := i + n
			for j < to && text[j] >= '0' && text[j] <= '9' {
				j++
			}
			dst = append(dst, Token{Start: i, End: j, Sym: v.syms[text[i:j]], Kind: Number, Glued: glued})
			i = j
		default:
			dst = append(dst, Token{Start: i, End: i + n, Sym: v.syms[text[i:i+n]], Kind: Punct, Glued: glued, Quote: quotes(r)})
			i += n
		}
		glued = true
	}
	return dst
}

// quotes tells whether a punctuation mark opens or closes a quotation.
func quotes(r rune) bool {
	switch r {
	case '"', '\'', '\u2018', '\u2019', '\u201c', '\u201d', '\u00ab', '\u00bb':
		return true
	}
	return false
}

// word reads the word that begins at byte i: its end, its capitals, its symbol.
func (v *Vocab) word(text string, i, to int) Token {
	t := Token{Start: i, Kind: Word}
	letters, capitals := 0, 0
	j := i
	for j < to {
		r, n := rune(text[j]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(text[j:to])
		}
		is := charOf(r).is
		switch {
		case is&(charLetter|charMark) != 0:
			letters++
			if is&charUpper != 0 {
				capitals++
				if j == i {
					t.Upper = true
				}
			}
		case r >= '0' && r <= '9', is&charDropped != 0:
		case (r == '\'' || r == '\u2019') && j > i && j+n < to && letterAt(text, j+n, to):
		default:
			goto done
		}
		j += n
	}
done:
	t.End = j
	t.Caps = letters >= 2 && capitals == letters
	var buf [64]byte
	t.Sym = v.syms[string(appendFold(buf[:0], text[i:j]))]
	return t
}

func letterAt(text string, i, to int) bool {
	r, _ := utf8.DecodeRuneInString(text[i:to])
	return charOf(r).is&charLetter != 0
}
