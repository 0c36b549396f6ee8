// Package decode reads the JSON that this program wrote, several times as fast as
// encoding/json, which reads whatever it does not.
//
// A plan is how the values of one type are read; it is made once, of the plans of the types
// in it. It takes the members of an object in the order in which the fields are declared, as
// they are written. What is not written so (other names, another order, blanks between, types
// that read themselves) is left to encoding/json as a whole.
package decode

import (
	"encoding/json"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf16"
	"unicode/utf8"

	"parley"
)

// Plans knows how the types of nouns are read; each is learned once. It is safe for use by
// several goroutines.
type Plans struct {
	known sync.Map // reflect.Type → plan
	some  bool     // of types that have some of the members only
}

// Some are plans of types that have only some of the members that are written, in the same order:
// others are passed over, and what stands behind the last is not looked at.
func Some() *Plans { return &Plans{some: true} }

// plan reads a value of one type into v. It calls s.fail for what it does not know.
type plan func(s *scan, v reflect.Value)

// Decode reads a body into the noun that v points to, as json.Unmarshal does. Strings of the
// noun lie in the body.
func (p *Plans) Decode(body string, v any) error {
	to := reflect.ValueOf(v).Elem()
	s := scan{text: body}
	if p.of(to.Type())(&s, to); !s.bad && (s.at == len(body) || s.done) && utf8.ValidString(body[:s.at]) {
		return nil
	}
	to.SetZero()
	return json.Unmarshal([]byte(body), v)
}

var (
	maybeType  = reflect.TypeFor[parley.Maybe]()
	blockType  = reflect.TypeFor[parley.Block]()
	readerType = reflect.TypeFor[json.Unmarshaler]()
)

// of is the plan of a type. Types do not contain themselves.
func (p *Plans) of(t reflect.Type) plan {
	if known, ok := p.known.Load(t); ok {
		return known.(plan)
	}
	made := p.make(t)
	p.known.Store(t, made)
	return made
}

func (p *Plans) make(t reflect.Type) plan {
	switch {
	case t == maybeType:
		return orNull(func(s *scan, v reflect.Value) { v.SetString(s.word()) })
	case t == blockType:
		return p.block()
	case reflect.PointerTo(t).Implements(readerType):
		return func(s *scan, _ reflect.Value) { s.bad = true }
	}
	switch t.Kind() {
	case reflect.String:
		return orNull(func(s *scan, v reflect.Value) { v.SetString(s.word()) })
	case reflect.Int, reflect.Int64, reflect.Int32:
		return orNull(func(s *scan, v reflect.Value) { v.SetInt(s.whole()) })
	case reflect.Float64:
		return orNull(func(s *scan, v reflect.Value) { v.SetFloat(s.real()) })
	case reflect.Bool:
		return orNull(func(s *scan, v reflect.Value) { v.SetBool(s.truth()) })
	case reflect.Pointer:
		inner := p.of(t.Elem())
		return orNull(func(s *scan, v reflect.Value) {
			v.Set(reflect.New(t.Elem()))
			inner(s, v.Elem())
		})
	case reflect.Slice:
		return p.slice(t)
	case reflect.Array:
		return p.array(t)
	case reflect.Map:
		switch t {
		case reflect.TypeFor[map[string]string]():
			return orNull(words)
		case reflect.TypeFor[map[string]int]():
			return orNull(counts)
		}
	case reflect.Struct:
		if t.NumField() == 1 && t.Field(0).Anonymous {
			if without, ok := t.Field(0).Tag.Lookup("without"); ok {
				read := p.object(t.Field(0).Type, strings.Fields(without)...)
				return func(s *scan, v reflect.Value) { read(s, v.Field(0)) }
			}
		}
		return p.object(t)
	}
	return func(s *scan, _ reflect.Value) { s.bad = true }
}

// orNull leaves the value as it is where null stands.
func orNull(read plan) plan {
	return func(s *scan, v reflect.Value) {
		if !s.take("null") {
			read(s, v)
		}
	}
}

func (p *Plans) slice(t reflect.Type) plan {
	inner := p.of(t.Elem())
	return orNull(func(s *scan, v reflect.Value) {
		v.Set(reflect.MakeSlice(t, 0, s.guess()))
		s.each('[', ']', func() {
			n := v.Len()
			v.Grow(1)
			v.SetLen(n + 1)
			inner(s, v.Index(n))
		})
	})
}

// array reads as many members as the type has.
func (p *Plans) array(t reflect.Type) plan {
	inner := p.of(t.Elem())
	return func(s *scan, v reflect.Value) {
		n := 0
		s.each('[', ']', func() {
			if n == t.Len() {
				s.bad = true
				return
			}
			inner(s, v.Index(n))
			n++
		})
		s.bad = s.bad || n < t.Len()
	}
}

func words(s *scan, v reflect.Value) {
	m := map[string]string{}
	s.each('{', '}', func() {
		key := s.key()
		m[key] = s.word()
	})
	v.Set(reflect.ValueOf(m))
}

func counts(s *scan, v reflect.Value) {
	m := map[string]int{}
	s.each('{', '}', func() {
		key := s.key()
		m[key] = int(s.whole())
	})
	v.Set(reflect.ValueOf(m))
}

// member is a field of an object.
type member struct {
	name string
	path []int
	read plan
}

// object reads a struct, whose fields come in the order in which they are declared.
// Those whose names are left out are passed over.
func (p *Plans) object(t reflect.Type, without ...string) plan {
	var all []member
	for _, f := range reflect.VisibleFields(t) {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Anonymous || name == "-" || !f.IsExported() {
			continue
		}
		if name == "" {
			name = f.Name
		}
		read := p.of(f.Type)
		if slices.Contains(without, name) {
			read = func(s *scan, _ reflect.Value) { s.pass() }
		}
		all = append(all, member{name, f.Index, read})
	}
	return orNull(func(s *scan, v reflect.Value) {
		next := 0
		outer := s.depth
		s.depth++
		defer func() { s.depth = outer }()
		s.each('{', '}', func() {
			key := s.key()
			if p.some && !slices.ContainsFunc(all[next:], func(m member) bool { return m.name == key }) {
				s.pass()
				return
			}
			for next < len(all) && all[next].name != key {
				next++
			}
			if next == len(all) {
				s.bad = true
				return
			}
			if m := &all[next]; len(m.path) == 1 {
				m.read(s, v.Field(m.path[0]))
			} else {
				m.read(s, v.FieldByIndex(m.path))
			}
			next++
			s.done = p.some && outer == 0 && next == len(all)
		})
	})
}

// block reads a block of a page, which prints in another form than it has.
func (p *Plans) block() plan {
	type printed struct {
		Kind  parley.BlockKind `json:"kind"`
		Start int              `json:"start"`
		End   int              `json:"end"`
		Item  *int             `json:"item"`
	}
	read := p.of(reflect.TypeFor[printed]())
	return func(s *scan, v reflect.Value) {
		in := reflect.New(reflect.TypeFor[printed]()).Elem()
		read(s, in)
		b := in.Interface().(printed)
		out := parley.Block{Kind: b.Kind, Span: parley.Span{Start: b.Start, End: b.End}, Item: -1}
		if b.Item != nil {
			out.Item = *b.Item
		}
		v.Set(reflect.ValueOf(out))
	}
}

// scan is a place in a text. bad is set at the first thing that is not as this package
// writes it, and the rest is passed over.
type scan struct {
	text  string
	at    int
	bad   bool
	depth int  // of objects
	done  bool // nothing more is wanted
}

// take passes over a word where it stands.
func (s *scan) take(word string) bool {
	if s.bad || !strings.HasPrefix(s.text[s.at:], word) {
		return false
	}
	s.at += len(word)
	return true
}

func (s *scan) want(c byte) {
	if s.bad || s.at >= len(s.text) || s.text[s.at] != c {
		s.bad = true
		return
	}
	s.at++
}

// each calls do at each member between brackets.
func (s *scan) each(open, end byte, do func()) {
	s.want(open)
	if !s.bad && s.at < len(s.text) && s.text[s.at] == end {
		s.at++
		return
	}
	for !s.bad {
		do()
		if s.done {
			return
		}
		if s.bad || s.at >= len(s.text) {
			break
		}
		if s.text[s.at] == end {
			s.at++
			return
		}
		s.want(',')
	}
	s.bad = true
}

// pass passes over a value.
func (s *scan) pass() {
	for depth := 0; s.at < len(s.text); {
		switch s.text[s.at] {
		case '"':
			s.at = min(closing(s.text, s.at+1), len(s.text)-1)
		case '[', '{':
			depth++
		case ']', '}':
			if depth == 0 {
				return
			}
			depth--
		case ',':
			if depth == 0 {
				return
			}
		}
		s.at++
	}
}

// closing is where the string ends that goes on at a place.
func closing(text string, from int) int {
	for from < len(text) {
		i := strings.IndexByte(text[from:], '"')
		if i < 0 {
			break
		}
		end := from + i
		escaped := 0
		for k := end - 1; k >= from && text[k] == '\\'; k-- {
			escaped++
		}
		if escaped%2 == 0 {
			return end
		}
		from = end + 1
	}
	return len(text)
}

// guess is for how many members room is made at first.
func (s *scan) guess() int {
	if strings.HasPrefix(s.text[min(s.at, len(s.text)):], "[]") {
		return 0
	}
	return 2
}

func (s *scan) key() string {
	k := s.word()
	s.want(':')
	return k
}

// word reads a string; without escapes it is a piece of the text.
func (s *scan) word() string {
	s.want('"')
	if s.bad {
		return ""
	}
	from := s.at
	for i := from; i < len(s.text); i++ {
		switch c := s.text[i]; {
		case c == '"':
			s.at = i + 1
			return s.text[from:i]
		case c == '\\':
			return s.escaped(from, i)
		case c < ' ':
			s.bad = true
			return ""
		}
	}
	s.bad = true
	return ""
}

// escapes are the escapes of one letter.
const escapes = `""\\//b` + "\b" + `f` + "\f" + `n` + "\n" + `r` + "\r" + `t` + "\t"

// escaped reads on in a string at its first escape.
func (s *scan) escaped(from, i int) string {
	var b strings.Builder
	b.WriteString(s.text[from:i])
	for i+1 < len(s.text) {
		c := s.text[i]
		switch {
		case c == '"':
			s.at = i + 1
			return b.String()
		case c < ' ':
			s.bad = true
			return ""
		case c != '\\':
			b.WriteByte(c)
			i++
			continue
		}
		if s.text[i+1] == 'u' {
			r, size := s.unicode(i)
			b.WriteRune(r)
			i += size
			continue
		}
		k := -1
		for j := 0; j < len(escapes); j += 2 {
			if escapes[j] == s.text[i+1] {
				k = j
			}
		}
		if k < 0 {
			break
		}
		b.WriteByte(escapes[k+1])
		i += 2
	}
	if !s.bad && i < len(s.text) && s.text[i] == '"' {
		s.at = i + 1
		return b.String()
	}
	s.bad = true
	return ""
}

// unicode reads \uXXXX, or two that are one letter.
func (s *scan) unicode(i int) (r rune, size int) {
	one := func(i int) rune {
		if i+6 > len(s.text) || s.text[i] != '\\' || s.text[i+1] != 'u' {
			return -1
		}
		n, err := strconv.ParseUint(s.text[i+2:i+6], 16, 16)
		if err != nil {
			return -1
		}
		return rune(n)
	}
	r = one(i)
	if r < 0 {
		s.bad = true
		return utf8.RuneError, 6
	}
	if utf16.IsSurrogate(r) {
		if both := utf16.DecodeRune(r, one(i+6)); both != utf8.RuneError {
			return both, 12
		}
		return utf8.RuneError, 6
	}
	return r, 6
}

// digits is the text of a number.
func (s *scan) digits() string {
	from := s.at
	for s.at < len(s.text) && strings.IndexByte("+-.0123456789eE", s.text[s.at]) >= 0 {
		s.at++
	}
	return s.text[from:s.at]
}

func (s *scan) whole() int64 {
	if s.bad {
		return 0
	}
	n, err := strconv.ParseInt(s.digits(), 10, 64)
	s.bad = s.bad || err != nil
	return n
}

func (s *scan) real() float64 {
	if s.bad {
		return 0
	}
	f, err := strconv.ParseFloat(s.digits(), 64)
	s.bad = s.bad || err != nil
	return f
}

func (s *scan) truth() bool {
	if s.take("true") {
		return true
	}
	s.bad = s.bad || !s.take("false")
	return false
}
