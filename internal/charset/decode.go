package charset

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
	"golang.org/x/text/unicode/norm"

	"parley"
)

// Decode makes NFC text of bytes. declared is what the transport says of the encoding, ""
// where it says nothing; markup says that the bytes may declare it themselves, in an XML
// declaration or a meta element. The order of trust: byte order mark, the form of UTF-16 and
// UTF-32, bytes that are valid UTF-8, what is declared, what is most like a language.
func (d *Detector) Decode(b []byte, declared string, markup bool) (string, []parley.Problem) {
	text, problems := d.decode(b, declared, markup)
	if strings.IndexByte(text, 0) >= 0 {
		text = strings.ReplaceAll(text, "\x00", "\uFFFD")
		problems = append(problems, problem(Nul, "zero bytes were replaced"))
	}
	if !normal(text) {
		text = norm.NFC.String(text)
	}
	return text, problems
}

// normal tells whether s is in NFC. Only what is beyond ASCII is looked at, each stretch of
// it with the letter before it, which a mark may stand on.
func normal(s string) bool {
	for i := beyondASCII(s, 0); i < len(s); i = beyondASCII(s, i) {
		start := max(i-1, 0)
		for i < len(s) && s[i] >= utf8.RuneSelf {
			i++
		}
		if !norm.NFC.IsNormalString(s[start:i]) {
			return false
		}
	}
	return true
}

// decode makes text of bytes, not yet normalised.
func (d *Detector) decode(b []byte, declared string, markup bool) (string, []parley.Problem) {
	if rest, ok := bytes.CutPrefix(b, []byte("\xef\xbb\xbf")); ok {
		return d.valid(rest)
	}
	if e := Wide(b); e != nil {
		return with(e, b), nil
	}
	seven := sevenBit(b)
	if !seven && utf8.Valid(b) {
		return d.single(string(b), nil)
	}
	if declared == "" && markup {
		declared = Declared(b)
	}
	if seven {
		if e, name := charset.Lookup(declared); e != nil && stateful(name) {
			return with(e, b), nil
		}
		if name := shifted(b); name != "" {
			e, _ := charset.Lookup(name)
			return with(e, b), []parley.Problem{problem(Guessed, "read as "+name)}
		}
		return string(b), nil
	}
	if mostlyUTF8(b) {
		return d.valid(b)
	}
	if s, ok := d.declared(declared, b); ok {
		return s, nil
	}
	name, s := d.guess(b)
	if _, canonical := charset.Lookup(declared); canonical == name {
		return s, nil
	}
	problems := []parley.Problem{problem(Guessed, "read as "+name)}
	if declared != "" {
		problems = append(problems, problem(Wrong, "declared as "+parley.Plain(declared[:min(len(declared), 40)])))
	}
	return s, problems
}

// valid gives UTF-8 with what is wrong in it replaced or mended.
func (d *Detector) valid(b []byte) (string, []parley.Problem) {
	var problems []parley.Problem
	s := string(b)
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\uFFFD")
		problems = append(problems, problem(Invalid, "bytes that are no UTF-8 were replaced"))
	}
	return d.single(s, problems)
}

// single mends s where it was encoded twice.
func (d *Detector) single(s string, problems []parley.Problem) (string, []parley.Problem) {
	if mended, how := d.undouble(s); how != "" {
		return mended, append(problems, problem(Double, how))
	}
	return s, problems
}

// with decodes b; decoders of x/text replace what they cannot read.
func with(e encoding.Encoding, b []byte) string {
	s, err := e.NewDecoder().Bytes(b)
	if err != nil {
		return strings.ToValidUTF8(string(b), "\uFFFD")
	}
	return string(s)
}

// Wide gives the encoding of bytes in UTF-16 or UTF-32, told by their mark or by where
// zeros stand; nil for other bytes.
func Wide(b []byte) encoding.Encoding {
	switch {
	case bytes.HasPrefix(b, []byte{0xff, 0xfe, 0, 0}):
		return utf32.UTF32(utf32.LittleEndian, utf32.UseBOM)
	case bytes.HasPrefix(b, []byte{0, 0, 0xfe, 0xff}):
		return utf32.UTF32(utf32.BigEndian, utf32.UseBOM)
	case bytes.HasPrefix(b, []byte{0xff, 0xfe}):
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case bytes.HasPrefix(b, []byte{0xfe, 0xff}):
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	}
	head := b[:min(len(b), 4096)&^3]
	if len(head) < 16 || bytes.IndexByte(head, 0) < 0 {
		return nil
	}
	var zeros [4]int
	for i, c := range head {
		if c == 0 {
			zeros[i&3]++
		}
	}
	quarter := len(head) / 4
	all, few := func(i int) bool { return zeros[i]*50 > quarter*49 }, func(i int) bool { return zeros[i]*50 <= quarter+50 }
	switch {
	case all(0) && all(1) && few(3):
		return utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM)
	case all(2) && all(3) && few(0):
		return utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM)
	}
	even, odd, half := zeros[0]+zeros[2], zeros[1]+zeros[3], len(head)/2
	switch {
	case even*10 >= half*3 && odd*50 <= half+50:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	case odd*10 >= half*3 && even*50 <= half+50:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	}
	return nil
}

// mostlyUTF8 tells whether b is UTF-8 with little damage: far more whole characters of
// several bytes than broken ones.
func mostlyUTF8(b []byte) bool {
	good, bad := 0, 0
	for len(b) > 0 {
		if b[0] < utf8.RuneSelf {
			b = b[1:]
			continue
		}
		r, n := utf8.DecodeRune(b)
		if r == utf8.RuneError && n == 1 {
			bad++
		} else {
			good++
		}
		b = b[n:]
	}
	return good > 8*bad
}

// sevenBit tells whether all bytes are ASCII.
func sevenBit(b []byte) bool {
	for ; len(b) >= 8; b = b[8:] {
		if binary.LittleEndian.Uint64(b)&0x8080808080808080 != 0 {
			return false
		}
	}
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// stateful tells whether the encoding writes other letters in seven bits.
func stateful(canonical string) bool {
	return canonical == "iso-2022-jp" || canonical == "hz-gb-2312"
}

// Declared gives the encoding that markup declares near its start: in an XML declaration,
// else in a meta element; "" where there is none.
func Declared(b []byte) string {
	b = bytes.TrimLeft(bytes.TrimPrefix(b[:min(len(b), 16<<10)], []byte("\xef\xbb\xbf")), " \t\r\n")
	head := bytes.ToLower(b)
	if bytes.HasPrefix(head, []byte("<?xml")) {
		decl, _, _ := bytes.Cut(head, []byte("?>"))
		if name := value(decl, "encoding"); name != "" {
			return name
		}
	}
	for len(head) > 0 {
		i := bytes.IndexByte(head, '<')
		if i < 0 {
			return ""
		}
		head = head[i:]
		switch {
		case bytes.HasPrefix(head, []byte("<!--")):
			end := bytes.Index(head, []byte("-->"))
			if end < 0 {
				return ""
			}
			head = head[end:]
		case bytes.HasPrefix(head, []byte("<meta")):
			tag, rest, _ := bytes.Cut(head, []byte(">"))
			if name := value(tag, "charset"); name != "" {
				return name
			}
			head = rest
		default:
			head = head[1:]
		}
	}
	return ""
}

// value gives what stands behind key and "=" in the text of a tag.
func value(tag []byte, key string) string {
	for {
		i := bytes.Index(tag, []byte(key))
		if i < 0 {
			return ""
		}
		tag = bytes.TrimLeft(tag[i+len(key):], " \t\r\n")
		if rest, ok := bytes.CutPrefix(tag, []byte("=")); ok {
			rest = bytes.TrimLeft(rest, "\"' \t\r\n")
			if n := bytes.IndexAny(rest, "\"' />;\t\r\n"); n >= 0 {
				rest = rest[:n]
			}
			return string(rest)
		}
	}
}

// declared decodes b as the named encoding; ok is false where the name is unknown, says
// what is not true (UTF-8), or is the Western one that is declared by habit.
func (d *Detector) declared(name string, b []byte) (string, bool) {
	name = strings.ToLower(strings.TrimSpace(name))
	switch name {
	case "":
		return "", false
	case "tcvn", "tcvn3", "abc", "tcvn-5712", "tcvn5712-1", "tcvn5712", "x-viet-tcvn", "x-viet-tcvn5712", "x-viet-tcvn3":
		best := d.best(b, abc[:])
		return best.decode(b), true
	case "viscii", "csviscii", "viscii1.1-1", "x-viet-viscii":
		return fromVISCII(b), true
	case "vni", "vni-win", "x-viet-vni", "x-viet-vni-win":
		return fromVNI(b), true
	}
	e, canonical := charset.Lookup(name)
	if e == nil || canonical == "utf-8" || canonical == "windows-1252" || canonical == "replacement" || strings.HasPrefix(canonical, "utf-16") {
		return "", false
	}
	return with(e, b), true
}
