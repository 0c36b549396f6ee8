package charset

import (
	"strings"
	"unicode"

	"golang.org/x/text/encoding/charmap"
)

// This file reads the Vietnamese encodings of one byte a letter that no Go library has.

// tcvn3 is the upper half of TCVN3 (ABC fonts, TCVN 5712 VN1); its twelve letters below the
// space are in tcvn3Low.
const tcvn3 = "" +
	"\u00c0\u1ea2\u00c3\u00c1\u1ea0\u1eb6\u1eac\u00c8\u1eba\u1ebc\u00c9\u1eb8\u1ec6\u00cc\u1ec8\u0128\u00cd\u1eca\u00d2\u1ece\u00d5\u00d3\u1ecc\u1ed8\u1edc\u1ede\u1ee0\u1eda\u1ee2\u00d9\u1ee6\u0168" +
	"\u00a0\u0102\u00c2\u00ca\u00d4\u01a0\u01af\u0110\u0103\u00e2\u00ea\u00f4\u01a1\u01b0\u0111\u1eb0\u0300\u0309\u0303\u0301\u0323\u00e0\u1ea3\u00e3\u00e1\u1ea1\u1eb2\u1eb1\u1eb3\u1eb5\u1eaf\u1eb4" +
	"\u1eae\u1ea6\u1ea8\u1eaa\u1ea4\u1ec0\u1eb7\u1ea7\u1ea9\u1eab\u1ea5\u1ead\u00e8\u1ec2\u1ebb\u1ebd\u00e9\u1eb9\u1ec1\u1ec3\u1ec5\u1ebf\u1ec7\u00ec\u1ec9\u1ec4\u1ebe\u1ed2\u0129\u00ed\u1ecb\u00f2" +
	"\u1ed4\u1ecf\u00f5\u00f3\u1ecd\u1ed3\u1ed5\u1ed7\u1ed1\u1ed9\u1edd\u1edf\u1ee1\u1edb\u1ee3\u00f9\u1ed6\u1ee7\u0169\u00fa\u1ee5\u1eeb\u1eed\u1eef\u1ee9\u1ef1\u1ef3\u1ef7\u1ef9\u00fd\u1ef5\u1ed0"

// viscii is the upper half of VISCII (RFC 1456); its six letters below the space are in
// visciiLow.
const viscii = "" +
	"\u1ea0\u1eae\u1eb0\u1eb6\u1ea4\u1ea6\u1ea8\u1eac\u1ebc\u1eb8\u1ebe\u1ec0\u1ec2\u1ec4\u1ec6\u1ed0\u1ed2\u1ed4\u1ed6\u1ed8\u1ee2\u1eda\u1edc\u1ede\u1eca\u1ece\u1ecc\u1ec8\u1ee6\u0168\u1ee4\u1ef2" +
	"\u00d5\u1eaf\u1eb1\u1eb7\u1ea5\u1ea7\u1ea9\u1ead\u1ebd\u1eb9\u1ebf\u1ec1\u1ec3\u1ec5\u1ec7\u1ed1\u1ed3\u1ed5\u1ed7\u1ee0\u01a0\u1ed9\u1edd\u1edf\u1ecb\u1ef0\u1ee8\u1eea\u1eec\u01a1\u1edb\u01af" +
	"\u00c0\u00c1\u00c2\u00c3\u1ea2\u0102\u1eb3\u1eb5\u00c8\u00c9\u00ca\u1eba\u00cc\u00cd\u0128\u1ef3\u0110\u1ee9\u00d2\u00d3\u00d4\u1ea1\u1ef7\u1eeb\u1eed\u00d9\u00da\u1ef9\u1ef5\u00dd\u1ee1\u01b0" +
	"\u00e0\u00e1\u00e2\u00e3\u1ea3\u0103\u1eef\u1eab\u00e8\u00e9\u00ea\u1ebb\u00ec\u00ed\u0129\u1ec9\u0111\u1ef1\u00f2\u00f3\u00f4\u00f5\u1ecf\u1ecd\u1ee5\u00f9\u00fa\u0169\u1ee7\u00fd\u1ee3\u1eee"

var (
	tcvn3Table = []rune(tcvn3)
	tcvn3Low   = map[byte]rune{
		0x01: '\u00da', 0x02: '\u1ee4', 0x04: '\u1eea', 0x05: '\u1eec', 0x06: '\u1eee', 0x11: '\u1ee8', 0x12: '\u1ef0', 0x13: '\u1ef2', 0x14: '\u1ef6', 0x15: '\u1ef8', 0x16: '\u00dd', 0x17: '\u1ef4',
	}
	visciiTable = []rune(viscii)
	visciiLow   = map[byte]rune{0x02: '\u1eb2', 0x05: '\u1eb4', 0x06: '\u1eaa', 0x14: '\u1ef6', 0x19: '\u1ef8', 0x1e: '\u1ef4'}
)

// fromTCVN3 decodes TCVN3 as the standard says.
func fromTCVN3(b []byte) string { return capitals(byTable(b, tcvn3Table, tcvn3Low)) }

// fromABC decodes TCVN3 as its fonts on Windows had it: with the Western punctuation where
// the standard has capitals.
func fromABC(b []byte) string {
	t := append([]rune(nil), tcvn3Table...)
	for c := range 0x20 {
		t[c] = charmap.Windows1252.DecodeByte(byte(0x80 + c))
	}
	return capitals(byTable(b, t, nil))
}

// capitals brings the marked letters of a word in capitals to capitals: the fonts had them
// at the codes of the small ones.
func capitals(s string) string {
	rs := []rune(s)
	for i := 0; i < len(rs); {
		if !unicode.IsLetter(rs[i]) {
			i++
			continue
		}
		j, upper, lower := i, 0, 0
		for ; j < len(rs) && unicode.IsLetter(rs[j]); j++ {
			if 'A' <= rs[j] && rs[j] <= 'Z' {
				upper++
			} else if 'a' <= rs[j] && rs[j] <= 'z' {
				lower++
			}
		}
		if lower == 0 && upper > 1 {
			for k := i; k < j; k++ {
				rs[k] = unicode.ToUpper(rs[k])
			}
		}
		i = j
	}
	return string(rs)
}

// fromVISCII decodes VISCII.
func fromVISCII(b []byte) string { return byTable(b, visciiTable, visciiLow) }

// byTable decodes bytes by a table of the upper half and exceptions in the lower.
func byTable(b []byte, upper []rune, low map[byte]rune) string {
	var s strings.Builder
	s.Grow(len(b) + len(b)/2)
	for _, c := range b {
		switch r, ok := low[c]; {
		case ok:
			s.WriteRune(r)
		case c < 0x80:
			s.WriteByte(c)
		default:
			s.WriteRune(upper[c-0x80])
		}
	}
	return s.String()
}

// VNI writes a letter as its base and a second byte for the marks above and below.
var (
	vniMarks = map[byte]string{
		0xf9: "\u0301", 0xf8: "\u0300", 0xfb: "\u0309", 0xf5: "\u0303", 0xef: "\u0323",
		0xe2: "\u0302", 0xe1: "\u0302\u0301", 0xe0: "\u0302\u0300", 0xe5: "\u0302\u0309", 0xe3: "\u0302\u0303", 0xe4: "\u0302\u0323",
		0xea: "\u0306", 0xe9: "\u0306\u0301", 0xe8: "\u0306\u0300", 0xfa: "\u0306\u0309", 0xfc: "\u0306\u0303", 0xeb: "\u0306\u0323",
	}
	vniLetters = map[byte]rune{
		0xf1: '\u0111', 0xf4: '\u01a1', 0xf6: '\u01b0', 0xed: '\u00ed', 0xec: '\u00ec', 0xe6: '\u1ec9', 0xf3: '\u0129', 0xf2: '\u1ecb', 0xee: '\u1ef5',
		0xd1: '\u0110', 0xd4: '\u01a0', 0xd6: '\u01af', 0xcd: '\u00cd', 0xcc: '\u00cc', 0xc6: '\u1ec8', 0xd3: '\u0128', 0xd2: '\u1eca', 0xce: '\u1ef4',
	}
)

// fromVNI decodes VNI for Windows. Marks come out combining; NFC joins them.
func fromVNI(b []byte) string {
	var s strings.Builder
	s.Grow(len(b) + len(b)/2)
	for i, c := range b {
		if r, ok := vniLetters[c]; ok {
			s.WriteRune(r)
			continue
		}
		mark, ok := vniMarks[c|0x20]
		switch {
		case ok && c >= 0xc0 && i > 0 && vniBase(b[i-1]):
			s.WriteString(mark)
		case c < 0x80:
			s.WriteByte(c)
		case c < 0xa0:
			s.WriteRune(charmap.Windows1252.DecodeByte(c))
		default:
			s.WriteRune(rune(c))
		}
	}
	return s.String()
}

// vniBase tells whether a mark may follow the byte.
func vniBase(c byte) bool {
	return strings.IndexByte("aeiouyAEIOUY\xf4\xf6\xd4\xd6", c) >= 0
}
