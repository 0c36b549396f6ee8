package web

import (
	"slices"
	"sort"
	"strings"

	"parley"
)

// minuteLine is one of the five lines that tell a negotiation in a minute. All have one
// part but "agreed and open", which has two.
type minuteLine struct {
	Label string
	Parts []minutePart
}

// minutePart is the clauses of a line, or what is said where there are none.
type minutePart struct {
	Label   string // "" where the line has only this part
	Clauses []clause
	Empty   string
}

// clause is one statement of a line with the numbers of its evidence.
type clause struct {
	Before string // before the names
	Links  []link // names, with Text behind them
	Text   string
	Href   string // to the event
	Notes  []int
}

// minute makes the five lines; every clause takes its notes from the events behind it.
func (f *file) minute() []minuteLine {
	return []minuteLine{
		{f.T("track.line.parties"), []minutePart{f.partiesPart()}},
		{f.T("track.line.format"), []minutePart{f.formatPart()}},
		{f.T("track.line.last"), []minutePart{f.lastPart()}},
		{f.T("track.line.standing"), []minutePart{f.agreedPart(), f.openPart()}},
		{f.T("track.line.next"), []minutePart{f.nextPart()}},
	}
}

func (f *file) clause(text string, events ...string) clause {
	c := clause{Text: text}
	for _, id := range events {
		if len(c.Notes) == 2 {
			break
		}
		if n := f.note(id); n > 0 && !slices.Contains(c.Notes, n) {
			c.Notes = append(c.Notes, n)
			if c.Href == "" {
				c.Href = f.eventLink(id)
			}
		}
	}
	return c
}

func (f *file) partiesPart() minutePart {
	t := f.track
	about := ""
	if t.Issue != "" {
		about = f.T("track.about", "topic", f.topic(t.Issue))
	}
	sides := f.clause(about, f.named["parties"])
	sides.Links = f.actorLinks(t.Parties)
	part := minutePart{Clauses: []clause{sides}}
	if len(t.Mediators) > 0 {
		between := f.clause("", f.named["mediators"])
		between.Before, between.Links = f.T("track.mediated"), f.actorLinks(t.Mediators)
		part.Clauses = append(part.Clauses, between)
	}
	return part
}

// formatPart counts how the rounds were held: "in person, deputies (3 rounds)".
func (f *file) formatPart() minutePart {
	part := minutePart{Empty: f.T("track.no.rounds")}
	type form struct {
		text   string
		n      int
		events []string
	}
	var forms []*form
	for i := range f.track.Rounds {
		round := &f.track.Rounds[i]
		if round.Status != parley.Occurred && round.Status != parley.Ongoing {
			continue
		}
		text := f.format(round)
		if text == "" {
			text = f.T("event.none")
		}
		at := sort.Search(len(forms), func(i int) bool { return forms[i].text >= text })
		if at == len(forms) || forms[at].text != text {
			forms = append(forms[:at], append([]*form{{text: text}}, forms[at:]...)...)
		}
		forms[at].n++
		forms[at].events = append(forms[at].events, round.Events...)
	}
	for _, x := range forms {
		part.Clauses = append(part.Clauses, f.clause(upperFirst(x.text)+": "+f.Count("rounds", x.n), x.events...))
	}
	return part
}

// format is the channel and level of a round as words.
func (f *file) format(round *parley.Round) string {
	var parts []string
	if round.Channel != "" {
		parts = append(parts, parley.Plain(f.word("channel", string(round.Channel))))
	}
	if round.Level != "" {
		parts = append(parts, parley.Plain(f.word("level", string(round.Level))))
	}
	return strings.Join(parts, f.T("list.sep"))
}

func (f *file) lastPart() minutePart {
	part := minutePart{Empty: f.T("track.no.rounds")}
	var last *parley.Round
	for i := range f.track.Rounds {
		if s := f.track.Rounds[i].Status; s == parley.Occurred || s == parley.Ongoing {
			last = &f.track.Rounds[i]
		}
	}
	if last == nil {
		return part
	}
	text := f.roundName(last) + ", " + f.When(last.Time)
	if place := f.Place(last.Place); place != "" {
		text += ", " + place
	}
	part.Clauses = append(part.Clauses, f.clause(text, last.Events...))
	if heads := f.headNames(last); len(heads) > 0 {
		part.Clauses = append(part.Clauses, clause{Text: f.T("track.heads") + ": " + f.join(heads, 6)})
	}
	if last.Outcome != "" {
		part.Clauses = append(part.Clauses, clause{Text: f.T("track.outcome") + ": " + f.outcome(last)})
	}
	for i := 1; i < len(part.Clauses); i++ {
		part.Clauses[i].Notes = part.Clauses[0].Notes
	}
	return part
}

// mostAgreed is how many things agreed the line names.
const mostAgreed = 5

// agreedPart is the proposals that all who were asked accepted, but for invitations, and what else was agreed in words
// or by all, the latest first.
func (f *file) agreedPart() minutePart {
	part := minutePart{Label: f.T("track.line.agreed"), Empty: f.T("track.no.agreed")}
	used := map[string]bool{}
	for i := len(f.track.Proposals) - 1; i >= 0; i-- {
		p := &f.track.Proposals[i]
		var by, events []string
		for _, a := range p.Answers {
			used[a.Event] = true
			by, events = append(by, a.By), append(events, a.Event)
		}
		if p.Agreed() && p.Object != parley.Maybe(parley.Visit) && !used[p.Event] && len(part.Clauses) < mostAgreed {
			used[p.Event] = true
			part.Clauses = append(part.Clauses, f.clause(quoted(p.Content)+" ("+f.Names(by)+")", append([]string{p.Event}, events...)...))
		}
	}
	for _, d := range f.deals(used) {
		if len(part.Clauses) == mostAgreed {
			break
		}
		text := f.line(deedOf(d.event))
		if when := whenValue(d.event.Time); when != "" {
			text += ", " + f.Date(when)
		}
		if !slices.ContainsFunc(part.Clauses, func(c clause) bool { return c.Text == text }) {
			part.Clauses = append(part.Clauses, f.clause(text, d.ids...))
		}
	}
	return part
}

// deal is what was agreed, and the events that tell it: the first of them, or the first that has a day.
type deal struct {
	event *parley.Event
	ids   []string
}

// agreed are the events by which something was agreed; of a track of an older ledger all that were signed or
// agreed to.
func (f *file) agreed() []string {
	if f.track.Agreed == nil {
		return f.facts.Agreed
	}
	return f.track.Agreed
}

// deals are what was agreed, but for what is used elsewhere; events that tell one deal stand together.
func (f *file) deals(used map[string]bool) []deal {
	var out []deal
	for _, id := range f.agreed() {
		e := f.byID[id]
		if e == nil || used[e.ID] || e.Status != parley.Occurred || !f.agreement(e) {
			continue
		}
		i := slices.IndexFunc(out, func(d deal) bool { return oneDeal(d.event, e) })
		if i < 0 {
			out = append(out, deal{e, []string{e.ID}})
			continue
		}
		out[i].ids = append(out[i].ids, e.ID)
		if whenValue(out[i].event.Time) == "" && whenValue(e.Time) != "" {
			out[i].event = e
		}
	}
	return out
}

// leastAlike is how many words two deals must share at least to be one.
const leastAlike = 3

// oneDeal tells whether two events seem to tell one deal: the same kind between the same sides, at no two times, in words
// of which half are the same; or in the same words, or none, within days.
func oneDeal(a, b *parley.Event) bool {
	if a.Kind != b.Kind || !slices.Equal(sideKeys(a), sideKeys(b)) {
		return false
	}
	if strings.EqualFold(string(a.ObjectText), string(b.ObjectText)) && a.Object == b.Object {
		return soon(whenValue(a.Time), whenValue(b.Time))
	}
	if x, y := whenValue(a.Time), whenValue(b.Time); x != "" && y != "" && !compatible(x, y) {
		return false
	}
	x, y := strings.Fields(strings.ToLower(string(a.ObjectText))), strings.Fields(strings.ToLower(string(b.ObjectText)))
	alike := 0
	for _, w := range x {
		if slices.Contains(y, w) {
			alike++
		}
	}
	return alike >= leastAlike && 2*alike >= min(len(x), len(y))
}

// soon tells whether two times lie within days of each other, or one says less than the other; what has none may be any.
func soon(a, b string) bool {
	const days = 4
	x, okx := parley.DaysOf(a)
	y, oky := parley.DaysOf(b)
	return !okx || !oky || x.From <= y.To+days && y.From <= x.To+days
}

// sideKeys are the keys of those who take part, sorted, each once.
func sideKeys(e *parley.Event) []string {
	var out []string
	for i := range e.Actors {
		out = append(out, e.Actors[i].Key())
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// agreement tells whether an event says what was agreed, and by whom: a signature with its day or a content, or a
// consent that has a content.
func (f *file) agreement(e *parley.Event) bool {
	if !slices.ContainsFunc(e.Actors, func(a parley.Actor) bool { return a.Role != parley.RoleTarget }) {
		return false
	}
	switch e.Kind {
	case parley.Sign:
		return e.Object != "" || e.ObjectText != "" || whenValue(e.Time) != ""
	case parley.Accept:
		return e.SaysWhat()
	}
	return false
}

// openPart is the proposals that lie on the table: refused by some, or not answered by all.
func (f *file) openPart() minutePart {
	part := minutePart{Label: f.T("track.line.open"), Empty: f.T("track.no.open")}
	for i := len(f.track.Proposals) - 1; i >= 0 && len(part.Clauses) < mostAgreed; i-- { // the latest first
		p := &f.track.Proposals[i]
		if !p.Waits(f.byID[p.Event]) {
			continue
		}
		text := quoted(p.Content) + " (" + f.Names(p.By) + ")"
		var answers, events []string
		for _, a := range p.Answers {
			answers = append(answers, f.Name(a.By)+": "+f.word("answer", a.Answer))
			events = append(events, a.Event)
		}
		if len(answers) == 0 {
			answers = []string{f.T("track.proposal.noanswer")}
		}
		text += " – " + f.join(answers, 4)
		part.Clauses = append(part.Clauses, f.clause(text, append([]string{p.Event}, events...)...))
	}
	return part
}

func (f *file) nextPart() minutePart {
	part := minutePart{Empty: f.T("track.no.next")}
	for i := range f.track.Next[:min(len(f.track.Next), mostAgreed)] {
		n := &f.track.Next[i]
		text := f.nextWords(n, f.byID[n.Event])
		if !slices.ContainsFunc(part.Clauses, func(c clause) bool { return c.Text == text }) {
			part.Clauses = append(part.Clauses, f.clause(text, n.Event))
		}
	}
	return part
}

// quoted puts the words of a source in quotation marks, short enough for a line.
func quoted(s string) string { return "“" + parley.Shorten(parley.Plain(s), 140) + "”" }
