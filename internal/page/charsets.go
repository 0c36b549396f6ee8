package page

import "strings"

// This file reads the Vietnamese charsets of one byte a letter that no Go library has.

// tcvn3 is the upper half of TCVN3 (ABC fonts, TCVN 5712 VN1).
const tcvn3 = "" +
	"ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ" +
	"\u00a0ĂÂÊÔƠƯĐăâêôơưđẰ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴ" +
	"ẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịò" +
	"ỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ"

// viscii is the upper half of VISCII (RFC 1456); its six letters below the space are in
// visciiLow.
const viscii = "" +
	"ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ" +
	"ÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ" +
	"ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡư" +
	"àáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"

var (
	tcvn3Table  = []rune(tcvn3)
	visciiTable = []rune(viscii)
	visciiLow   = map[byte]rune{0x02: 'Ẳ', 0x05: 'Ẵ', 0x06: 'Ẫ', 0x14: 'Ỷ', 0x19: 'Ỹ', 0x1e: 'Ỵ'}
)

// fromTCVN3 decodes TCVN3.
func fromTCVN3(b []byte) string { return byTable(b, tcvn3Table, nil) }

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
		0xf1: 'đ', 0xf4: 'ơ', 0xf6: 'ư', 0xed: 'í', 0xec: 'ì', 0xe6: 'ỉ', 0xf3: 'ĩ', 0xf2: 'ị', 0xee: 'ỵ',
		0xd1: 'Đ', 0xd4: 'Ơ', 0xd6: 'Ư', 0xcd: 'Í', 0xcc: 'Ì', 0xc6: 'Ỉ', 0xd3: 'Ĩ', 0xd2: 'Ị', 0xce: 'Ỵ',
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
		default:
			s.WriteRune('\uFFFD')
		}
	}
	return s.String()
}

// vniBase tells whether a mark may follow the byte.
func vniBase(c byte) bool {
	return strings.IndexByte("aeiouyAEIOUY\xf4\xf6\xd4\xd6", c) >= 0
}
