package page

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/unicode/norm"

	"parley"
)

// decode makes NFC text of a page's bytes. The order of trust: byte order mark, bytes that
// are valid UTF-8, what is declared, what looks most like a language.
func (l *lexicon) decode(p *parley.Page) (string, []parley.Problem) {
	text, problems := l.decodeBytes(p.Bytes, p.Charset, p.Media == parley.MediaHTML)
	if strings.IndexByte(text, 0) >= 0 {
		text = strings.ReplaceAll(text, "\x00", "\uFFFD")
		problems = append(problems, parley.Problem{Code: "nul", Detail: "zero bytes were replaced"})
	}
	if !norm.NFC.IsNormalString(text) {
		text = norm.NFC.String(text)
	}
	return text, problems
}

// decodeBytes makes text of bytes, not yet normalised.
func (l *lexicon) decodeBytes(b []byte, declared string, markup bool) (string, []parley.Problem) {
	if rest, ok := bytes.CutPrefix(b, []byte("\xef\xbb\xbf")); ok {
		return valid(rest)
	}
	if big, ok := wide(b); ok {
		order := unicode.LittleEndian
		if big {
			order = unicode.BigEndian
		}
		return with(unicode.UTF16(order, unicode.UseBOM), b), nil
	}
	if utf8.Valid(b) {
		return string(b), nil
	}
	if mostlyUTF8(b) {
		return valid(b)
	}
	if declared == "" && markup {
		declared = metaCharset(b)
	}
	if s, ok := l.declared(declared, b); ok {
		return s, nil
	}
	name, s := l.guess(b)
	return s, []parley.Problem{{Code: "encoding-guessed", Detail: "read as " + name}}
}

// valid gives UTF-8 with what is wrong in it replaced.
func valid(b []byte) (string, []parley.Problem) {
	if utf8.Valid(b) {
		return string(b), nil
	}
	return strings.ToValidUTF8(string(b), "\uFFFD"), []parley.Problem{{Code: "invalid-utf8", Detail: "bytes that are no UTF-8 were replaced"}}
}

// with decodes b; decoders of x/text replace what they cannot read.
func with(e encoding.Encoding, b []byte) string {
	s, err := e.NewDecoder().Bytes(b)
	if err != nil {
		return strings.ToValidUTF8(string(b), "\uFFFD")
	}
	return string(s)
}

// wide tells whether b is UTF-16, by its mark or by zeros on one side only.
func wide(b []byte) (bigEndian, ok bool) {
	switch {
	case bytes.HasPrefix(b, []byte{0xff, 0xfe}):
		return false, true
	case bytes.HasPrefix(b, []byte{0xfe, 0xff}):
		return true, true
	}
	head := b[:min(len(b), 4096)]
	var zeros [2]int
	for i, c := range head {
		if c == 0 {
			zeros[i%2]++
		}
	}
	half := len(head) / 2
	if half < 8 || max(zeros[0], zeros[1])*10 < half*3 || min(zeros[0], zeros[1])*50 > half {
		return false, false
	}
	return zeros[0] > zeros[1], true
}

// mostlyUTF8 tells whether b is UTF-8 with little damage: far more whole characters of
// several bytes than broken ones.
func mostlyUTF8(b []byte) bool {
	good, bad := 0, 0
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		switch {
		case r == utf8.RuneError && n == 1:
			bad++
		case n > 1:
			good++
		}
		b = b[n:]
	}
	return good > 8*bad
}

// metaCharset gives the charset that the head of a page in HTML declares.
func metaCharset(b []byte) string {
	head := bytes.ToLower(b[:min(len(b), 4096)])
	i := bytes.Index(head, []byte("charset="))
	if i < 0 {
		return ""
	}
	rest := bytes.TrimLeft(head[i+len("charset="):], `"' `)
	n := bytes.IndexAny(rest, `"' />;`)
	if n < 0 {
		return ""
	}
	return string(rest[:n])
}

// declared decodes b as the named charset; ok is false where the name is unknown, says
// what is not true (UTF-8), or is the Western one that is declared by habit.
func (l *lexicon) declared(name string, b []byte) (string, bool) {
	name = strings.ToLower(strings.TrimSpace(name))
	switch name {
	case "":
		return "", false
	case "tcvn", "tcvn3", "tcvn-5712", "tcvn5712-1", "x-viet-tcvn":
		return fromTCVN3(b), true
	case "viscii", "x-viet-viscii":
		return fromVISCII(b), true
	case "vni", "x-viet-vni":
		return fromVNI(b), true
	}
	e, canonical := charset.Lookup(name)
	if e == nil || canonical == "utf-8" || canonical == "windows-1252" || canonical == "replacement" {
		return "", false
	}
	return with(e, b), true
}

// guessSample is how much of a page is looked at to guess its charset.
const guessSample = 64 << 10

// guess tries the charsets in which Vietnamese was written, and the Western one, and takes
// the one under which most words are known.
func (l *lexicon) guess(b []byte) (string, string) {
	sample := b[:min(len(b), guessSample)]
	best, most := charsets[0], -1
	for _, c := range charsets {
		if n := l.known(norm.NFC.String(c.decode(sample))); n > most {
			best, most = c, n
		}
	}
	return best.name, best.decode(b)
}

// known counts the words of a text that stand in a list of frequent words with letters
// beyond ASCII, less the signs of a wrong reading.
func (l *lexicon) known(text string) int {
	n := 0
	for _, t := range tokenize(text, nil) {
		if len(t.low) == utf8.RuneCountInString(t.low) {
			continue
		}
		for _, list := range l.languages {
			if list[t.low] {
				n++
			}
		}
	}
	return n - strings.Count(text, "\uFFFD")
}

// charsets are those that are tried, the first where nothing tells them apart.
var charsets = []struct {
	name   string
	decode func([]byte) string
}{
	{"windows-1252", func(b []byte) string { return with(charmap.Windows1252, b) }},
	{"windows-1258", func(b []byte) string { return with(charmap.Windows1258, b) }},
	{"TCVN3", fromTCVN3},
	{"VISCII", fromVISCII},
	{"VNI", fromVNI},
}
