package web

import (
	"sort"
	"strconv"
	"strings"

	"parley"
)

// roundView is one row of the table of rounds.
type roundView struct {
	Number    string
	Reported  string
	When      string
	WhenWhy   string
	Venue     string
	Format    string // channel and level
	Heads     []string
	Mediators string
	Outcome   string
	Status    string
	StatusID  string
	Promise   string
	PromiseID string // kept, moved, due, overdue, cancelled, none
	Href      string
	Evidence  *quote
}

// roundColumns are which columns of the table of rounds say anything, and in words which do
// not.
type roundColumns struct {
	Format, Heads, Mediators, Outcome, Promise bool
	Silent                                     string
}

func (f *file) roundColumns(rounds []roundView) roundColumns {
	var c roundColumns
	for i := range rounds {
		r := &rounds[i]
		c.Format = c.Format || r.Format != ""
		c.Heads = c.Heads || len(r.Heads) > 0
		c.Mediators = c.Mediators || r.Mediators != ""
		c.Outcome = c.Outcome || r.Outcome != ""
		c.Promise = c.Promise || r.Promise != ""
	}
	var silent []string
	for _, x := range []struct {
		told bool
		key  string
	}{{c.Format, "track.channel"}, {c.Heads, "track.heads"}, {c.Mediators, "track.mediator"}, {c.Outcome, "track.outcome"}, {c.Promise, "track.promise"}} {
		if !x.told {
			silent = append(silent, lowerFirst(f.T(x.key)))
		}
	}
	if len(silent) > 0 {
		c.Silent = f.T("track.rounds.silent", "fields", strings.Join(silent, f.T("list.sep")))
	}
	return c
}

func (f *file) rounds() []roundView {
	var out []roundView
	for i := range f.track.Rounds {
		round := &f.track.Rounds[i]
		v := roundView{
			Number: roundNumber(round.Number), When: f.When(round.Time), Venue: f.Place(round.Place),
			Format: f.format(round), Heads: f.headNames(round), Mediators: f.Names(round.Mediators), Outcome: f.outcome(round),
		}
		if round.Reported != nil && *round.Reported != round.Number {
			v.Reported = f.T("track.round.reported", "n", strconv.Itoa(*round.Reported))
		}
		if round.Time != nil && round.Time.Basis == parley.BasisInferred {
			v.WhenWhy = parley.Shorten(f.Why(round.Time.Basis, round.Time.Why), shortWhy)
		}
		if round.Status != parley.Occurred {
			v.Status, v.StatusID = f.word("status", string(round.Status)), string(round.Status)
		}
		v.Promise, v.PromiseID = f.promise(i)
		for _, id := range round.Events {
			if v.Evidence = f.evidence(id); v.Evidence != nil {
				v.Href = f.eventLink(id)
				break
			}
		}
		out = append(out, v)
	}
	return out
}

// roundNumber is the number of a round, a dash for one that was called off.
func roundNumber(n int) string {
	if n == 0 {
		return "–"
	}
	return strconv.Itoa(n)
}

// roundName is "round 2"; one that was called off has no number.
func (f *file) roundName(round *parley.Round) string {
	if round.Number == 0 {
		return f.T("track.round.off")
	}
	return f.T("track.round", "n", strconv.Itoa(round.Number))
}

// mostOutcome is how much of the words of a source stands as the outcome of a round, in letters.
const mostOutcome = 200

// outcome is what came of a round: a code of the catalogue or the words of a source.
func (f *file) outcome(round *parley.Round) string {
	return parley.Shorten(parley.Plain(f.word("outcome", string(round.Outcome))), mostOutcome)
}

// headNames is "Vladimir Medinsky (Russia)" for each delegation, in the order of the parties.
func (f *file) headNames(round *parley.Round) []string {
	var parties []string
	for party := range round.Heads {
		parties = append(parties, party)
	}
	sort.Strings(parties)
	var out []string
	for _, party := range parties {
		out = append(out, parley.Plain(f.Name(round.Heads[party])+" ("+f.Name(party)+")"))
	}
	return out
}

// promise says what step was promised after round i and whether it was kept; "" where none
// is known. Where the track does not hold the promise it is read from the next round: that
// is still planned, or its event's history says that it once was, and for when.
func (f *file) promise(i int) (text, id string) {
	rounds := f.track.Rounds
	if p := rounds[i].Promise; p != nil {
		return f.promised(p, rounds[i+1:])
	}
	if i+1 == len(rounds) {
		if n := len(f.track.Next); n > 0 && rounds[i].Status == parley.Occurred && f.track.Next[0].Time != nil {
			return f.due(f.track.Next[0].Time.Value)
		}
		return "", "none"
	}
	next := &rounds[i+1]
	held := whenValue(next.Time)
	switch next.Status {
	case parley.Planned, parley.Possible:
		return f.due(held)
	case parley.Cancelled:
		day := ""
		if held != "" {
			day = f.Date(held)
		}
		return f.T("promise.cancelled", "a", day), "cancelled"
	}
	first, found := f.firstPlan(next, held)
	switch {
	case !found:
		return "", "none"
	case compatible(first, held):
		return f.T("promise.kept", "a", f.Date(held)), "kept"
	}
	return f.T("promise.moved", "a", f.Date(first), "b", f.Date(held)), "moved"
}

// promised says what became of a promise that the track holds; later are the rounds after it.
func (f *file) promised(p *parley.Promise, later []parley.Round) (text, id string) {
	said := whenValue(p.Time)
	day := ""
	if said != "" {
		day = f.Date(said)
	}
	switch id = string(p.Kept); id {
	case "kept", "cancelled":
		return f.T("promise."+id, "a", day), id
	case "moved":
		held := ""
		if len(later) > 0 && whenValue(later[0].Time) != "" {
			held = f.Date(whenValue(later[0].Time))
		}
		return f.T("promise.moved", "a", day, "b", held), id
	}
	return f.due(said)
}

func (f *file) due(value string) (text, id string) {
	if value == "" {
		return f.T("promise.undated"), "due"
	}
	if _, to, ok := bounds(value); ok && !to.IsZero() && to.Format(dayLayout) <= f.today {
		return f.T("promise.overdue", "a", f.Date(value)), "overdue"
	}
	return f.T("promise.due", "a", f.Date(value)), "due"
}

// firstPlan is the time for which the round was first planned, by its events' histories.
func (f *file) firstPlan(round *parley.Round, held string) (value string, found bool) {
	value = held
	for _, id := range round.Events {
		e := f.byID[id]
		if e == nil {
			continue
		}
		for _, c := range e.Changes {
			switch {
			case c.Field == "status" && c.From == string(parley.Planned):
				found = true
			case c.Field == "time" && c.From != "" && value == held:
				value, found = c.From, true
			}
		}
	}
	return value, found
}

// proposalView is a proposal with what was answered.
type proposalView struct {
	By, To, Content string
	When            string
	Href            string
	Evidence        *quote
	Answers         []answerView
}

type answerView struct {
	By, Answer, AnswerID, When string
	Href                       string
	Evidence                   *quote
}

func (f *file) proposals() []proposalView {
	var out []proposalView
	for i := len(f.track.Proposals) - 1; i >= 0 && len(out) < proposalRows; i-- { // the latest first
		p := &f.track.Proposals[i]
		v := proposalView{
			By: f.Names(p.By), To: f.Names(p.To), Content: parley.Shorten(parley.Plain(p.Content), listQuote), When: f.When(p.Time),
			Href: f.eventLink(p.Event), Evidence: f.evidence(p.Event),
		}
		for _, a := range p.Answers {
			answer := answerView{
				By: f.Name(a.By), Answer: f.word("answer", a.Answer), AnswerID: a.Answer,
				Href: f.eventLink(a.Event), Evidence: f.evidence(a.Event),
			}
			if a.Time != nil {
				answer.When = f.When(a.Time)
			}
			v.Answers = append(v.Answers, answer)
		}
		out = append(out, v)
	}
	return out
}

// ids names the ids of a list joined by commas or blanks: "state:RUS, state:UKR".
func (r *reader) ids(list string) string {
	var names []string
	for _, id := range strings.FieldsFunc(list, func(c rune) bool { return c == ',' || c == ' ' || c == ';' }) {
		names = append(names, parley.Plain(r.Name(id)))
	}
	return r.join(names, 8)
}
