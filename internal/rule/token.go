package rule

import "unicode/utf8"

// Sym is the interned folded form of a token. Zero is any word that no pack knows.
type Sym int32

// Vocab interns folded words. It is built while packs are loaded and only read afterwards,
// so that many goroutines may share it.
type Vocab struct {
	words []string // by symbol less one
	table []word   // by hash; its length is a power of two, and it is at most half full
}

// word is a place of the table of a vocabulary, empty where sym is 0.
type word struct {
	hash uint64
	sym  Sym
}

// NewVocab returns an empty vocabulary.
func NewVocab() *Vocab { return &Vocab{table: make([]word, 1<<14)} }

// Add interns a word (folding it first) and returns its symbol.
func (v *Vocab) Add(w string) Sym {
	var buf [64]byte
	f := appendFold(buf[:0], w)
	h := hashOf(f)
	if s := v.find(h, f); s != 0 {
		return s
	}
	v.words = append(v.words, string(f))
	if 2*len(v.words) > len(v.table) {
		old := v.table
		v.table = make([]word, 2*len(old))
		for _, o := range old {
			if o.sym != 0 {
				v.put(o)
			}
		}
	}
	v.put(word{h, Sym(len(v.words))})
	return Sym(len(v.words))
}

func (v *Vocab) put(w word) {
	i := w.hash & uint64(len(v.table)-1)
	for v.table[i].sym != 0 {
		i = (i + 1) & uint64(len(v.table)-1)
	}
	v.table[i] = w
}

// find returns the symbol of a folded word with its hash, or 0.
func (v *Vocab) find(h uint64, folded []byte) Sym {
	table := v.table
	for i := h; ; i++ {
		w := &table[i&uint64(len(table)-1)]
		if w.sym == 0 || w.hash == h && v.words[w.sym-1] == string(folded) {
			return w.sym
		}
	}
}

// Sym returns the symbol of a word, or 0.
func (v *Vocab) Sym(w string) Sym {
	var buf [64]byte
	f := appendFold(buf[:0], w)
	return v.find(hashOf(f), f)
}

// The 64 bit FNV-1a hash.
const (
	fnvStart = 14695981039346656037
	fnvPrime = 1099511628211
)

func hashOf(folded []byte) uint64 {
	h := uint64(fnvStart)
	for _, b := range folded {
		h = (h ^ uint64(b)) * fnvPrime
	}
	return h
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
	Start, End int    // bytes of the text that was tokenized
	Hash       uint64 // 64 bit FNV-1a of its folded form
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
			dst = append(dst, v.symbol(text, Token{Start: i, End: j, Kind: Number, Glued: glued}))
			i = j
		default:
			dst = append(dst, v.symbol(text, Token{Start: i, End: i + n, Kind: Punct, Glued: glued, Quote: quotes(r)}))
			i += n
		}
		glued = true
	}
	return dst
}

// symbol completes a number or mark, whose symbol is that of the text as it stands: a typographic apostrophe is
// another mark than a plain one.
func (v *Vocab) symbol(text string, t Token) Token {
	var buf [64]byte
	b := append(buf[:0], text[t.Start:t.End]...)
	t.Hash = hashOf(b)
	t.Sym = v.find(t.Hash, b)
	if b[0] >= utf8.RuneSelf {
		t.Hash = hashOf(appendFold(buf[:0], text[t.Start:t.End]))
	}
	return t
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
	var buf [64]byte
	var last [3]rune // characters as folded
	folded := buf[:0]
	j := i
	for j < to {
		r, n := rune(text[j]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(text[j:to])
		}
		c := charOf(r)
		is := c.is
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
		if is&charDropped == 0 {
			last[0], last[1], last[2] = last[1], last[2], c.lower
			folded = utf8.AppendRune(folded, c.lower)
		}
	}
done:
	t.End = j
	t.Caps = letters >= 2 && capitals == letters
	folded = placeTone(folded, last)
	t.Hash = hashOf(folded)
	t.Sym = v.find(t.Hash, folded)
	return t
}

func letterAt(text string, i, to int) bool {
	r, _ := utf8.DecodeRuneInString(text[i:to])
	return charOf(r).is&charLetter != 0
}
