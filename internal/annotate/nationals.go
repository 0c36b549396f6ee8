package annotate

// Of which state somebody is whom the item introduces by an office alone, or as head of a delegation.

import "slices"

// nationals gives a state to persons whom no pack knows and whose titles name none: the head of a delegation that of the
// delegation, who holds an office of state that of the last state that the sentence names before him and nobody else in
// it acts for.
func (d *discourse) nationals() {
	for k := range d.idx {
		for i := range d.mentions[k] {
			m := &d.mentions[k][i]
			p := m.person
			if p == nil || p.known || p.state != "" || p.org != "" || m.nameFrom == m.nameTo {
				continue
			}
			if state := d.delegated(k, i); state != "" {
				p.state = state
				continue
			}
			if p.office != "" && m.office == p.office && !m.former && d.a.world.Offices[p.office].Rank <= officeOfState {
				p.state = d.stateBefore(k, i)
			}
		}
	}
}

// officeOfState is up to which rank an office is one of a state.
const officeOfState = 5

// delegated is the state of the delegation that the person of a mention leads: "a delegation of STATE led by NAME".
func (d *discourse) delegated(k, i int) string {
	if i == 0 {
		return ""
	}
	l, m, of := d.line(k), &d.mentions[k][i], &d.mentions[k][i-1]
	by, ok := l.EndsWith(m.from, d.a.c.by)
	if !ok || of.person != nil || of.state == "" || by.From-of.to > delegationReach {
		return ""
	}
	for j := max(0, of.from-delegationReach); j < by.From; j++ {
		if _, ok := l.Has(j, d.a.c.delegation); ok {
			return of.state
		}
	}
	return ""
}

// delegationReach is how many tokens the name of a delegation has at most on either side of its state.
const delegationReach = 12

// nationalReach is over how many mentions on either side a state is looked for.
const nationalReach = 8

// stateBefore is the last state that sentence k names before mention i and that no person near it acts for, "" for none.
func (d *discourse) stateBefore(k, i int) string {
	ms := d.mentions[k]
	near := ms[max(0, i-nationalReach):min(len(ms), i+nationalReach+1)]
	for j := i - 1; j >= 0 && j >= i-nationalReach; j-- {
		m := &ms[j]
		if m.person == nil && m.state != "" && m.anaphor == noAnaphor && !slices.ContainsFunc(near, func(o mention) bool { return o.person != nil && o.person.state == m.state }) {
			return m.state
		}
	}
	return ""
}
