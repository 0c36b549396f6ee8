package web

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"parley"
)

// The most that the screen of one event opens and prints.
const (
	eventPages  = 30
	eventClaims = 400
	eventQuotes = 40
)

// eventView is the data of event.html.
type eventView struct {
	Row            eventRow
	Fields         []fieldRow
	Silent         string // fields that nobody gives
	Unread         string
	Quotes         []quote
	QuotesLeft     string
	Contradictions []contradictionView
	Changes        []changeView
	Reasons        []joinView
	Track          *link
	First          string
	Form           *eventForm // of editors
}

// changeView is one line of the event's history.
type changeView struct {
	At, What, Why string
	By            string // the person, "" for the program
	Edit          int64  // number of the person's edit
	Undo          bool   // the reader can take it back
	Back          string // the screen it is on
}

func (s *site) event(r *request) (*screen, error) {
	e, err := s.ledger.Event(r.Context(), r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	if e == nil {
		return nil, errAbsent
	}
	v := &eventView{Row: r.row(e), Reasons: r.joins(e)}
	said, err := s.said(r.Context(), e)
	if err != nil {
		return nil, err
	}
	v.Fields, v.Silent = r.fields(e, said)
	if missing := len(e.Claims) - len(said); missing > 0 {
		v.Unread = r.T("event.unread", "n", r.Number(missing), "all", r.Number(len(e.Claims)))
	}
	against, err := s.elsewhere(r.Context(), e)
	if err != nil {
		return nil, err
	}
	r.eventSaid(v, e, against)
	if e.Track != "" {
		t, err := s.ledger.TrackLines(r.Context(), parley.TrackFilter{IDs: []string{string(e.Track)}})
		if err != nil {
			return nil, err
		}
		if len(t) > 0 {
			v.Track = &link{r.lineTitle(&t[0]), r.To("tracks", t[0].ID)}
		}
	}
	if v.Form, err = s.eventForm(r, e); err != nil {
		return nil, err
	}
	title := parley.Shorten(v.Row.Line, 120)
	return &screen{Title: title, Section: "events", API: r.To("api/v1/events", e.ID), Data: v}, nil
}

// said are the event's claims by id. Of those whose words the ledger does not keep apart the
// pages are opened.
func (s *site) said(ctx context.Context, e *parley.Event) (map[string]*parley.Claim, error) {
	var ids []string
	for _, c := range e.Claims[:min(len(e.Claims), eventClaims)] {
		ids = append(ids, c.ID)
		restOn(ctx, parley.ThingPage, c.Page)
	}
	said, err := s.ledger.Said(ctx, ids)
	if err != nil || len(said) >= len(ids) {
		return said, err
	}
	wanted := map[string]bool{}
	pages := map[string]bool{}
	for _, c := range e.Claims {
		if wanted[c.ID] = said[c.ID] == nil; wanted[c.ID] && len(pages) < eventPages {
			pages[c.Page] = true
		}
	}
	for page := range pages {
		reading, err := s.ledger.Reading(ctx, page)
		if err != nil {
			return nil, err
		}
		if reading == nil {
			continue
		}
		for i := range reading.Claims {
			if c := &reading.Claims[i]; wanted[c.ID] {
				said[c.ID] = c
			}
		}
	}
	return said, nil
}

// elsewhere are the sentences of other events among those by which the sources of the event contradict each
// other, by claim: what its accusations are answered with, or what it denies.
func (s *site) elsewhere(ctx context.Context, e *parley.Event) (map[string]*parley.ClaimRef, error) {
	out := map[string]*parley.ClaimRef{}
	var ids []string
	for _, c := range e.Contradictions {
		if c.Field == parley.FieldAccusation {
			for _, v := range c.Values {
				ids = append(ids, v.Claims[:min(len(v.Claims), saidClaims)]...)
			}
		}
	}
	if len(ids) == 0 {
		return out, nil
	}
	of, err := s.ledger.Telling(ctx, ids)
	if err != nil {
		return nil, err
	}
	events, err := s.ledger.EventsNamed(ctx, of)
	if err != nil {
		return nil, err
	}
	for i := range events {
		for j := range events[i].Claims {
			out[events[i].Claims[j].ID] = &events[i].Claims[j]
		}
	}
	return out, nil
}

// eventSaid fills in what the sources say: sentences, differences, history. Claims holds those of other events
// that it differs with.
func (r *reader) eventSaid(v *eventView, e *parley.Event, claims map[string]*parley.ClaimRef) {
	for i := range e.Claims {
		c := &e.Claims[i]
		claims[c.ID] = c
		if i >= eventQuotes {
			continue
		}
		q := r.quote(c)
		if k := slices.IndexFunc(v.Quotes, func(o quote) bool { return o.Text == q.Text }); k >= 0 {
			v.Quotes[k].Also = append(v.Quotes[k].Also, q)
			continue
		}
		v.Quotes = append(v.Quotes, q)
	}
	if left := len(e.Claims) - eventQuotes; left > 0 {
		v.QuotesLeft = r.T("event.evidence.left", "n", r.Number(left))
	}
	for _, c := range e.Contradictions {
		v.Contradictions = append(v.Contradictions, r.contradiction(c, claims))
	}
	for i := range e.Changes {
		row := r.changeRow(&e.Changes[i], r.To("events", e.ID))
		if e.Changes[i].By == "" {
			row.Why = upperFirst(r.because(r.bySentences(parley.ParseJoin(e.Changes[i].Why).Why, claims)))
		}
		v.Changes = append(v.Changes, row)
	}
	if seen := firstSeen(e); seen != "" {
		v.First = r.T("event.first", "date", r.Date(seen))
	}
}

// fieldRow is a field of an event: its value, how many claims say so and who differs.
type fieldRow struct {
	Field, Value, Why string
	Href              string
	Agree, AgreeWhy   string
	Vague             string
	Foretold          string // how many tell it as it was planned
	Differ            []differing
}

// verdict is how one claim stands to the value that the event holds.
type verdict uint8

const (
	silent verdict = iota
	agrees
	vague // compatible, but less exact
	differs
	foretold // it is of the plan, before it came about or otherwise
	verdicts
)

// fields lists every field with its tally, and in words those that nobody gives.
func (r *reader) fields(e *parley.Event, said map[string]*parley.Claim) (rows []fieldRow, silent string) {
	t := &tally{r, e, said}
	rows = []fieldRow{
		t.row("kind", string(e.Kind), func(c *parley.Claim) string { return string(c.Kind) }, same),
	}
	if e.Object != "" {
		rows = append(rows, t.row("object", string(e.Object), func(c *parley.Claim) string { return string(c.Object) }, same))
	}
	rows = append(rows, t.row("status", string(e.Status), func(c *parley.Claim) string { return string(c.Status) }, sameStatus))
	for i := range e.Actors {
		rows = append(rows, t.actor(&e.Actors[i]))
	}
	when := t.row("time", whenValue(e.Time), func(c *parley.Claim) string { return whenValue(c.Time) }, sameTime)
	if e.Time != nil {
		when.Why = r.Why(e.Time.Basis, e.Time.Why)
	}
	rows = append(rows, when)
	place := ""
	if e.Place != nil {
		place = r.Place(e.Place)
	}
	rows = append(rows, t.row("place", place, func(c *parley.Claim) string { return r.Place(c.Place) }, samePlace))
	rows = append(rows, t.row("duration", string(e.Duration), func(c *parley.Claim) string { return string(c.Duration) }, same))
	if e.Round != nil {
		rows = append(rows, t.row("round", strconv.Itoa(*e.Round), roundOf, same))
	}
	if len(e.Topics) > 0 {
		var names []string
		for _, id := range e.Topics {
			names = append(names, r.topic(id))
		}
		rows = append(rows, fieldRow{Field: r.T("field.topics"), Value: strings.Join(names, r.T("list.sep"))})
	}
	var none []string
	rows = slices.DeleteFunc(rows, func(x fieldRow) bool {
		if x.Value == "" && len(x.Differ) == 0 {
			none = append(none, lowerFirst(x.Field))
			return true
		}
		return false
	})
	if len(none) > 0 {
		silent = r.T("event.silent", "fields", strings.Join(none, r.T("list.sep")))
	}
	return rows, silent
}

func roundOf(c *parley.Claim) string {
	if c.Round == nil {
		return ""
	}
	return strconv.Itoa(*c.Round)
}

func same(event, claim string) verdict {
	switch {
	case claim == "":
		return silent
	case claim == event:
		return agrees
	}
	return differs
}

// sameStatus lets what goes on stand beside what happened, and what may be beside what is planned.
func sameStatus(event, claim string) verdict {
	v := same(event, claim)
	likely := func(s string) bool { return s == string(parley.Planned) || s == string(parley.Possible) }
	if v == differs && (happened(event) && happened(claim) || likely(event) && likely(claim)) {
		return vague
	}
	return v
}

func happened(status string) bool {
	return status == string(parley.Occurred) || status == string(parley.Ongoing)
}

// plan tells whether a claim tells of what happened as it was planned: no source says otherwise by it.
func (t *tally) plan(field string, c *parley.Claim) bool {
	return field != "kind" && field != "object" && happened(string(t.event.Status)) && (c.Status == parley.Planned || c.Status == parley.Possible)
}

// sameTime lets a less exact time stand beside an exact one.
func sameTime(event, claim string) verdict {
	v := same(event, claim)
	if v == differs && compatible(event, claim) {
		return vague
	}
	return v
}

// samePlace lets the country alone stand beside a town of it.
func samePlace(event, claim string) verdict {
	v := same(event, claim)
	if v == differs && (strings.HasSuffix(event, "("+claim+")") || strings.HasSuffix(claim, "("+event+")")) {
		return vague
	}
	return v
}

// tally counts what the claims of one event say.
type tally struct {
	*reader
	event *parley.Event
	said  map[string]*parley.Claim
}

// row counts how the claims stand to a value of the event.
func (t *tally) row(field, value string, of func(*parley.Claim) string, judge func(event, claim string) verdict) fieldRow {
	row := fieldRow{Field: t.T("field." + field)}
	if value != "" {
		row.Value = t.fieldValue(field, value)
	}
	var counts [verdicts]int
	at := map[string]int{}
	for i := range t.event.Claims {
		ref := &t.event.Claims[i]
		c := t.said[ref.ID]
		if c == nil {
			continue
		}
		v := judge(value, of(c))
		if v == differs && t.plan(field, c) {
			v = foretold
		}
		counts[v]++
		if v != differs {
			continue
		}
		words := t.fieldValue(field, of(c))
		n, ok := at[words]
		if !ok {
			n = len(row.Differ)
			at[words] = n
			row.Differ = append(row.Differ, differing{Value: words})
		}
		row.Differ[n].Count++
		if len(row.Differ[n].Quotes) < 4 {
			row.Differ[n].Quotes = append(row.Differ[n].Quotes, t.quote(ref))
		}
	}
	t.words(&row, counts, "event.vague")
	return row
}

// words tells the counts, those that are less exact under a key of the locale.
func (t *tally) words(row *fieldRow, counts [verdicts]int, less string) {
	all := len(t.said)
	if counts[foretold] > 0 {
		row.Foretold = t.plural("event.foretold", counts[foretold])
	}
	if all == 0 || counts[agrees]+counts[vague] == 0 {
		return
	}
	row.Agree = t.T("event.agree.n", "n", t.Number(counts[agrees]), "all", t.Number(all))
	row.AgreeWhy = t.T("event.agree.why", "n", t.Number(counts[agrees]), "all", t.Number(all), "silent", t.Number(counts[silent]))
	if counts[vague] > 0 {
		row.Vague = t.plural(less, counts[vague])
	}
}

// actor is a row of its own for each actor: how many claims name it.
func (t *tally) actor(a *parley.Actor) fieldRow {
	row := fieldRow{Field: upperFirst(t.word("role", string(a.Role))), Value: t.actorWords(a), Href: t.To("actors", a.ID)}
	var counts [verdicts]int
	for _, c := range t.said {
		v := silent
		for _, b := range c.Actors {
			switch {
			case b.ID == a.ID || b.Key() == a.Key() && a.ID == a.Key():
				v = agrees
			case b.Key() == a.Key() && v == silent:
				v = vague // the state, or somebody else of it
			}
		}
		counts[v]++
	}
	t.words(&row, counts, "event.vague.actor")
	return row
}

// actorWords is "Sergey Lavrov – foreign minister, Russia".
func (r *reader) actorWords(a *parley.Actor) string {
	var more []string
	if a.Office != "" {
		if name, ok := r.known("office:" + strings.TrimPrefix(string(a.Office), "office:")); ok {
			more = append(more, name)
		}
	}
	if a.State != "" && a.ID != "state:"+string(a.State) && len(more) == 0 {
		more = append(more, r.Name("state:"+string(a.State)))
	}
	text := r.ActorName(*a)
	if len(more) > 0 && more[0] != text {
		text += " – " + strings.Join(more, ", ")
	}
	return text
}

func plainAll(list []string) []string {
	out := make([]string, 0, len(list))
	for _, s := range list {
		out = append(out, parley.Plain(s))
	}
	return out
}
