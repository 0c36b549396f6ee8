package web

// This file shows whom an actor meets and when.

import (
	"slices"
	"strconv"
	"strings"

	"parley"
	"parley/internal/picture"
)

// contactRow is a line of the table of contacts.
type contactRow struct {
	Name, Href, Count  string
	Kinds, First, Last string
	Event, EventHref   string
}

// tieRow is a pair of contacts that met.
type tieRow struct{ A, B, Count string }

// monthRow is a year of the table of months.
type monthRow struct {
	Year, Href string
	Cells      []facetValue
	Chosen     bool
}

// apart are the contacts that are not the actor's own side or its own people: sides, and
// people.
func (d *dossier) apart() (sides, people []parley.Contact) {
	own := d.side()
	for _, c := range d.circle.Contacts {
		switch {
		case c.Actor == own || c.Actor == d.id:
		case strings.HasPrefix(c.Actor, "person:"):
			if home := d.world.Home(c.Actor); home != own && home != d.id || home == "" && own != d.id {
				people = append(people, c)
			}
		case strings.HasPrefix(c.Actor, "office:"):
		default:
			sides = append(sides, c)
		}
	}
	return sides[:min(len(sides), actorContacts-1)], people[:min(len(people), actorPeople)]
}

func (d *dossier) contacts(v *actorView) {
	sides, people := d.apart()
	for i := range sides {
		v.Contacts = append(v.Contacts, d.contactRow(&sides[i]))
	}
	for i := range people {
		v.People = append(v.People, d.contactRow(&people[i]))
	}
	names := map[string]bool{}
	for _, c := range sides {
		names[c.Actor] = true
	}
	ties := slices.Clone(d.circle.Ties)
	slices.SortStableFunc(ties, func(a, b parley.Tie) int { return b.Count - a.Count })
	for _, t := range ties {
		if names[t.A] && names[t.B] && len(v.Ties) < actorTies {
			v.Ties = append(v.Ties, tieRow{d.Name(t.A), d.Name(t.B), d.Number(t.Count)})
		}
	}
	v.Graph = d.figure(d.graph(sides), "actor", d.id, leadPicture)
	v.Matrix = d.figure(d.matrix(sides), "actor", d.id, leadPicture)
}

func (d *dossier) contactRow(c *parley.Contact) contactRow {
	row := contactRow{
		Name: d.Name(c.Actor), Href: d.To("actors", c.Actor), Count: d.Number(c.Count), Kinds: d.kindCounts(c.Kinds),
		First: d.daysWords(c.First, c.Ends[0]), Last: d.daysWords(c.Last, c.Ends[1]), EventHref: d.To("events", c.Event),
	}
	return row
}

// kindCounts is "meeting 12, phone call 3".
func (d *dossier) kindCounts(kinds []parley.FacetCount) string {
	var parts []string
	for _, k := range kinds[:min(len(kinds), 3)] {
		parts = append(parts, d.word("kind", k.Value)+" "+d.Number(k.Count))
	}
	return strings.Join(parts, d.T("list.sep"))
}

// graph is the contacts around the actor.
func (d *dossier) graph(sides []parley.Contact) *sketch {
	if len(sides) < 2 {
		return nil
	}
	p := picture.Graph{Nodes: []picture.Node{{Name: d.name(), Label: d.name()}}}
	at := map[string]int{}
	for _, c := range sides {
		at[c.Actor] = len(p.Nodes)
		name := d.Name(c.Actor)
		p.Nodes = append(p.Nodes, picture.Node{
			Name: name, Label: d.T("actor.contact.label", "name", name, "n", d.Number(c.Count), "kinds", d.kindCounts(c.Kinds)),
			Href: d.To("actors", c.Actor), Weight: c.Count,
		})
	}
	for _, t := range d.circle.Ties {
		if at[t.A] > 0 && at[t.B] > 0 {
			p.Ties = append(p.Ties, picture.Tie{A: at[t.A], B: at[t.B], Weight: t.Count})
		}
	}
	title := d.T("actor.graph.alt", "name", d.name(), "n", d.Number(len(sides)))
	return &sketch{"contacts", title, d.T("actor.graph.desc"), func(f picture.Frame) drawer { q := p; q.Frame = f; return &q }}
}

// matrix is the contacts and the actor, each with each.
func (d *dossier) matrix(sides []parley.Contact) *sketch {
	if len(sides) < 3 {
		return nil
	}
	p := picture.Matrix{Names: []string{d.name()}, Cells: make(map[[2]int]picture.Shade, len(sides)+len(d.circle.Ties))}
	at := make(map[string]int, len(sides))
	for i, c := range sides {
		at[c.Actor] = i + 1
		p.Names = append(p.Names, d.Name(c.Actor))
		p.Cells[[2]int{i + 1, 0}] = picture.Shade{Count: c.Count}
	}
	for _, t := range d.circle.Ties {
		a, b := at[t.A], at[t.B]
		if a > 0 && b > 0 {
			p.Cells[[2]int{max(a, b), min(a, b)}] = picture.Shade{Count: t.Count}
		}
	}
	title := d.T("actor.matrix.alt", "name", d.name())
	return &sketch{"matrix", title, "", func(f picture.Frame) drawer { q := p; q.Frame = f; return &q }}
}

// heatYears is how many years the months are shown of.
const heatYears = 8

// yearCounts are the counts by year and month, the latest year first, and by day.
func (d *dossier) yearCounts() (years []int, months map[int]*[12]int, days map[parley.Day]int) {
	months, days = map[int]*[12]int{}, map[parley.Day]int{}
	for i := len(d.circle.Days) - 1; i >= 0; i-- {
		x := d.circle.Days[i]
		y, m, _ := x.Day.Date()
		if y == 0 {
			continue
		}
		if months[y] == nil {
			if len(years) == heatYears {
				break
			}
			years = append(years, y)
			months[y] = &[12]int{}
		}
		months[y][m-1] += x.Count
		days[x.Day] += x.Count
	}
	slices.SortFunc(years, func(a, b int) int { return b - a })
	return years, months, days
}

// shownYear is the year whose days are shown: the one asked for, else the one with most.
func (d *dossier) shownYear(years []int, months map[int]*[12]int) int {
	best, most := 0, 0
	for _, y := range years {
		n := 0
		for _, k := range months[y] {
			n += k
		}
		if y == d.year {
			return y
		}
		if n > most {
			best, most = y, n
		}
	}
	return best
}

func (d *dossier) calendar(v *actorView) {
	years, months, days := d.yearCounts()
	if len(years) == 0 {
		return
	}
	year := d.shownYear(years, months)
	v.Year = strconv.Itoa(year)
	v.Months = d.figure(d.monthHeat(years, months), "actor", d.id, widePicture)
	v.Days = d.figure(d.dayHeat(year, days), "actor", d.id, widePicture)
	for _, y := range years {
		row := monthRow{Year: strconv.Itoa(y), Href: d.With("year", strconv.Itoa(y)) + "#days", Chosen: y == year}
		for m, n := range months[y] {
			cell := facetValue{Label: d.T("month.short." + strconv.Itoa(m+1))}
			if n > 0 {
				cell.Count, cell.Href = d.Number(n), d.monthLink(y, m+1)
			}
			row.Cells = append(row.Cells, cell)
		}
		v.MonthRows = append(v.MonthRows, row)
	}
	for _, x := range d.circle.Days {
		if y, _, _ := x.Day.Date(); y == year {
			row := facetValue{Label: d.dayWords(x.Day), Count: d.Number(x.Count)}
			if d.year != 0 { // who asked for a year looks at its days
				row.Href = d.dayLink(x.Day)
			}
			v.DayRows = append(v.DayRows, row)
		}
	}
}

func (d *dossier) monthLink(year, month int) string {
	after, before := monthBounds(year, month)
	return d.Link("/events", "actor", d.id, "after", after, "before", before)
}

func (d *dossier) dayLink(day parley.Day) string {
	return d.Link("/events", "actor", d.id, "after", day.String(), "before", (day + 1).String())
}

func (d *dossier) monthHeat(years []int, months map[int]*[12]int) *sketch {
	p := picture.Heat{Years: years, Months: d.monthNames()}
	for _, y := range years {
		var row [12]picture.Shade
		for m, n := range months[y] {
			if n > 0 {
				row[m] = picture.Shade{Count: n, Label: d.axisDate(y, m+1, 0) + ": " + d.Count("events", n), Href: d.monthLink(y, m+1)}
			}
		}
		p.Cells = append(p.Cells, row)
	}
	title := d.T("actor.months.alt", "name", d.name())
	return &sketch{"months", title, "", func(f picture.Frame) drawer { q := p; q.Frame = f; return &q }}
}

func (d *dossier) dayHeat(year int, days map[parley.Day]int) *sketch {
	p := picture.Calendar{Year: year, Weekdays: d.weekdayNames(), Months: d.monthNames(), Days: map[parley.Day]picture.Shade{}}
	for day, n := range days {
		if y, _, _ := day.Date(); y == year {
			p.Days[day] = picture.Shade{Count: n, Label: d.dayWords(day) + ": " + d.Count("events", n)}
		}
	}
	title := d.T("actor.days.alt", "name", d.name(), "year", strconv.Itoa(year))
	return &sketch{"days", title, "", func(f picture.Frame) drawer { q := p; q.Frame = f; return &q }}
}
