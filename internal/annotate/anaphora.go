package annotate

import (
	"slices"
	"strings"

	"parley"
	"parley/internal/pack"
)

// stack remembers what was mentioned, most recent last, for words that point back.
type stack struct {
	people []*person
	byID   map[string][]*person // people by their ids, each once
	// prevPeople are the people of the sentence before: "he" usually means its subject.
	prevPeople []*person
	nations    []parley.Actor // states and organisations, persons folded to theirs
	pair       []parley.Actor // the last two parties that were named together
	pairAt     int            // in which sentence
	states     []parley.Actor // the last two states that were named together
	pairPeople []parley.Actor
	leaders    []parley.Actor         // the last such two who each lead a state
	list       []parley.Actor         // the longest list of three nations or more
	recent     []parley.Actor         // the list of three or more that was named last
	recentAt   int                    // in which sentence
	lists      map[int][]parley.Actor // by how many it names: the last of them
	count      map[string]int
}

// resolve decides for every mention of the item which actors it means, in text order.
func (d *discourse) resolve() {
	d.stack.count, d.stack.byID, d.stack.lists = map[string]int{}, map[string][]*person{}, map[int][]parley.Actor{}
	d.stack.nations, d.stack.people = d.a.nations[:0], d.a.people[:0]
	defer func() { d.a.nations, d.a.people = d.stack.nations, d.stack.people }()
	for k := range d.idx {
		if l := d.longList(k); l.n > max(1, len(d.stack.list)) { // one is no list
			d.stack.list = d.listed(k, l)
		}
	}
	d.findMain()
	for k := range d.idx {
		var here []*person
		for i := range d.mentions[k] {
			m := &d.mentions[k][i]
			if m.owner != noAnaphor && m.state == "" {
				d.settleOwner(k, i, m)
			}
			if len(m.actors) == 0 {
				m.actors = d.actors(k, i, m, here)
			}
			if m.anaphor != anaPair && m.anaphor != anaSeveral && m.anaphor != anaPairPeople {
				d.push(m)
			}
			if m.person != nil {
				here = append(here, m.person)
			}
		}
		d.pairUp(k)
		if len(here) > 0 {
			d.stack.prevPeople = here
		}
	}
}

// actors resolves one mention.
func (d *discourse) actors(k, i int, m *mention, here []*person) []parley.Actor {
	switch m.anaphor {
	case anaPerson:
		p := d.antecedent(k, i, here)
		if m.state != "" {
			p = d.lastOf(m.state)
		}
		if p != nil {
			m.person = p
			return d.a.alone(d.personActor(p, m))
		}
		return nil
	case anaSpeaker:
		return d.only(d.speaker(k, i))
	case anaRebels:
		return d.only(d.rebels())
	case anaAllies:
		return d.allies(k, i, m)
	case anaCoalition:
		return d.coalition()
	case anaThey:
		return d.only(d.they(k, i))
	case anaBody:
		return d.only(d.lastNation(true))
	case anaNation:
		if a, ok := d.thisNation(k, i); ok {
			if m.form == parley.RefBody {
				return d.a.alone(d.a.bodyActor(string(a.State), m.office))
			}
			return []parley.Actor{a}
		}
		return nil
	case anaMinistry:
		return d.only(d.ministry(k, i))
	case anaHost:
		return d.only(d.host(k, i))
	case anaPair, anaSeveral:
		out := d.two(k, i, m)
		if m.anaphor == anaSeveral {
			out = d.several(k, i, m.count)
			if m.parties {
				out = d.rivals(k, i, out)
			}
		}
		if m.form == parley.RefBody {
			for j := range out {
				if out[j].State != "" {
					out[j] = d.a.bodyActor(string(out[j].State), m.office)
				}
			}
		}
		if m.form == parley.RefPair && m.office != "" {
			d.holders(m, out)
		}
		return out
	case anaPairPeople:
		if d.stack.leaders != nil && d.asLeaders(k, m) {
			return slices.Clone(d.stack.leaders)
		}
		if len(d.stack.pairPeople) >= 2 && d.bothHold(k, m) {
			return append([]parley.Actor(nil), d.stack.pairPeople...)
		}
		return append([]parley.Actor(nil), d.stack.pair...)
	case anaCounterpart:
		return d.counterpart(m, here)
	}
	return d.named(k, m)
}

// only is the actor alone, nobody where there is none.
func (d *discourse) only(a parley.Actor, ok bool) []parley.Actor {
	if !ok {
		return nil
	}
	return d.a.alone(a)
}

// actorsAtOnce is for how many actors memory is made at a time: most are alone in their list.
const actorsAtOnce = 32

// alone is a list of one actor, which whoever gets it may keep.
func (w *Worker) alone(a parley.Actor) []parley.Actor {
	if len(w.room) == cap(w.room) {
		w.room = make([]parley.Actor, 0, actorsAtOnce)
	}
	n := len(w.room)
	w.room = append(w.room, a)
	return w.room[n : n+1 : n+1]
}

// named resolves a mention that says by itself whom it means.
func (d *discourse) named(k int, m *mention) []parley.Actor {
	switch {
	case m.person != nil:
		return d.a.alone(d.personActor(m.person, m))
	case m.nameFrom < m.nameTo:
		return nil
	case m.form == parley.RefTitle:
		return d.holder(m)
	case m.form == parley.RefBody && m.state != "":
		return d.a.alone(d.a.bodyActor(m.state, m.office))
	case m.state != "":
		return d.a.alone(d.a.stateActor(m.state))
	case m.org != "":
		return d.a.alone(d.a.orgActor(m.org))
	}
	return nil
}

// holder resolves a title without a name: the person of the item who bears it, else who
// held it at the time, else the office itself.
func (d *discourse) holder(m *mention) []parley.Actor {
	if m.state == "" && m.org == "" && m.posted == "" && d.a.homeTitles[m.title] {
		m.state = d.a.home
	}
	if m.state == "" && m.org == "" {
		var found *person
		for _, p := range d.stack.people {
			if p.office == m.office || hasAlt(m.alts, p.office) || p.office == "" && d.holds(p, m) {
				found = p
			}
		}
		if m.capital {
			if first := d.firstBearer(m); first != nil && first.state == d.a.home {
				found = first // of several prime ministers the one of the reader's own state needs no name
			}
			if found == nil {
				found = d.onlyBearer(m)
			}
		}
		if found != nil {
			m.person = found
			return d.a.alone(d.personActor(found, m))
		}
		if m.posted != "" {
			return d.a.alone(d.a.stateActor(m.posted)) // "recalled its ambassador in India"
		}
		return nil
	}
	for j := len(d.stack.people) - 1; j >= 0; j-- {
		p := d.stack.people[j]
		if p.state == m.state && (m.state != "" || p.org == m.org) && (p.office == m.office || hasAlt(m.alts, p.office)) && !m.former {
			m.person = p
			return d.a.alone(d.personActor(p, m))
		}
	}
	if id := d.heldBy(m); id != "" && !m.former {
		m.person = d.worldPerson(id)
		m.person.office = m.office
		return d.a.alone(d.personActor(m.person, m))
	}
	if m.state != "" {
		a := d.a.bodyActor(m.state, m.office)
		if !m.former {
			m.person = &person{id: a.ID, name: a.Name, state: m.state, office: m.office} // whom "he" may mean
		}
		return []parley.Actor{a}
	}
	return d.a.alone(d.a.orgActor(m.org))
}

// leaderOffice is the office of who is only called a state's leader; its alternatives are
// the offices that lead states.
const leaderOffice = "leader"

// leading are the offices of those who lead a state.
var leading = []string{"pope", "president", "supreme-leader", "party-chief", "prime-minister", "chancellor", "king", "emir", "sultan"}

// heldBy returns who held the office of the mention, or one that it may stand for, on the
// day of the item, if that day is known and one person did. Of several who may be meant by
// "the leader of Germany" it is whom the item names.
func (d *discourse) heldBy(m *mention) string {
	if len(d.day) < 7 {
		return ""
	}
	holder := m.state
	if holder == "" {
		holder = strings.TrimPrefix(m.org, "org:")
		if d.a.world.Organisations[holder].Kind == "bloc" {
			return "" // who speaks for a union of states is the union, unless he is named
		}
	}
	first := ""
	offices := append([]string{m.office}, m.alts...)
	if m.office == "ambassador" { // of the many of a state, the one who is posted where the words say
		offices = []string{"ambassador-" + strings.ToLower(m.posted)}
	}
	for _, o := range offices {
		found := d.a.heldOn(holder+"/"+o, d.day)
		switch {
		case found == "":
		case m.office != leaderOffice || d.world[found] != nil:
			return found
		case first == "":
			first = found
		}
	}
	return first
}

// holds tells whether a known person holds the office of a mention on the day of the item.
func (d *discourse) holds(p *person, m *mention) bool {
	t, ok := d.termOf(p, m)
	return ok && (t.Office == m.office || hasAlt(m.alts, t.Office))
}

// heldOn returns who held "STATE/office" on the day, if one person did.
func (a *Annotator) heldOn(office, day string) string {
	found := ""
	for _, t := range a.world.Held[office] {
		if !covers(t, day) {
			continue
		}
		if found != "" && found != t.Person {
			return ""
		}
		found = t.Person
	}
	return found
}

// counterpart resolves "his Russian counterpart": the same office, that state.
func (d *discourse) counterpart(m *mention, here []*person) []parley.Actor {
	var ref *person
	if len(here) > 0 {
		ref = here[len(here)-1]
	} else if n := len(d.stack.people); n > 0 {
		ref = d.stack.people[n-1]
	}
	if m.person != nil {
		if ref != nil && m.person.office == "" {
			m.person.office = ref.office
		}
		return d.a.alone(d.personActor(m.person, m))
	}
	if ref != nil {
		d.likeOffice(m, ref.office)
	}
	if m.state == "" && m.org == "" {
		return nil
	}
	return d.holder(m)
}

// likeOffice gives a counterpart the office of whom it is the counterpart of, or one of its rank.
func (d *discourse) likeOffice(m *mention, office string) {
	m.office = office
	if t := d.a.lang.Tables["titles"]; t != nil {
		m.alts = t.Flag(office, "alt")
	}
	if office == "chancellor" || office == "prime-minister" || office == "president" {
		m.alts = append(slices.Clip(m.alts), "president", "prime-minister", "chancellor", "king")
	}
}

// push remembers a resolved mention.
func (d *discourse) push(m *mention) {
	if p := m.person; p != nil {
		d.stack.people = append(d.stack.people, p)
		if same := d.stack.byID[p.id]; !slices.Contains(same, p) {
			d.stack.byID[p.id] = append(same, p)
		}
	}
	for _, a := range m.actors {
		n := d.nationOf(a)
		if n.ID != "" {
			d.stack.nations = append(d.stack.nations, n)
			d.stack.count[n.ID]++
		}
	}
}

// nationOf folds a person or body to the state or organisation it acts for.
func (d *discourse) nationOf(a parley.Actor) parley.Actor {
	if a.State != "" {
		return d.a.stateActor(string(a.State))
	}
	if len(a.ID) > 4 && (a.ID[:4] == "org:" || len(a.ID) > 6 && a.ID[:6] == "group:") {
		return a
	}
	for _, p := range d.stack.byID[a.ID] {
		if p.org != "" {
			return d.a.orgActor(p.org)
		}
	}
	return parley.Actor{}
}

func (a *Annotator) stateActor(iso string) parley.Actor {
	if known, ok := a.states[iso]; ok {
		return known
	}
	return parley.Actor{ID: "state:" + iso, Name: a.world.States[iso].Name, State: parley.Maybe(iso)}
}

func (a *Annotator) orgActor(id string) parley.Actor {
	act := parley.Actor{ID: id, Name: id}
	switch {
	case len(id) > 4 && id[:4] == "org:":
		if o, ok := a.world.Organisations[id[4:]]; ok {
			act.Name = o.Name
		}
	case len(id) > 6 && id[:6] == "group:":
		if g, ok := a.world.Groups[id[6:]]; ok {
			act.Name = g.Name
		}
	}
	return act
}

func (a *Annotator) bodyActor(iso, office string) parley.Actor {
	if iso == "" {
		return parley.Actor{}
	}
	id := iso + "/" + office
	name := a.world.Offices[office].Name
	if name == "" {
		name = office
	}
	return parley.Actor{ID: "office:" + id, Name: name + " of " + a.world.States[iso].Name, State: parley.Maybe(iso), Office: parley.Maybe(id)}
}

// personActor makes the actor of a person with the state and office held at the time.
func (d *discourse) personActor(p *person, m *mention) parley.Actor {
	state := p.state
	if m.org != "" && m.state == "" {
		p.org, state = m.org, ""
	}
	if m.state != "" && !p.known {
		state = m.state
	}
	act := parley.Actor{ID: p.id, Name: p.name, State: parley.Maybe(state)}
	if t, ok := d.termOf(p, m); ok {
		act.Office = parley.Maybe(t.Holder + "/" + t.Office)
		act.State = parley.Maybe(d.a.world.HolderState(t.Holder))
	} else if p.org != "" && p.org[:4] == "org:" {
		act.State = ""
	} else if p.office != "" && state != "" && !m.former {
		act.Office = parley.Maybe(state + "/" + p.office)
	}
	return act
}

// termOf finds the office that a known person held on the day of the item.
func (d *discourse) termOf(p *person, m *mention) (pack.Term, bool) {
	if !p.known || d.day == "" {
		return pack.Term{}, false
	}
	var best pack.Term
	for _, t := range d.a.world.Terms[p.id[len("person:"):]] {
		if !covers(t, d.day) || t.Office == "" {
			continue
		}
		if best.Office == "" || t.Office == p.office || d.a.world.Offices[t.Office].Rank < d.a.world.Offices[best.Office].Rank && best.Office != p.office {
			best = t
		}
	}
	return best, best.Office != ""
}
