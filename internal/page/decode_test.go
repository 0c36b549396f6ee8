package page

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/unicode/norm"

	"parley"
)

const sample = "Hai nước đã nhất trí về việc mở lại đường biển và sẽ họp ở thủ đô trong tháng tới với những người của các bên."

// byRunes encodes a text by the reverse of a table of the upper half.
func byRunes(s string, table []rune) string {
	back := map[rune]byte{}
	for i, r := range table {
		back[r] = byte(0x80 + i)
	}
	var out strings.Builder
	for _, r := range s {
		if b, ok := back[r]; ok {
			out.WriteByte(b)
		} else {
			out.WriteByte(byte(r))
		}
	}
	return out.String()
}

// vni encodes by the reverse of the VNI tables.
func vni(s string) string {
	var out strings.Builder
	for _, r := range s {
		out.WriteString(vniRune(r))
	}
	return out.String()
}

func vniRune(r rune) string {
	for b, x := range vniLetters {
		if x == r {
			return string([]byte{b})
		}
	}
	for b, m := range vniMarks {
		for _, base := range "aeiouyơư" {
			if norm.NFC.String(string(base)+m) == string(r) {
				return vniRune(base) + string([]byte{b})
			}
		}
	}
	return string(r)
}

// win1258 encodes as keyboards of the time did: some letters whole, tones behind them.
func win1258(t *testing.T, s string) string {
	var out strings.Builder
	enc := charmap.Windows1258.NewEncoder()
	for _, r := range s {
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
			t.Fatal(err)
		}
		out.WriteString(b)
	}
	return out.String()
}

func TestDecode(t *testing.T) {
	lex := newLexicon(tableWords(t))
	wide := func(e unicode.Endianness, p unicode.BOMPolicy) string {
		s, _ := unicode.UTF16(e, p).NewEncoder().String(sample)
		return s
	}
	for _, c := range []struct {
		name, bytes, charset string
		html                 bool
		want, problem        string
	}{
		{"UTF-8", sample, "", false, sample, ""},
		{"with a mark", "\ufeff" + sample, "", false, sample, ""},
		{"decomposed", norm.NFD.String(sample), "", false, sample, ""},
		{"soft hyphens and zero widths stay", "a\u00adb\u200bc", "", false, "a\u00adb\u200bc", ""},
		{"a wrong declaration", sample, "windows-1252", false, sample, ""},
		{"one bad byte", sample + "\xff" + sample, "", false, sample + "\uFFFD" + sample, "invalid-utf8"},
		{"UTF-16 with a mark", wide(unicode.LittleEndian, unicode.UseBOM), "", false, sample, ""},
		{"UTF-16, big end", wide(unicode.BigEndian, unicode.UseBOM), "", false, sample, ""},
		{"UTF-16 without a mark", wide(unicode.LittleEndian, unicode.IgnoreBOM), "", false, sample, ""},
		{"windows-1258", win1258(t, sample), "windows-1258", false, sample, ""},
		{"windows-1258, guessed", win1258(t, sample), "", false, sample, "encoding-guessed"},
		{"windows-1258 by meta", `<meta charset="windows-1258">` + win1258(t, sample), "", true, `<meta charset="windows-1258">` + sample, ""},
		{"TCVN3", byRunes(sample, tcvn3Table), "", false, sample, "encoding-guessed"},
		{"VISCII", byRunes(sample, visciiTable), "", false, sample, "encoding-guessed"},
		{"VNI", vni(sample), "", false, sample, "encoding-guessed"},
		{"Western", "Le pr\xe9sident a \xe9t\xe9 re\xe7u", "", false, "Le président a été reçu", "encoding-guessed"},
	} {
		media := parley.MediaText
		if c.html {
			media = parley.MediaHTML
		}
		got, problems := lex.decode(&parley.Page{Bytes: []byte(c.bytes), Charset: c.charset, Media: media})
		if got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, got, c.want)
		}
		code := ""
		if len(problems) > 0 {
			code = problems[0].Code
		}
		if code != c.problem {
			t.Errorf("%s: problem %q, want %q", c.name, code, c.problem)
		}
	}
}
