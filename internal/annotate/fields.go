package annotate

// What an office deals with, where it stands between the title and whose it is, or behind that.

import (
	"strings"

	"parley/internal/rule"
)

// tail reads "in charge of Brexit of" between a title and its owner: at most six words that
// end in an owner.
func (g *grammar) tail(m *mention, j int) (int, bool) {
	_, tail := g.l.Has(j, g.c.titleTail)
	if m.state != "" || m.org != "" {
		return 0, false
	}
	if !tail && (vagueOffice[m.office] || strings.HasSuffix(m.office, "minister")) {
		if n, ok := g.unknownField(m, j); ok {
			return n, true
		}
	}
	if !tail && !vagueOffice[m.office] {
		return 0, false
	}
	reach := 9
	if !tail {
		reach = 5 // "minister [of] international development of STATE"
	}
	for k := j; k < len(g.l.Tokens) && k <= j+reach; k++ {
		if g.l.Tokens[k].Kind == rule.Punct && !g.isDash(k) {
			return 0, false
		}
		of, ok := g.l.Has(k, g.c.of)
		if !ok {
			continue
		}
		if o, ok := g.stateAt(of.To); ok {
			g.own(m, o)
			return o.To, true
		}
	}
	return 0, false
}

// unknownField reads the field of an office that no pack knows between the title and an owner with a name: "minister
// [of] Irrigation [of] STATE NAME", "minister [of] Economy and Energy [of] STATE NAME". A field begins with a capital and
// does not end with one, as names do.
func (g *grammar) unknownField(m *mention, j int) (int, bool) {
	k := j
	if and, ok := g.l.Has(k, g.c.and); ok {
		k = and.To
	}
	if k >= len(g.l.Tokens) || !g.l.Tokens[k].Upper {
		return 0, false
	}
	for ; k < len(g.l.Tokens) && k <= j+fieldReach; k++ {
		if g.l.Tokens[k].Kind != rule.Word || g.title(k) {
			return 0, false
		}
		if o, ok := g.stateAt(k); ok {
			if g.l.Tokens[k-1].Upper || g.wholeName(o.To) == o.To {
				return 0, false
			}
			g.own(m, o)
			return o.To, true
		}
	}
	return 0, false
}

// wholeName returns the token after the name that begins at i where it is known or of two words or more, else i.
func (g *grammar) wholeName(i int) int {
	end, known := g.nameEnd(i)
	if known || end > i+1 {
		return end
	}
	return i
}

// vagueOffice are the offices whose field is named after the title.
var vagueOffice = map[string]bool{
	"minister": true, "deputy-minister": true, "commissioner": true, "adviser": true,
	"director-general": true, "general": true, "chairman": true, "vice-chairman": true, "chief-negotiator": true,
}

// field skips the field of an office that stands behind its owner, where the name follows at once
// or in commas with its "Mr": "envoy of STATE on STATE X", "adviser of STATE on Africa, Mr X,".
func (g *grammar) field(m *mention, j int) int {
	tail, ok := g.l.Has(j, g.c.titleTail)
	if ok || m.office == "department-head" {
		if k, ok := g.bearer(m, j); ok {
			return k
		}
	}
	if !ok || m.state == "" && m.org == "" {
		return j
	}
	if on, ok := g.stateAt(tail.To); ok && g.wholeName(on.To) > on.To && !g.stranger(on.To, g.wholeName(on.To), m.state) {
		return on.To
	}
	for k := j; k < len(g.l.Tokens) && k <= j+fieldReach; k++ {
		if g.text(k) == "," {
			if _, hon := g.l.Has(k+1, g.c.hon); hon {
				return k
			}
		}
		if g.l.Tokens[k].Kind == rule.Punct && !g.isDash(k) {
			break
		}
	}
	return j
}

// fieldReach is how many words the field of an office may have.
const fieldReach = 5
