package charset

import (
	"bytes"
	"unicode"

	"golang.org/x/net/html/charset"
)

// eastAsian tells which encoding of two bytes a character b is in, by the form of the bytes
// and the scripts that a reading yields. Pages in these encodings are not read further;
// they shall only not come out as Western letters.
func eastAsian(b []byte) (candidate, bool) {
	if b = whole(b); !dense(b) {
		return candidate{}, false
	}
	for _, c := range []struct {
		name   string
		script *unicode.RangeTable
		share  float64
	}{
		{"euc-jp", unicode.Hiragana, 0.15},
		{"shift_jis", unicode.Hiragana, 0.15},
		{"euc-kr", unicode.Hangul, 0.5},
	} {
		if is := east(c.name); share(is.decode(b), c.script) > c.share {
			return is, true
		}
	}
	name := "gb18030"
	if smallTrails(b) {
		name = "big5"
	}
	c := east(name)
	return c, share(c.decode(b), unicode.Han) > 0.7
}

// dense tells whether most bytes beyond ASCII stand in runs, as letters of two bytes do, and
// accents and quotation marks do not.
func dense(b []byte) bool {
	all, inRuns, run := 0, 0, 0
	for i := 0; i <= len(b); i++ {
		if i < len(b) && b[i] >= 0x80 {
			all++
			run++
			continue
		}
		if i < len(b) && b[i] >= 0x40 && run > 0 && run%2 == 1 && i+1 < len(b) && b[i+1] >= 0x80 {
			run++ // a second byte that looks like a letter
			continue
		}
		if run >= 4 {
			inRuns += run
		}
		run = 0
	}
	return inRuns*2 > all
}

// east makes the candidate of a name that x/text knows.
func east(name string) candidate {
	e, _ := charset.Lookup(name)
	return candidate{name, func(b []byte) string { return with(e, b) }}
}

// whole cuts b, a sample, at its last line feed, so that no character is cut through.
func whole(b []byte) []byte {
	if i := bytes.LastIndexByte(b, '\n'); i > len(b)/2 {
		return b[:i]
	}
	return b
}

// share gives the share of a script among the characters beyond ASCII; 0 where more than
// one in a hundred could not be read.
func share(text string, script *unicode.RangeTable) float64 {
	n, of, bad := 0, 0, 0
	for _, r := range text {
		switch {
		case r < 0x80 || r >= 0x3000 && r < 0x3040 || r >= 0xff00 && r < 0xff61:
			continue
		case r == unicode.ReplacementChar:
			bad++
		case unicode.Is(script, r):
			of++
		}
		n++
	}
	if n < 8 || bad*100 > n {
		return 0
	}
	return float64(of) / float64(n)
}

// smallTrails tells whether second bytes often lie below 0x7f, as in Big5 and never in GB 2312.
func smallTrails(b []byte) bool {
	pairs, small := 0, 0
	for i := 0; i+1 < len(b); i++ {
		if b[i] >= 0x81 {
			pairs++
			if b[i+1] < 0x7f {
				small++
			}
			i++
		}
	}
	return small*10 > pairs
}

// shifted names the encoding of seven bits that b holds the signs of; "" for ASCII.
func shifted(b []byte) string {
	switch {
	case bytes.Contains(b, []byte("\x1b$B")) || bytes.Contains(b, []byte("\x1b$@")):
		return "iso-2022-jp"
	}
	return ""
}
