package annotate

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"parley"
	"parley/internal/pack"
	"parley/internal/rule"
)

// A day without a year that a text tells of known actors may be a day of the calendar: "on
// 4/7 North Korea fired a missile" is of 2017. Each such coincidence is a fact about the
// item's date, the stronger the rarer the calendar tells of these actors.

// calendar is the happenings of the world by day of the year, and the words for deeds.
type calendar struct {
	byDay  map[[2]int][]happening // by month and day
	terms  map[[2]int][]termDay
	lex    *rule.Lexicon
	deed   rule.Class
	ofYear map[int]int // how many happenings
}

type happening struct {
	*pack.Happening
	in     parley.Interval
	weight float64
}

// termDay is a day on which somebody took or left an office.
type termDay struct {
	person string
	day    parley.Day
	why    string
}

// What a coincidence weighs.
const (
	calendarMost  = 4.5 // actors that the calendar names once
	calendarLeast = 2   // and those that it names always
	calendarRare  = 1.2
	calendarFall  = .6
	calendarTerm  = 3.5
	// what it loses where the sentence tells no such deed of them
	calendarNoDeed = 1.5
	calendarSpan   = 20 // days; of longer happenings only the first and last day count
)

// What it weighs that a landmark is named on its own day, or in its own month.
const (
	landmarkDay   = 4.5
	landmarkMonth = 2.5
)

// newCalendar indexes the world's calendar. Words are the table "deeds": id → forms.
func newCalendar(a *Annotator, words map[string][]string) *calendar {
	c := &calendar{byDay: map[[2]int][]happening{}, terms: map[[2]int][]termDay{}, ofYear: map[int]int{}, lex: rule.NewLexicon(a.lex.Vocab())}
	c.deed = c.lex.Class("deed")
	for _, id := range slices.Sorted(maps.Keys(words)) {
		for _, f := range words[id] {
			c.lex.Add(c.deed, id, f)
		}
	}
	often := map[string]int{}
	for i := range a.world.Calendar {
		often[strings.Join(a.world.Calendar[i].Who, ",")]++
	}
	for i := range a.world.Calendar {
		h := &a.world.Calendar[i]
		in, ok := interval(h.From, h.To)
		if !ok {
			continue
		}
		y, _, _ := in.From.Date()
		c.ofYear[y]++
		w := calendarMost + calendarRare - calendarFall*math.Log(float64(often[strings.Join(h.Who, ",")]))
		x := happening{h, in, min(calendarMost, max(calendarLeast, w))}
		for d := in.From; d <= in.To; d++ {
			if in.To-in.From > calendarSpan && d > in.From && d < in.To {
				continue
			}
			_, m, day := d.Date()
			c.byDay[[2]int{m, day}] = append(c.byDay[[2]int{m, day}], x)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(a.world.Terms)) {
		for _, t := range a.world.Terms[id] {
			c.addTerm(a, id, t)
		}
	}
	return c
}

func (c *calendar) addTerm(a *Annotator, id string, t pack.Term) {
	for _, day := range []string{t.From, t.To} {
		v, err := parley.ParseEDTF(day)
		d, ok := v.Day()
		if err != nil || !ok {
			continue
		}
		_, m, n := d.Date()
		key := [2]int{m, n}
		c.terms[key] = append(c.terms[key], termDay{id, d, a.termWords(a.world.People[id], t, day == t.To)})
	}
}

// calendarFacts looks every day without a year up in the calendar, with the actors named
// in its sentence and the one before.
func (d *discourse) calendarFacts() {
	seen := map[string]bool{}
	for k := range d.idx {
		var days [][2]int
		for _, e := range d.exprs[k] {
			for _, p := range e.points {
				day := [2]int{p.month, p.day}
				if p.month == 0 || p.year != 0 || p.yearBase != baseNone || len(days) == calendarDays || slices.Contains(days, day) {
					continue
				}
				days = append(days, day)
				for _, find := range []func(int, DateExpr, datePoint) (Fact, bool){d.coincidence, d.landmarkOn} {
					if f, ok := find(k, e, p); ok && !seen[f.Why] {
						seen[f.Why] = true
						d.facts = append(d.facts, f)
					}
				}
			}
		}
	}
}

// calendarDays is how many days of one sentence are looked up: no news tells of more, and
// each costs a walk over the sentence.
const calendarDays = 12

// coincidence is the fact that the calendar knows of the sentence's actors on the day p.
func (d *discourse) coincidence(k int, e DateExpr, p datePoint) (Fact, bool) {
	c := d.a.calendar
	key := [2]int{p.month, p.day}
	if c == nil || p.day == 0 || len(c.byDay[key]) == 0 && len(c.terms[key]) == 0 {
		return Fact{}, false
	}
	tense := d.a.dates.Tense(d.line(k), e)
	f := Fact{Ageless: true}
	add := func(on parley.Day, weight float64, why string) {
		f.Alternatives = append(f.Alternatives, around(on, tense))
		f.Weight = max(f.Weight, weight)
		if len(f.Alternatives) <= 2 {
			f.Why = join(f.Why, why)
		}
	}
	here := d.namedIDs(d.a.here[:0], k)
	near := d.namedIDs(d.a.near[:0], k-1)
	if k > 1 {
		near = d.namedIDs(near, 0)
	}
	d.a.here, d.a.near = here, near
	var deeds []string
	for _, h := range c.byDay[key] {
		if !tells(h.Who, here, near) {
			continue
		}
		if deeds == nil {
			deeds = d.deeds(k)
		}
		weight := h.weight
		if !slices.ContainsFunc(h.Deeds, func(id string) bool { return slices.Contains(deeds, id) }) {
			if weight -= calendarNoDeed; weight < calendarLeast || len(h.Who) < 2 || !tells(h.Who, here, nil) {
				continue
			}
		}
		y, _, _ := h.in.From.Date()
		on, _ := parley.NewDay(y, p.month, p.day)
		if on < h.in.From {
			on = h.in.To
		}
		d.coincided = append(d.coincided, h.Happening)
		add(on, weight, fmt.Sprintf("it tells of %s on %s", strings.Join(h.Who, ", "), on))
	}
	for _, t := range c.terms[key] {
		if slices.Contains(here, "person:"+t.person) {
			add(t.day, calendarTerm, t.why)
		}
	}
	return f, len(f.Alternatives) > 0
}

// landmarkOn is the fact that the sentence names a landmark on its own day or in its own
// month: "at the summit in Madrid at the end of June".
func (d *discourse) landmarkOn(k int, e DateExpr, p datePoint) (Fact, bool) {
	l := d.line(k)
	for j := range l.Words {
		w, ok := l.Has(j, d.a.c.landmark)
		if !ok {
			continue
		}
		lm := d.a.world.Landmarks[w.ID]
		in, ok := interval(lm.From, lm.To)
		if !ok || in.To-in.From > calendarSpan {
			continue
		}
		for on := in.From; on <= in.To; on++ {
			if _, m, day := on.Date(); m != p.month || p.day > 0 && day != p.day {
				continue
			}
			f := Fact{
				Alternatives: []parley.Interval{around(on, d.a.dates.Tense(l, e))}, Ageless: true, Weight: landmarkDay,
				Why: fmt.Sprintf("the text names %s (%s)", lm.Name, lm.From),
			}
			if p.day == 0 {
				f.Weight = landmarkMonth
			}
			return f, true
		}
	}
	return Fact{}, false
}

// around is when a text may be of that tells a day without its year, and so that the day
// is the nearest of its name.
func around(on parley.Day, tense Tense) parley.Interval {
	switch tense {
	case TensePast:
		return parley.Interval{From: on - 20, To: on + 330}
	case TenseFuture:
		return parley.Interval{From: on - 330, To: on + 20}
	}
	return parley.Interval{From: on - 150, To: on + 200}
}

// tells tells whether all of who are named, at least one of them in the sentence itself.
func tells(who, here, near []string) bool {
	any := false
	for _, id := range who {
		switch {
		case slices.Contains(here, id):
			any = true
		case !slices.Contains(near, id):
			return false
		}
	}
	return any
}

// namedIDs appends what sentence k names: ISO3 codes, ids of organisations, groups and places as
// the world has them, and person:… ids.
func (d *discourse) namedIDs(out []string, k int) []string {
	if k < 0 {
		return out
	}
	from := len(out)
	add := func(id string) {
		if id != "" && !slices.Contains(out[from:], id) {
			out = append(out, id)
		}
	}
	for i := range d.mentions[k] {
		m := &d.mentions[k][i]
		add(m.state)
		add(m.place)
		if m.place != "" {
			add(d.a.world.Places[m.place].State)
		}
		_, org, _ := strings.Cut(m.org, ":")
		add(org)
		if m.person != nil {
			add(m.person.state)
			add(m.person.id)
		}
	}
	return out
}

// deeds lists the deeds that the words of sentence k tell.
func (d *discourse) deeds(k int) []string {
	l := d.line(k)
	own := &rule.Line{Text: l.Text, Tokens: l.Tokens}
	d.a.calendar.lex.Scan(own)
	out := []string{}
	for i := range own.Words {
		for _, w := range own.Words[i] {
			if !slices.Contains(out, w.ID) {
				out = append(out, w.ID)
			}
		}
	}
	return out
}

// horizon is the last year of which the world knows anything.
func horizon(w *pack.World) int {
	last := 0
	see := func(day string) {
		if v, err := parley.ParseEDTF(day); err == nil {
			y, _, _ := v.Bounds().From.Date()
			last = max(last, y)
		}
	}
	for _, ts := range w.Terms {
		for _, t := range ts {
			see(t.From)
		}
	}
	for i := range w.Calendar {
		see(w.Calendar[i].From)
	}
	return last
}
