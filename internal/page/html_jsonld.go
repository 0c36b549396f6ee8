package page

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// This file reads JSON-LD as publishers write it: with line feeds inside strings, quotation
// marks that are not escaped, commas too many or too few, inside comments or CDATA, cut
// off. What can be read is read; nothing is an error.

// Limits of the JSON-LD of a page.
const (
	maxScript   = 1 << 20 // bytes of one script
	maxLinked   = 20_000  // values
	maxLinkDeep = 40      // levels; what lies deeper is passed over
	maxLDString = 64 << 10
)

// linked is a JSON value: a string, number or word (str), or what it holds. The keys of an
// object stand beside its values.
type linked struct {
	str  string
	keys []string
	list []linked
	kind linkedKind
}

type linkedKind uint8

const (
	linkedNone linkedKind = iota
	linkedString
	linkedWord // a number, true, false, null
	linkedArray
	linkedObject
)

// get gives the value of a key of an object.
func (v *linked) get(key string) *linked {
	for i, k := range v.keys {
		if k == key {
			return &v.list[i]
		}
	}
	return &noValue
}

// noValue is what an object has under keys that it lacks. It is never written.
var noValue linked

// text gives a string, a number, or the text of {"@value": …} and of an array's first
// member; "" for what has none.
func (v *linked) text() string {
	switch v.kind {
	case linkedString:
		return strings.TrimSpace(v.str)
	case linkedWord:
		if v.str != "null" {
			return v.str
		}
	case linkedArray:
		for i := range v.list {
			if s := v.list[i].text(); s != "" {
				return s
			}
		}
	case linkedObject:
		return v.get("@value").text()
	}
	return ""
}

// each calls f with the members of an array, or with the value itself.
func (v *linked) each(f func(*linked)) {
	switch v.kind {
	case linkedArray:
		for i := range v.list {
			f(&v.list[i])
		}
	case linkedNone:
	default:
		f(v)
	}
}

// types gives the @type of an object, in lower case and without the prefix of a schema.
func (v *linked) types() []string {
	var out []string
	v.get("@type").each(func(t *linked) {
		s := strings.ToLower(t.text())
		if i := strings.LastIndexAny(s, "/:#"); i >= 0 {
			s = s[i+1:]
		}
		if s != "" {
			out = append(out, s)
		}
	})
	return out
}

// linkedReader reads JSON. left counts the values that may still be read.
type linkedReader struct {
	s    string
	at   int
	left int
}

// readLinked reads the values of a script: usually one, sometimes several in a row.
func readLinked(script string) []linked {
	r := linkedReader{s: cleanScript(script), left: maxLinked}
	var out []linked
	for r.left > 0 {
		i := strings.IndexAny(r.s[r.at:], "{[")
		if i < 0 {
			break
		}
		r.at += i
		out = append(out, r.value(0))
	}
	return out
}

// cleanScript takes off what stands around JSON in a script. Where the quotation marks are
// written as entities, they are resolved.
func cleanScript(s string) string {
	if len(s) > maxScript {
		s = s[:maxScript]
	}
	if !strings.Contains(s, `"`) && strings.Contains(s, "&quot;") {
		s = html.UnescapeString(s)
	}
	return s
}

// space passes over white space, commas and semicolons that mean nothing here.
func (r *linkedReader) space() {
	for r.at < len(r.s) {
		switch c := r.s[r.at]; {
		case c <= ' ' || c == ',' || c == ';' || c == 0xef || c == 0xbb || c == 0xbf:
			r.at++
		case c == '/' && strings.HasPrefix(r.s[r.at:], "/*"):
			r.skipTo("*/")
		default:
			return
		}
	}
}

// skipTo passes over all up to the end of mark.
func (r *linkedReader) skipTo(mark string) {
	if i := strings.Index(r.s[r.at:], mark); i >= 0 {
		r.at += i + len(mark)
	} else {
		r.at = len(r.s)
	}
}

// value reads one value.
func (r *linkedReader) value(depth int) linked {
	r.space()
	r.left--
	if r.at >= len(r.s) || r.left <= 0 {
		r.at = len(r.s)
		return linked{}
	}
	switch r.s[r.at] {
	case '{', '[':
		return r.group(depth)
	case '"':
		return linked{kind: linkedString, str: r.quoted()}
	}
	from := r.at
	for r.at < len(r.s) && !strings.ContainsRune(",:]}{[\"\n", rune(r.s[r.at])) {
		r.at++
	}
	if r.at == from {
		r.at++ // a mark that has no place here
		return linked{}
	}
	return linked{kind: linkedWord, str: strings.TrimSpace(r.s[from:r.at])}
}

// group reads an object or an array. Below maxLinkDeep its members are read and dropped.
func (r *linkedReader) group(depth int) linked {
	v := linked{kind: linkedArray}
	end := byte(']')
	if r.s[r.at] == '{' {
		v.kind, end = linkedObject, '}'
	}
	r.at++
	if depth >= maxLinkDeep {
		r.skipGroup()
		return linked{}
	}
	for {
		r.space()
		if r.at >= len(r.s) {
			return v
		}
		if c := r.s[r.at]; c == '}' || c == ']' {
			r.at++
			if c == end || depth > 0 {
				return v
			}
			continue
		}
		key := ""
		if v.kind == linkedObject {
			k := r.value(depth + 1)
			key = k.str
			r.space()
			if r.at >= len(r.s) || r.s[r.at] != ':' {
				continue // no key: passed over
			}
			r.at++
		}
		m := r.value(depth + 1)
		if v.kind == linkedObject {
			if m.kind == linkedNone {
				continue
			}
			v.keys = append(v.keys, key)
		}
		v.list = append(v.list, m)
	}
}

// skipGroup passes over the rest of a group whose opening mark is read.
func (r *linkedReader) skipGroup() {
	for open := 1; r.at < len(r.s) && open > 0; {
		switch r.s[r.at] {
		case '{', '[':
			open++
		case '}', ']':
			open--
		case '"':
			r.quoted()
			continue
		}
		r.at++
	}
}

// quoted reads a string that begins at a quotation mark.
func (r *linkedReader) quoted() string {
	r.at++
	from := r.at
	plain := true
	for r.at < len(r.s) {
		switch c := r.s[r.at]; {
		case c == '\\':
			plain = false
			r.at++
		case c == '"' && r.ends():
			s := r.s[from:r.at]
			r.at++
			return unescape(s, plain)
		}
		r.at++
	}
	r.at = len(r.s)
	return unescape(r.s[min(from, len(r.s)):], plain)
}

// ends tells whether the quotation mark at r.at ends its string: what follows is a mark of
// JSON. Others belong to the text and were not escaped.
func (r *linkedReader) ends() bool {
	for i := r.at + 1; i < len(r.s) && i < r.at+200; i++ {
		switch r.s[i] {
		case ' ', '\t', '\n', '\r':
			if r.s[i] == '\n' {
				return true
			}
		case ',', ':', '}', ']':
			return true
		default:
			return false
		}
	}
	return true
}

// unescape resolves the escapes of a string; white space becomes plain.
func unescape(s string, plain bool) string {
	if len(s) > maxLDString {
		cut := maxLDString
		for cut > 0 && !utf8.RuneStart(s[cut]) {
			cut--
		}
		s = s[:cut]
	}
	if plain {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 >= len(s) {
			b.WriteByte(s[i])
			continue
		}
		i++
		switch s[i] {
		case 'n':
			b.WriteByte('\n')
		case 'r', 't', 'f', 'b':
			b.WriteByte(' ')
		case 'u':
			r, n := hexRune(s[i+1:])
			if r >= 0xd800 && r < 0xdc00 && strings.HasPrefix(s[i+1+n:], `\u`) {
				low, k := hexRune(s[i+3+n:])
				if low >= 0xdc00 && low < 0xe000 {
					r, n = (r-0xd800)<<10+(low-0xdc00)+0x10000, n+2+k
				}
			}
			if n > 0 && utf8.ValidRune(r) {
				b.WriteRune(r)
			}
			i += n
		default:
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

// hexRune reads four hexadecimal figures.
func hexRune(s string) (rune, int) {
	if len(s) < 4 {
		return 0, 0
	}
	n, err := strconv.ParseUint(s[:4], 16, 32)
	if err != nil {
		return 0, 0
	}
	return rune(n), 4
}
