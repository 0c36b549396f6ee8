package charset

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// candidate is an encoding that is tried.
type candidate struct {
	name   string
	decode func([]byte) string
}

// western is what bytes are read as where nothing else fits.
var western = candidate{"windows-1252", func(b []byte) string { return with(charmap.Windows1252, b) }}

// abc are the two readings of TCVN3: with punctuation between the letters, as the fonts on
// Windows had, and with capitals there, as the standard says.
var abc = [...]candidate{{"TCVN3", fromABC}, {"TCVN3", fromTCVN3}}

// vietnamese are the encodings of one or two bytes a letter in which the language was
// written.
var vietnamese = []candidate{
	{"windows-1258", func(b []byte) string { return with(charmap.Windows1258, b) }},
	abc[0],
	abc[1],
	{"VISCII", fromVISCII},
	{"VNI", fromVNI},
}

// guessSample is how much of a page is looked at to guess its encoding.
const guessSample = 64 << 10

// guess gives the name of the encoding that the bytes are most like, and the text.
func (d *Detector) guess(b []byte) (string, string) {
	s := sample(b, guessSample)
	words := marked(s)
	west := d.spelling(norm.NFC.String(western.decode(words)))
	if west.bad == 0 { // only punctuation and words that are spelled well
		return western.name, western.decode(b)
	}
	best := d.best(words, vietnamese)
	if v := d.spelling(norm.NFC.String(best.decode(words))); v.sound() && v.score > west.score {
		return best.name, best.decode(b)
	}
	if c, ok := eastAsian(s); ok {
		return c.name, c.decode(b)
	}
	return western.name, western.decode(b)
}

// sample gives the n bytes of b that are looked at: they begin a little before the first
// byte beyond ASCII, which may stand behind much markup.
func sample(b []byte, n int) []byte {
	if len(b) <= n {
		return b
	}
	for i, c := range b {
		if c >= utf8.RuneSelf {
			from := max(0, i-256)
			return b[from:min(len(b), from+n)]
		}
	}
	return b[:n]
}

// marked gives the words of b with a byte that may be a letter beyond ASCII, in any
// encoding that is tried: the others say nothing of its spelling, and are most of a page.
func marked(b []byte) []byte {
	var out []byte
	start, plain := -1, true
	for i := 0; i <= len(b); i++ {
		c := byte(' ')
		if i < len(b) {
			c = b[i]
		}
		switch {
		case c >= utf8.RuneSelf || c < ' ' && c != '\t' && c != '\n' && c != '\r':
			if plain = false; start < 0 {
				start = i
			}
		case 'a' <= c|0x20 && c|0x20 <= 'z':
			if start < 0 {
				start = i
			}
		default:
			if !plain {
				out = append(append(out, b[start:i]...), ' ')
			}
			start, plain = -1, true
		}
	}
	return out
}

// best gives the candidate under which b is spelled best; the first of equals.
func (d *Detector) best(b []byte, list []candidate) candidate {
	best, most := list[0], 0
	for i, c := range list {
		if v := d.spelling(norm.NFC.String(c.decode(b))); i == 0 || v.score > most {
			best, most = c, v.score
		}
	}
	return best
}

// verdict counts the letters of words that hold a letter beyond ASCII: in well-formed
// syllables, and in others. Signs of a wrong reading are counted with the others. Words of
// one letter count for the score alone: a sign in one encoding is a letter in another.
type verdict struct{ good, bad, score int }

// sound tells whether a text is spelled so well that its reading must be right, where some
// old encoding it must be.
func (v verdict) sound() bool { return v.good >= 4 && v.good > 2*v.bad }

// certain tells the same where the text may as well be what it looks like.
func (v verdict) certain() bool { return v.good >= 24 && v.good > 9*v.bad }

// spelling judges a text.
func (d *Detector) spelling(text string) verdict {
	var v verdict
	single := 0
	start, plain := -1, true
	word := func(end int) {
		if start >= 0 && !plain {
			n := utf8.RuneCountInString(text[start:end])
			switch ok := d.syllable(text[start:end]); {
			case n == 1 && ok:
				single++
			case n == 1:
				single--
			case ok:
				v.good += n
			default:
				v.bad += n
			}
		}
		start, plain = -1, true
	}
	for i, r := range text {
		switch {
		case 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z':
			if start < 0 {
				start = i
			}
		case r < utf8.RuneSelf:
			word(i)
		case unicode.IsLetter(r) || unicode.Is(unicode.Mn, r):
			if start < 0 {
				start = i
			}
			plain = false
		default:
			if start >= 0 && !punctuation(r) { // a sign inside a word
				plain = false
				v.bad += 2
			}
			word(i)
			if r == utf8.RuneError || unicode.IsControl(r) {
				v.bad += 2
			} else if !punctuation(r) {
				v.bad++
			}
		}
	}
	word(len(text))
	v.score = v.good - v.bad + single
	return v
}

// punctuation tells whether r is a sign beyond ASCII that stands in good text of any
// language: quotation marks, dashes, dots, spaces, currency.
func punctuation(r rune) bool {
	return r >= 0x2010 && r <= 0x203a || r == 0xa0 || r == 0xab || r == 0xbb || r == 0xb0 || r == 0x20ac || r == 0x2122 || r == 0xa9 || r == 0xae
}

// syllable tells whether a word in NFC is an initial and a rhyme, in lower or upper case
// throughout, or capitalised.
func (d *Detector) syllable(word string) bool {
	if len(word) > 32 || d.rhymes == nil {
		return false
	}
	var low strings.Builder
	tones, upper, lower, n := 0, 0, 0, 0
	for _, r := range norm.NFD.String(word) {
		switch r {
		case 0x300, 0x301, 0x303, 0x309, 0x323:
			tones++
			continue
		}
		if unicode.IsUpper(r) {
			upper++
			if n > 0 && lower > 0 {
				return false
			}
		} else if unicode.IsLower(r) {
			lower++
			if upper > 1 {
				return false
			}
		}
		n++
		low.WriteRune(unicode.ToLower(r))
	}
	if tones > 1 {
		return false
	}
	s := norm.NFC.String(low.String())
	for i := min(d.longest, len(s)); i >= 0; i-- {
		if d.initials[s[:i]] && d.rhymes[s[i:]] {
			return true
		}
	}
	return false
}
