package charset

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// This file encodes text in the old ways, for the tests alone.

// encoders are the encodings that statistics must tell apart.
var encoders = []struct {
	name   string
	encode func(*testing.T, string) string
}{
	{"windows-1258", win1258},
	{"TCVN3", func(_ *testing.T, s string) string { return byRunes(s, tcvn3Table) }},
	{"VISCII", func(_ *testing.T, s string) string { return byRunes(s, visciiTable) }},
	{"VNI", func(_ *testing.T, s string) string { return vni(s) }},
}

// byRunes encodes a text by the reverse of a table of the upper half. What the table lacks
// becomes a question mark, typographic quotes straight ones.
func byRunes(s string, table []rune) string {
	back := map[rune]byte{}
	for i, r := range table {
		back[r] = byte(0x80 + i)
	}
	low := tcvn3Low
	if table[0] == visciiTable[0] {
		low = visciiLow
	}
	for b, r := range low {
		back[r] = b
	}
	var out strings.Builder
	for _, r := range plainQuotes.Replace(s) {
		switch b, ok := back[r]; {
		case ok:
			out.WriteByte(b)
		case r < 0x80:
			out.WriteByte(byte(r))
		default:
			out.WriteByte('?')
		}
	}
	return out.String()
}

// plainQuotes writes punctuation as typewriters had it.
var plainQuotes = strings.NewReplacer("“", `"`, "”", `"`, "‘", "'", "’", "'", "–", "-", "—", "-", "…", "...", "\u00a0", " ", "\u200b", "", "\ufeff", "")

// vni encodes by the reverse of the VNI tables.
func vni(s string) string {
	var out strings.Builder
	for _, r := range plainQuotes.Replace(s) {
		out.WriteString(vniRune(r))
	}
	return out.String()
}

func vniRune(r rune) string {
	if r < 0x80 {
		return string(r)
	}
	if s, ok := vniCodes[r]; ok {
		return s
	}
	return "?"
}

// vniCodes are the bytes of each letter.
var vniCodes = func() map[rune]string {
	m := map[rune]string{}
	for b, r := range vniLetters {
		m[r] = string([]byte{b})
	}
	for b, mark := range vniMarks {
		for _, base := range "aeiouyAEIOUYơưƠƯ" {
			whole := []rune(norm.NFC.String(string(base) + mark))
			if len(whole) != 1 || m[whole[0]] != "" {
				continue
			}
			code, mb := m[base], b
			if base < 0x80 {
				code = string(base)
			}
			if strings.ContainsRune("AEIOUYƠƯ", base) {
				mb &^= 0x20
			}
			m[whole[0]] = code + string([]byte{mb})
		}
	}
	return m
}()

// win1258 encodes as keyboards of the time did: some letters whole, tones behind them.
func win1258(t *testing.T, s string) string {
	var out strings.Builder
	enc := charmap.Windows1258.NewEncoder()
	for _, r := range norm.NFC.String(s) {
		if b, err := enc.String(string(r)); err == nil {
			out.WriteString(b)
			continue
		}
		d := []rune(norm.NFD.String(string(r)))
		base, tone := string(d[0]), ""
		for _, m := range d[1:] {
			if m == 0x302 || m == 0x306 || m == 0x31b {
				base = norm.NFC.String(base + string(m))
			} else {
				tone += string(m)
			}
		}
		b, err := enc.String(base + tone)
		if err != nil {
			b = "?"
		}
		out.WriteString(b)
	}
	return out.String()
}
