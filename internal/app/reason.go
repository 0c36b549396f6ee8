package app

import (
	"strings"
	"sync"

	"parley"
	"parley/internal/pack"
)

// reason says the reasons for the date v in the language. The program gives them in
// English, made from few patterns; words/reasons.tsv says each pattern in the language.
// What fits no pattern (words quoted from the page) stays as it is. At most max reasons
// are said.
func (n *names) reason(language, v, why string, max int) string {
	var out []string
	for _, part := range splitReasons(why) {
		if len(out) == max {
			break
		}
		out = append(out, n.oneReason(language, holding(part, v)))
	}
	return strings.Join(out, "; ")
}

// maxReasons is how many reasons for one date a screen shows.
const maxReasons = 3

// webReason is reason as the screens ask for it.
func (n *names) webReason(language, why string) string {
	return n.said.get(language+" "+why, func() string { return n.reason(language, "", why, maxReasons) })
}

// memo remembers texts that take time to make; screens ask for the same ones.
type memo struct {
	mu  sync.RWMutex
	all map[string]string
}

// maxMemo bounds how many it remembers.
const maxMemo = 20_000

func (m *memo) get(key string, make func() string) string {
	m.mu.RLock()
	text, ok := m.all[key]
	m.mu.RUnlock()
	if ok {
		return text
	}
	text = make()
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.all == nil || len(m.all) > maxMemo {
		m.all = map[string]string{}
	}
	m.all[key] = text
	return text
}

// holding keeps of "he was A from … or he is B since …" what holds at the date v.
func holding(part, v string) string {
	all := strings.Split(part, " or ")
	at, err := parley.ParseEDTF(v)
	if len(all) < 2 || err != nil {
		return part
	}
	for _, alt := range all {
		var days []parley.EDTF
		for _, w := range strings.Fields(alt) {
			if d, err := parley.ParseEDTF(w); err == nil && len(w) >= 4 {
				days = append(days, d)
			}
		}
		if len(days) > 0 && days[0].Bounds().From <= at.Bounds().From && (len(days) == 1 || at.Bounds().To <= days[1].Bounds().To) {
			return alt
		}
	}
	return part
}

// splitReasons cuts at "; " outside brackets.
func splitReasons(why string) []string {
	var out []string
	depth, from := 0, 0
	for i, r := range why {
		switch {
		case r == '(':
			depth++
		case r == ')':
			depth--
		case depth == 0 && strings.HasPrefix(why[i:], "; "):
			out = append(out, why[from:i])
			from = i + 2
		}
	}
	return append(out, why[from:])
}

func (n *names) oneReason(language, part string) string {
	l := n.language(language)
	if l == nil || l.Tables["reasons"] == nil {
		return part
	}
	if said, ok := n.alternatives(language, l.Tables["reasons"], part); ok {
		return said
	}
	return fill(n.word(language, "basis:words"), "text", part)
}

// alternatives says a reason, or several with "or" between.
func (n *names) alternatives(language string, t *pack.Words, part string) (string, bool) {
	if strings.HasSuffix(part, ")") {
		return n.patterned(language, t, part) // an "or" may stand inside the brackets
	}
	all := strings.Split(part, " or ")
	for i := range all {
		said, ok := n.patterned(language, t, all[i])
		if !ok {
			return "", false
		}
		all[i] = said
	}
	return strings.Join(all, " "+n.word(language, "list:or")+" "), true
}

// patterned says a reason by the first pattern that it fits.
func (n *names) patterned(language string, t *pack.Words, part string) (string, bool) {
	for _, p := range n.patterns.of(t) {
		if !strings.HasPrefix(part, p.begin) || !strings.HasSuffix(part, p.end) {
			continue
		}
		if got, ok := matchPattern(p.whole, part); ok {
			var pairs []string
			holder := ""
			for _, v := range got {
				if n.pack.World.States[v].ISO3 != "" {
					holder = v
				}
			}
			for k, v := range got {
				said := n.value(language, v)
				if office, known := n.titles[v]; known && holder != "" && n.language(language).Tables["titles"] != nil {
					said = lowerFirst(n.office(n.language(language), holder, office))
				}
				pairs = append(pairs, k, said)
			}
			return fill(p.said, pairs...), true
		}
	}
	return "", false
}

// pattern is one way in which the program words a reason, how it begins and ends, and how it
// is said in a language.
type pattern struct{ whole, begin, end, said string }

// patterns are those of tables of reasons, each read once.
type patterns struct{ known sync.Map } // *pack.Words → []pattern

func (p *patterns) of(t *pack.Words) []pattern {
	if known, ok := p.known.Load(t); ok {
		return known.([]pattern)
	}
	var all []pattern
	for _, id := range t.Order {
		f := t.Forms[id]
		x := pattern{whole: f[0], said: f[len(f)-1]}
		x.begin, _, _ = strings.Cut(x.whole, "{")
		x.end = x.whole[strings.LastIndexByte(x.whole, '}')+1:]
		all = append(all, x)
	}
	p.known.Store(t, all)
	return all
}

// value says what a pattern caught: a state, a date, an office, or words that stay.
func (n *names) value(language, v string) string {
	if n.pack.World.States[v].ISO3 != "" || n.pack.World.Organisations[v].ID != "" {
		return n.holder(language, v)
	}
	if first, rest, ok := strings.Cut(v, ", "); ok && (n.pack.World.States[first].ISO3 != "" || n.pack.World.Organisations[first].ID != "") {
		return n.value(language, first) + ", " + n.value(language, rest)
	}
	if _, err := parley.ParseEDTF(v); err == nil {
		return n.date(language, v)
	}
	office, known := n.titles[v]
	l := n.language(language)
	if !known {
		if t := l.Tables["landmarks"]; t != nil {
			if f := t.Forms[n.pack.World.LandmarkNamed(v)]; len(f) > 0 {
				return f[0]
			}
		}
		return n.nested(language, v)
	}
	if l.Tables["titles"] == nil {
		return v
	}
	return lowerFirst(n.office(l, "", office))
}

// nested says the reasons that stand in brackets behind another; other words stay.
func (n *names) nested(language, v string) string {
	l := n.language(language)
	if l == nil || l.Tables["reasons"] == nil {
		return v
	}
	parts := splitReasons(v)
	for i, part := range parts {
		if said, ok := n.alternatives(language, l.Tables["reasons"], part); ok {
			parts[i] = said
		}
	}
	return strings.Join(parts, "; ")
}

// matchPattern matches "x {a} y {b}" against a text: each name takes as much as it can,
// {date} as little.
func matchPattern(pattern, text string) (map[string]string, bool) {
	before, rest, ok := strings.Cut(pattern, "{")
	if !strings.HasPrefix(text, before) {
		return nil, false
	}
	if !ok {
		return map[string]string{}, pattern == text
	}
	text = text[len(before):]
	name, after, _ := strings.Cut(rest, "}")
	literal, _, _ := strings.Cut(after, "{")
	for k := 1; k <= len(text); k++ {
		end := len(text) + 1 - k
		if name == "date" {
			end = k
		}
		if !strings.HasPrefix(text[end:], literal) {
			continue
		}
		if got, ok := matchPattern(after, text[end:]); ok {
			got[name] = text[:end]
			return got, true
		}
	}
	return nil, false
}

func lowerFirst(s string) string {
	r := []rune(s)
	if len(r) > 1 && strings.ToUpper(string(r[:2])) == string(r[:2]) && r[1] != ' ' {
		return s
	}
	return strings.ToLower(string(r[:1])) + string(r[1:])
}
