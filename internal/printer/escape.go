package printer

// This file writes values so that they stay texts: as html/template does between tags and in
// quoted attributes.

import (
	"fmt"
	"html/template"
	"reflect"
	"strconv"
	"strings"
	"text/template/parse"
)

// write appends a value.
type write func(out []byte, v reflect.Value) []byte

// escaper understands the escapers that html/template put behind a value.
func escaper(cmds []*parse.CommandNode) (write, error) {
	var names []string
	for _, c := range cmds {
		f, ok := c.Args[0].(*parse.IdentifierNode)
		if !ok || len(c.Args) != 1 {
			return nil, fmt.Errorf("%s: the printer cannot do this", c)
		}
		names = append(names, strings.TrimPrefix(f.Ident, "_html_template_"))
	}
	switch what := strings.Join(names, " "); what {
	case "htmlescaper":
		return between, nil
	case "attrescaper", "rcdataescaper":
		return func(out []byte, v reflect.Value) []byte { return quoted(out, text(v)) }, nil
	case "urlfilter urlnormalizer attrescaper":
		return func(out []byte, v reflect.Value) []byte { return address(out, harmless(text(v)), true) }, nil
	case "urlnormalizer attrescaper":
		return func(out []byte, v reflect.Value) []byte { return address(out, text(v), true) }, nil
	case "urlescaper attrescaper":
		return func(out []byte, v reflect.Value) []byte { return address(out, text(v), false) }, nil
	default:
		return nil, fmt.Errorf("the printer cannot escape by %q", what)
	}
}

var htmlType = reflect.TypeFor[template.HTML]()

// between writes a value between tags: text escaped, markup as it is.
func between(out []byte, v reflect.Value) []byte {
	if x := open(v); x.IsValid() && x.Type() == htmlType {
		return append(out, x.String()...)
	}
	return quoted(out, text(v))
}

// text is a value as text.
func text(v reflect.Value) string {
	v = open(v)
	for v.IsValid() && v.Kind() == reflect.Pointer && !v.IsNil() {
		v = v.Elem()
	}
	if !v.IsValid() || v.Kind() == reflect.Pointer {
		fail("there is nothing to print")
	}
	if v.Type().PkgPath() == htmlType.PkgPath() {
		fail("%s cannot be printed here", v.Type())
	}
	if v.Type().NumMethod() == 0 {
		switch {
		case v.Kind() == reflect.String:
			return v.String()
		case v.CanInt():
			return strconv.FormatInt(v.Int(), 10)
		}
	}
	return fmt.Sprint(v.Interface())
}

// marks are what letters of markup are written as.
var marks = [128]string{0: "\uFFFD", '"': "&#34;", '&': "&amp;", '\'': "&#39;", '+': "&#43;", '<': "&lt;", '>': "&gt;"}

// quoted appends text in which no letter is markup.
func quoted(out []byte, s string) []byte {
	from := 0
	for i := range len(s) {
		if c := s[i]; c < 128 && marks[c] != "" {
			out = append(append(out, s[from:i]...), marks[c]...)
			from = i + 1
		}
	}
	return append(out, s[from:]...)
}

// harmless is an address that is no script.
func harmless(s string) string {
	if scheme, _, ok := strings.Cut(s, ":"); ok && !strings.Contains(scheme, "/") {
		if !strings.EqualFold(scheme, "http") && !strings.EqualFold(scheme, "https") && !strings.EqualFold(scheme, "mailto") {
			return "#ZgotmplZ"
		}
	}
	return s
}

// How letters of an address are written.
const (
	plainLetter    = 'p'
	reservedLetter = 'r' // in a whole address as it is
)

var letters = func() (t [256]byte) {
	for c := range t {
		switch {
		case 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("-._~", byte(c)) >= 0:
			t[c] = plainLetter
		case strings.IndexByte("!#$&*+,/:;=?@[]", byte(c)) >= 0:
			t[c] = reservedLetter
		}
	}
	return t
}()

// address appends an address (whole) or a part of one for an attribute.
func address(out []byte, s string, whole bool) []byte {
	const digits = "0123456789abcdef"
	for i := range len(s) {
		c := s[i]
		kind := letters[c]
		switch {
		case kind == plainLetter:
			out = append(out, c)
		case kind == reservedLetter && whole:
			if marks[c] != "" {
				out = append(out, marks[c]...)
			} else {
				out = append(out, c)
			}
		case c == '%' && whole && i+2 < len(s) && hex(s[i+1]) && hex(s[i+2]):
			out = append(out, c)
		default:
			out = append(out, '%', digits[c>>4], digits[c&15])
		}
	}
	return out
}

func hex(c byte) bool { return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F' }
