package annotate

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"parley"
	"parley/internal/pack"
	"parley/internal/rule"
)

// learnNames reads every name of the item and decides who bears it: first the full names
// that follow titles, then short names ("Mr Rubio"), which mean the person introduced.
func (d *discourse) learnNames() {
	for pass := 0; pass < 2; pass++ {
		for k := range d.idx {
			for i := range d.mentions[k] {
				m := &d.mentions[k][i]
				if m.nameFrom == m.nameTo || m.person != nil {
					continue
				}
				d.learn(k, m, pass == 1)
			}
		}
	}
}

func (d *discourse) learn(k int, m *mention, last bool) {
	l := d.line(k)
	name := l.Exact(m.nameFrom, m.nameTo)
	words := nameWords(l, m.nameFrom, m.nameTo)
	introduced := m.office != "" || m.state != ""
	if !last && len(words) < 2 && !introduced {
		return
	}
	p := d.known(l, m)
	if p == nil {
		p = d.names[rule.Fold(name)]
	}
	if p == nil && len(words) > 0 {
		p = d.names[rule.Fold(words[len(words)-1])]
		if p != nil && len(words) > 1 && !sharesName(p.name, words) {
			p = nil
		}
	}
	if p == nil {
		if !introduced && m.form == parley.RefPerson && m.from == m.nameFrom {
			return
		}
		p = &person{id: personID(name), name: name}
		if id := strings.TrimPrefix(p.id, "person:"); d.a.world.People[id].ID != "" {
			p = d.worldPerson(id) // a spelling without its marks
		}
	}
	if p.state == "" && !p.known {
		p.state, p.org = m.state, m.org
		if p.state == "" && p.org == "" && d.a.homeTitles[m.title] {
			p.state = d.a.home
		}
	}
	if p.office == "" && !m.former {
		p.office = m.office
	}
	m.person = p
	d.remember(p, name, words)
}

func sharesName(full string, words []string) bool {
	f := " " + rule.Fold(strings.ReplaceAll(full, "-", " ")) + " "
	for _, w := range words {
		if !strings.Contains(f, " "+rule.Fold(w)+" ") {
			return false
		}
	}
	return true
}

// remember files a person under the whole name and its parts, the first bearer keeping a
// part.
func (d *discourse) remember(p *person, name string, words []string) {
	d.names[rule.Fold(name)] = p
	for i, w := range words {
		f := rule.Fold(w)
		if _, taken := d.names[f]; !taken && (i == len(words)-1 || i == 0 || len(words) > 2) {
			d.names[f] = p
		}
	}
}

func nameWords(l *rule.Line, from, to int) []string {
	var out []string
	for i := from; i < to; i++ {
		if l.Tokens[i].Kind == rule.Word {
			out = append(out, l.Exact(i, i+1))
		}
	}
	return out
}

// known finds the person of the pack that a name means: by whole name, and where a short
// name has several bearers, by state, office and the item's own introductions.
func (d *discourse) known(l *rule.Line, m *mention) *person {
	if m.nameFrom > 0 {
		for _, w := range l.Words[m.nameFrom-1] {
			if w.Class == d.a.c.person && w.To == m.nameTo { // "Mrs Clinton" is one of two of that name
				return d.worldPerson(w.ID)
			}
		}
	}
	var ids []string
	for _, w := range l.Words[m.nameFrom] {
		if w.Class == d.a.c.person && w.To == m.nameTo {
			ids = append(ids, w.ID)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	best, score := "", -1
	for _, id := range ids {
		if s := d.fit(id, m); s > score || s == score && id < best {
			best, score = id, s
		}
	}
	if m.nameTo-m.nameFrom == 1 {
		// Whom the item introduced, unless the title is another's: "President Trump" is not his wife.
		p := d.names[rule.Fold(l.Exact(m.nameFrom, m.nameTo))]
		if p != nil && (m.office == "" || p.office == m.office || score < heldScore) && !(score >= 0 && p.relative(l.Exact(m.nameFrom, m.nameTo))) {
			return p
		}
	}
	if score < 0 {
		return nil
	}
	return d.worldPerson(best)
}

// relative tells whether a person whom only the item names, of no state, bears
// the name of a known one as the last of his names: "Mr Trump" is not his wife.
func (p *person) relative(name string) bool {
	return !p.known && p.state == "" && p.org == "" && strings.HasSuffix(p.name, " "+name)
}

// heldScore is how well at least a known person fits who held the office of the mention.
const heldScore = 4

// fit says how well a known person fits a mention; below 0 he cannot be meant.
func (d *discourse) fit(id string, m *mention) int {
	w := d.a.world
	s := 1
	p := w.People[id]
	if m.state != "" && p.State != "" && p.State != m.state {
		return -1
	}
	if m.state != "" && p.State == m.state {
		s += 4
	}
	for _, t := range w.Terms[id] {
		if m.office == t.Office || hasAlt(m.alts, t.Office) {
			s += 3
			if d.day == "" || covers(t, d.day) {
				s += 2
			}
			break
		}
	}
	return s
}

func hasAlt(alts []string, office string) bool {
	for _, a := range alts {
		if a == office {
			return true
		}
	}
	return false
}

func (d *discourse) worldPerson(id string) *person {
	p := d.a.world.People[id]
	if q := d.world[id]; q != nil {
		return q
	}
	out := &person{id: "person:" + id, name: p.Name, state: p.State, known: true}
	if out.state == "" {
		if ts := d.a.world.Terms[id]; len(ts) > 0 {
			out.org = holderID(d.a.world, ts[0].Holder)
		}
	}
	d.world[id] = out
	return out
}

func holderID(w *pack.World, holder string) string {
	if _, ok := w.States[holder]; ok {
		return "state:" + holder
	}
	if strings.HasPrefix(holder, "group:") {
		return holder
	}
	return "org:" + holder
}

// covers tells whether a term may hold on the day: partial dates count as a whole.
func covers(t pack.Term, day string) bool {
	if day < t.From[:min(len(t.From), len(day))] {
		return false
	}
	return t.To == "" || day[:min(len(day), len(t.To))] <= t.To
}

// personID makes the id of a person not known beforehand from the name as written.
func personID(name string) string {
	var b strings.Builder
	b.WriteString("person:")
	dash := true
	for _, r := range norm.NFD.String(name) {
		switch {
		case unicode.Is(unicode.Mn, r):
			continue
		case r == '\u0111' || r == '\u0110':
			r = 'd'
		}
		r = unicode.ToLower(r)
		if r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			b.WriteRune(r)
			dash = false
		} else if !dash {
			b.WriteByte('-')
			dash = true
		}
	}
	return strings.TrimRight(b.String(), "-")
}
