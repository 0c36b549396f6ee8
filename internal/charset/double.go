package charset

import (
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
	b, ok := narrow(s)
	if !ok {
		return s, ""
	}
	some := sample(b, 8<<10)
	if v := d.spelling(norm.NFC.String(western.decode(some))); v.good > v.bad {
		return s, ""
	}
	best := d.best(some, vietnamese)
	if d.spelling(norm.NFC.String(best.decode(some))).certain() {
		return best.decode(b), best.name + " that had been encoded as Western letters was mended"
	}
	return s, ""
}

// suspect tells whether most letters beyond ASCII are of the upper half of Latin 1, as good
// text of no language that marks more than one letter in ten has them.
func suspect(s string) bool {
	latin, other := 0, 0
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		if r <= 0xff {
			latin++
		} else if _, ok := charmap.Windows1252.EncodeRune(r); !ok {
			other++
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

// narrow gives the bytes that Western software would show as s; ok is false where more than
// one letter in fifty has none.
func narrow(s string) (b []byte, ok bool) {
	b = make([]byte, 0, len(s))
	n, bad := 0, 0
	for _, r := range s {
		c, ok := westByte(r)
		if !ok {
			bad++
			c = '?'
		}
		if r >= utf8.RuneSelf {
			n++
		}
		b = append(b, c)
	}
	return b, bad*50 <= n
}

// again decodes, run by run, letters that are the bytes of UTF-8. ok is false unless nine of
// ten letters beyond ASCII are such bytes, three at the least.
func again(s string) (string, bool) {
	var out strings.Builder
	var run []byte
	from, good, bad := 0, 0, 0
	flush := func(end int) {
		if len(run) == 0 {
			return
		}
		if utf8.Valid(run) {
			good += len(run)
			out.Write(run)
		} else {
			bad += utf8.RuneCount(run)
			out.WriteString(s[from:end])
		}
		run = run[:0]
	}
	for i, r := range s {
		c, ok := byte(0), false
		if r >= utf8.RuneSelf {
			c, ok = westByte(r)
		}
		if ok {
			if len(run) == 0 {
				from = i
			}
			run = append(run, c)
			continue
		}
		flush(i)
		if r >= utf8.RuneSelf {
			bad++
		}
		out.WriteRune(r)
	}
	flush(len(s))
	return out.String(), good >= 6 && good > 9*bad
}
