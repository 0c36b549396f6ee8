package web

// This file tells what an actor was when: offices that the packs know, and those by which
// pages call a person whom they do not know.

import (
	"cmp"
	"strings"

	"parley"
	"parley/internal/picture"
)

// held is a term with its days.
type held struct {
	Term
	days parley.Interval
	said *parley.Event // the event whose pages call the person so; nil for what the packs know
}

// termRow is a line of the table of offices.
type termRow struct {
	Office, Who, WhoHref, From, To string
	Now                            bool   // on the day that is asked for
	Basis, BasisHref               string // how it is known
}

// terms are the offices in order of time; of a person whom the packs do not know those by
// which the newest events call them.
func (d *dossier) terms() []held {
	var out []held
	for _, t := range d.world.Terms(d.id) {
		h := held{Term: t, days: parley.Interval{From: parley.DayMin, To: parley.DayMax}}
		if from, ok := parley.DaysOf(t.From); ok {
			h.days.From = from.From
		}
		if to, ok := parley.DaysOf(t.To); ok {
			h.days.To = to.To
		}
		out = append(out, h)
	}
	if len(out) > 0 || !strings.HasPrefix(d.id, "person:") {
		return out
	}
	at := map[string]int{}
	for i := range d.newest {
		e := &d.newest[i]
		days, ok := parley.DaysOf(cmp.Or(whenValue(e.Time), string(e.FirstSeen)))
		if !ok || days.From == parley.DayMin {
			continue
		}
		for _, a := range e.Actors {
			if a.ID != d.id || a.Office == "" {
				continue
			}
			n, known := at[string(a.Office)]
			if !known {
				n = len(out)
				at[string(a.Office)] = n
				out = append(out, held{
					Term: Term{Person: d.id, Office: "office:" + strings.TrimPrefix(string(a.Office), "office:")},
					days: parley.Interval{From: days.From, To: days.From}, said: e,
				})
			}
			out[n].days = parley.Interval{From: min(out[n].days.From, days.From), To: max(out[n].days.To, days.From)}
		}
	}
	return out
}

// person tells whether the actor is one: then the rows are its offices; those of a state are
// offices too, with their holders on the bars.
func (d *dossier) person() bool { return strings.HasPrefix(d.id, "person:") }

func (d *dossier) holderName(t *held) string {
	if d.person() {
		return d.Name(t.Office)
	}
	return d.Name(t.Person)
}

// then says what the actor was on the day that is asked for.
func (d *dossier) then(terms []held) *thenView {
	v := &thenView{Day: d.at.String(), Ask: d.T("actor.then.who")}
	if d.person() {
		v.Ask = d.T("actor.then.go")
	}
	var names []string
	for i := range terms {
		if t := &terms[i]; t.days.From <= d.at && d.at <= t.days.To {
			name := d.holderName(t)
			if !d.person() {
				name = d.Name(t.Office) + ": " + name
				v.Offices = append(v.Offices, link{name, d.To("actors", t.Person)})
			} else {
				names = append(names, name)
			}
		}
	}
	key := "actor.then"
	switch {
	case len(names) == 0 && len(v.Offices) == 0:
		key = "actor.then.none"
	case len(names) == 0:
		key = "actor.then.held"
	}
	v.Words = d.T(key, "day", d.dayWords(d.at), "name", d.name(), "office", d.join(names, 4))
	return v
}

func (d *dossier) termRows(terms []held) []termRow {
	var out []termRow
	for i := range terms {
		t := &terms[i]
		row := termRow{
			Office: d.Name(t.Office), From: d.dayWords(t.days.From), To: d.T("actor.term.lasts"),
			Now: t.days.From <= d.at && d.at <= t.days.To, Basis: d.T("actor.term.packs"),
		}
		if t.From != "" {
			row.From = d.Date(t.From)
		}
		if t.To != "" {
			row.To = d.Date(t.To)
		}
		if !d.person() {
			row.Who, row.WhoHref = d.Name(t.Person), d.To("actors", t.Person)
		}
		if t.said != nil {
			row.To = d.dayWords(t.days.To)
			row.Basis, row.BasisHref = d.T("actor.term.said"), d.To("events", t.said.ID)
		}
		out = append(out, row)
	}
	return out
}

// offices is the picture: a row an office; the days of the ledger's events below. It shows
// the days of the ledger with some years around, not all history.
func (d *dossier) offices(terms []held) *sketch {
	if len(terms) == 0 {
		return nil
	}
	p := picture.Bars{Dates: d.axisDate, Row: d.T("actor.office.rug")}
	p.From, p.To = d.officeSpan(terms)
	rows := map[string]int{}
	for i := range terms {
		t := &terms[i]
		if t.days.To < p.From || t.days.From > p.To {
			continue
		}
		name := d.Name(t.Office)
		n, known := rows[name]
		if !known {
			n = len(p.Rows)
			rows[name] = n
			p.Rows = append(p.Rows, name)
		}
		b := picture.Bar{Row: n, From: t.days.From, To: t.days.To, Tone: "main", Text: d.holderName(t)}
		b.Label = d.holderName(t) + ": " + d.dayWords(t.days.From) + " – " + d.dayWords(t.days.To)
		if t.days.To == parley.DayMax {
			b.Label = d.holderName(t) + ": " + d.T("date.from", "a", d.dayWords(t.days.From))
		}
		if !d.person() {
			b.Href = d.To("actors", t.Person)
			if b.Row%2 == 1 {
				b.Tone = "good"
			}
		} else {
			b.Text = ""
		}
		if t.said != nil {
			b.Tone, b.Href = "dim", d.To("events", t.said.ID)
		}
		p.Bars = append(p.Bars, b)
	}
	for _, day := range d.circle.Days {
		p.Days = append(p.Days, day.Day)
	}
	if len(p.Rows) == 0 {
		return nil
	}
	title := d.T("actor.offices.alt", "name", d.name(), "a", d.dayWords(p.From), "b", d.dayWords(p.To))
	return &sketch{"offices", title, "", func(f picture.Frame) drawer { q := p; q.Frame = f; return &q }}
}

// officeSpan is from the first term, or ten years before the ledger's first usual day, to
// the last day.
func (d *dossier) officeSpan(terms []held) (from, to parley.Day) {
	from, to = d.at, d.at
	if n := len(d.circle.Days); n > 0 {
		from = min(from, d.circle.Days[n/20].Day)
		to = max(to, d.circle.Days[n-1].Day)
	}
	const years = 365
	if d.person() {
		for i := range terms {
			if f := terms[i].days.From; f != parley.DayMin {
				from = min(from, max(f, d.at-60*years))
			}
		}
		return from - 30, to + 30
	}
	return max(from-4*years, to-16*years), to + years/2
}
