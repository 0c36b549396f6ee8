package rule

import (
	"hash/fnv"
	"strings"
	"testing"
)

func describeTokens(text string, toks []Token) string {
	var out []string
	for _, k := range toks {
		s := [...]string{Word: "w", Number: "n", Punct: "p"}[k.Kind]
		if k.Upper {
			s += "'"
		}
		if k.Caps {
			s += "*"
		}
		if k.Glued {
			s += "+"
		}
		out = append(out, s+":"+text[k.Start:k.End])
	}
	return strings.Join(out, " ")
}

func TestTokenize(t *testing.T) {
	v := NewVocab()
	checkCases(t, "testdata/tokens.txt", func(_ block, in string) string {
		return describeTokens(in, v.Tokenize(nil, in, 0, len(in)))
	})
}

// Offsets are bytes of the whole text, also where a part of it is cut into tokens, and new
// tokens are appended to those given.
func TestTokenizePart(t *testing.T) {
	v := NewVocab()
	text := "Mỹ và Đức"
	from := strings.Index(text, "và")
	toks := v.Tokenize(nil, text, from, len(text))
	toks = v.Tokenize(toks, text, 0, from)
	want := [][2]int{{5, 8}, {9, 15}, {0, 4}}
	if len(toks) != len(want) {
		t.Fatalf("got %d tokens, want %d", len(toks), len(want))
	}
	for i, w := range want {
		if toks[i].Start != w[0] || toks[i].End != w[1] {
			t.Errorf("token %d is %d to %d, want %d to %d", i, toks[i].Start, toks[i].End, w[0], w[1])
		}
	}
}

// Words are compared folded; a word that nobody added is 0.
func TestVocab(t *testing.T) {
	v := NewVocab()
	hoa := v.Add("Hoà")
	if v.Add("hòa") != hoa || v.Sym("HÒA") != hoa || v.Sym("hoa") != 0 {
		t.Errorf("hòa is %d, %d, HÒA %d, hoa %d", hoa, v.Add("hòa"), v.Sym("HÒA"), v.Sym("hoa"))
	}
	toks := v.Tokenize(nil, "HOÀ hoa hòa", 0, len("HOÀ hoa hòa"))
	if toks[0].Sym != hoa || toks[1].Sym != 0 || toks[2].Sym != hoa {
		t.Errorf("symbols %d %d %d, want %d 0 %d", toks[0].Sym, toks[1].Sym, toks[2].Sym, hoa, hoa)
	}
}

func TestLineHasAndEndsWith(t *testing.T) {
	x := NewLexicon(NewVocab())
	in := x.Class("in")
	x.Add(in, "in", "tại thủ đô")
	l := lineOf(x, "họp tại thủ đô Paris")
	if m, ok := l.Has(1, in); !ok || m.From != 1 || m.To != 4 {
		t.Errorf("Has(1) = %v %v", m, ok)
	}
	if m, ok := l.EndsWith(4, in); !ok || m.From != 1 {
		t.Errorf("EndsWith(4) = %v %v", m, ok)
	}
	for _, i := range []int{-1, 0, 2, 5, 99} {
		if _, ok := l.Has(i, in); ok {
			t.Errorf("Has(%d) is true", i)
		}
	}
	if l.Exact(1, 4) != "tại thủ đô" || l.Exact(2, 2) != "" {
		t.Errorf("Exact: %q, %q", l.Exact(1, 4), l.Exact(2, 2))
	}
}

// lineOf makes a line of text with the lexicon's words in it.
func lineOf(x *Lexicon, text string) *Line {
	l := &Line{Text: text, Tokens: x.Vocab().Tokenize(nil, text, 0, len(text))}
	x.Scan(l)
	return l
}

// A token carries the FNV-1a hash of its folded form, by which models know its word.
func TestTokenHash(t *testing.T) {
	text := "Hòa Hoà THUỶ thuỷ quý A\u00adB \u2019 ' G20 8/4 \u201cĐàm\u201d d\u2019Ivoire Ð"
	for _, k := range NewVocab().Tokenize(nil, text, 0, len(text)) {
		h := fnv.New64a()
		h.Write([]byte(Fold(text[k.Start:k.End])))
		if k.Hash != h.Sum64() {
			t.Errorf("%q: not the hash of %q", text[k.Start:k.End], Fold(text[k.Start:k.End]))
		}
	}
}
