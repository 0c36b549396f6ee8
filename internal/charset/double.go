package charset

import (
	"math/bits"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// undouble mends text whose bytes were once taken for Western letters: UTF-8 that was
// encoded as UTF-8 again, and the old one-byte encodings that were. how says what was done;
// "" where the text is as it should be.
func (d *Detector) undouble(s string) (mended, how string) {
	if !suspect(s) {
		return s, ""
	}
	if m, ok := again(s); ok {
		return m, "UTF-8 that had been encoded twice was mended"
	}
	if !shown(s) {
		return s, ""
	}
	some := marked(sample(narrow(s, 8<<10), 8<<10))
	if v := d.spelling(norm.NFC.String(western.decode(some))); v.good > v.bad {
		return s, ""
	}
	best := d.best(some, vietnamese)
	if d.spelling(norm.NFC.String(best.decode(some))).certain() {
		return best.decode(narrow(s, len(s))), best.name + " that had been encoded as Western letters was mended"
	}
	return s, ""
}

// beyondASCII gives the place of the first letter beyond ASCII in s from i on; len(s) where
// there is none. Most pages are long stretches of markup without any.
func beyondASCII(s string, i int) int {
	const high = 0x8080808080808080
	for ; i+32 <= len(s); i += 32 {
		if part := s[i : i+32]; (eight(part[:8])|eight(part[8:16])|eight(part[16:24])|eight(part[24:]))&high != 0 {
			break
		}
	}
	for ; i+8 <= len(s); i += 8 {
		if x := eight(s[i:]) & high; x != 0 {
			return i + bits.TrailingZeros64(x)/8
		}
	}
	for i < len(s) && s[i] < utf8.RuneSelf {
		i++
	}
	return i
}

// eight gives the first eight bytes of s as a number.
func eight(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// maxSuspects is how many letters are looked at before that is said of a text; maxWestern is the
// last letter of windows-1252.
const (
	maxSuspects = 1 << 14
	maxWestern  = 0x2122
)

// suspect tells whether most letters beyond ASCII are of the upper half of Latin 1, as good
// text of no language that marks more than one letter in ten has them.
func suspect(s string) bool {
	latin, other := 0, 0
	for i := beyondASCII(s, 0); i < len(s) && latin+other < maxSuspects; i = beyondASCII(s, i) {
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		switch {
		case r <= 0xff:
			latin++
		case r > maxWestern:
			other++
		default:
			if _, ok := charmap.Windows1252.EncodeRune(r); !ok {
				other++
			}
		}
	}
	return latin >= 3 && latin > 4*other
}

// westByte gives the byte that Western software shows as r. The five bytes to which
// windows-1252 gives no letter are shown as controls.
func westByte(r rune) (byte, bool) {
	if r >= 0x80 && r < 0xa0 {
		return byte(r), true
	}
	return charmap.Windows1252.EncodeRune(r)
}

// shown tells whether Western software can show all letters of s, but for one in fifty.
func shown(s string) bool {
	n, bad := 0, 0
	for i := beyondASCII(s, 0); i < len(s); i = beyondASCII(s, i) {
		r, size := utf8.DecodeRuneInString(s[i:])
		if _, ok := westByte(r); !ok {
			bad++
		}
		n++
		i += size
	}
	return bad*50 <= n
}

// narrow gives the bytes that Western software would show as s, up to limit of them behind
// the first that is beyond ASCII.
func narrow(s string, limit int) []byte {
	b := make([]byte, 0, min(len(s), beyondASCII(s, 0)+2*limit))
	end := len(s) + 1
	for i := 0; i < len(s) && len(b) < end; {
		next := beyondASCII(s, i)
		if b = append(b, s[i:next]...); next == len(s) {
			break
		}
		r, size := utf8.DecodeRuneInString(s[next:])
		c, ok := westByte(r)
		if !ok {
			c = '?'
		} else if end > len(s) {
			end = len(b) + limit
		}
		b = append(b, c)
		i = next + size
	}
	return b
}

// again decodes, run by run, letters that are the bytes of UTF-8. ok is false unless nine of
// ten letters beyond ASCII are such bytes, three at the least.
func again(s string) (string, bool) {
	good, bad := 0, 0
	eachRun(s, func(_, _ int, run []byte) {
		if utf8.Valid(run) {
			good += len(run)
		} else {
			bad += utf8.RuneCount(run)
		}
	}, func() { bad++ })
	if good < 6 || good <= 9*bad {
		return "", false
	}
	var out strings.Builder
	last := 0
	eachRun(s, func(from, to int, run []byte) {
		if utf8.Valid(run) {
			out.WriteString(s[last:from])
			out.Write(run)
			last = to
		}
	}, func() {})
	out.WriteString(s[last:])
	return out.String(), true
}

// eachRun calls run for each stretch s[from:to] of letters that are bytes to Western
// software, with these bytes, and strange for each other letter beyond ASCII.
func eachRun(s string, run func(from, to int, b []byte), strange func()) {
	var b []byte
	for i := beyondASCII(s, 0); i < len(s); i = beyondASCII(s, i) {
		from := i
		b = b[:0]
		for i < len(s) && s[i] >= utf8.RuneSelf {
			r, n := utf8.DecodeRuneInString(s[i:])
			c, ok := westByte(r)
			if !ok {
				break
			}
			b = append(b, c)
			i += n
		}
		if len(b) > 0 {
			run(from, i, b)
			continue
		}
		strange()
		_, n := utf8.DecodeRuneInString(s[i:])
		i += n
	}
}
