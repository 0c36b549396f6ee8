package export

// This file makes the briefing of one track: a paper of headings, lines, tables and
// numbered sources, which markdown.go and docx.go print.

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"parley"
)

// paper is a document: parts in order, then its sources.
type paper struct {
	title   string
	sub     string
	parts   []part
	sources []string // the n-th is note n+1
	heading string   // of the sources
	foot    string
}

// part is a heading with what stands below it; any of the three may be empty.
type part struct {
	heading string
	lines   []noted
	head    []string // of the table
	rows    [][]noted
}

// noted is text with the numbers of the sources that say it.
type noted struct {
	label string // in bold before the text
	text  string
	notes []int
}

// scribe writes the paper of one track.
type scribe struct {
	*Options
	ctx    context.Context
	ledger Ledger
	track  *parley.Track
	paper  *paper
	notes  map[string]int // event id → number of its source, 0 for none
}

// newPaper reads the track and what tells of it.
func newPaper(ctx context.Context, l Ledger, o *Options) (*paper, Total, error) {
	if o.Track == "" {
		return nil, Total{}, fmt.Errorf("%w: a briefing is on one track", ErrNoTrack)
	}
	t, err := l.Track(ctx, o.Track)
	if err != nil {
		return nil, Total{}, err
	}
	if t == nil {
		return nil, Total{}, fmt.Errorf("%w: %s", ErrNoTrack, o.Track)
	}
	s := &scribe{Options: o, ctx: ctx, ledger: l, track: t, paper: &paper{}, notes: map[string]int{}}
	p := s.paper
	p.title = t.Titles[o.Language]
	if p.title == "" {
		p.title = t.Title
	}
	p.title = parley.Plain(p.title)
	p.sub = s.word("track-state:" + string(t.State))
	if t.Since != "" {
		p.sub += " " + s.fill("paper:since", "date", s.Names.Date(o.Language, string(t.Since)))
	}
	p.heading = s.word("paper:sources")
	for _, step := range []func() (part, error){s.minute, s.rounds, s.proposals, s.positions, s.contradictions, s.next} {
		made, err := step()
		if err != nil {
			return nil, Total{}, err
		}
		if len(made.lines)+len(made.rows) > 0 {
			p.parts = append(p.parts, made)
		}
	}
	p.foot = s.fill("paper:foot", "events", strconv.Itoa(len(t.Events)), "sources", strconv.Itoa(len(t.Sources)), "version", o.Version)
	return p, Total{Rows: 1, Events: len(t.Events)}, nil
}

func (s *scribe) word(id string) string { return s.Names.Word(s.Language, id) }

func (s *scribe) fill(id string, pairs ...string) string {
	for i := 0; i+1 < len(pairs); i += 2 {
		pairs[i] = "{" + pairs[i] + "}"
	}
	return strings.NewReplacer(pairs...).Replace(s.word(id))
}

func (s *scribe) names(ids []string) string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = parley.Plain(s.Names.Name(s.Language, id))
	}
	return strings.Join(out, ", ")
}

func (s *scribe) when(t *parley.When) string {
	if t == nil || t.Value == "" {
		return ""
	}
	return s.Names.Date(s.Language, t.Value)
}

func (s *scribe) place(p *parley.Place) string {
	if p == nil {
		return ""
	}
	return parley.Plain(s.Names.Name(s.Language, "place:"+p.Name))
}

// mostNotes is how many sources a statement names.
const mostNotes = 3

// note numbers the source of an event: the sentence of its first claim.
func (s *scribe) note(events ...string) (notes []int, err error) {
	for _, id := range events {
		if len(notes) == mostNotes {
			break
		}
		n, seen := s.notes[id]
		if !seen {
			e, err := s.ledger.Event(s.ctx, id)
			if err != nil {
				return nil, err
			}
			if e != nil && len(e.Claims) > 0 {
				s.paper.sources = append(s.paper.sources, s.saysWho(e))
				n = len(s.paper.sources)
			}
			s.notes[id] = n
		}
		if n > 0 && !slices.Contains(notes, n) {
			notes = append(notes, n)
		}
	}
	return notes, nil
}

// noteClaims numbers the sources of claims themselves.
func (s *scribe) noteClaims(claims []string) (notes []int, err error) {
	events, err := s.ledger.Telling(s.ctx, claims)
	if err != nil {
		return nil, err
	}
	for _, id := range events {
		e, err := s.ledger.Event(s.ctx, id)
		if err != nil || e == nil {
			return notes, err
		}
		for i := range e.Claims {
			c := &e.Claims[i]
			if len(notes) == mostNotes || !slices.Contains(claims, c.ID) {
				continue
			}
			source := s.says(c)
			n := slices.Index(s.paper.sources, source) + 1
			if n == 0 {
				s.paper.sources = append(s.paper.sources, source)
				n = len(s.paper.sources)
			}
			if !slices.Contains(notes, n) {
				notes = append(notes, n)
			}
		}
	}
	return notes, nil
}

// minute is the negotiation in a few lines: parties, last round, agreed, open, next.
func (s *scribe) minute() (part, error) {
	t := s.track
	p := part{lines: []noted{{label: s.word("paper:parties"), text: s.names(t.Parties)}}}
	if len(t.Mediators) > 0 {
		p.lines = append(p.lines, noted{label: s.word("paper:mediators"), text: s.names(t.Mediators)})
	}
	for i := len(t.Rounds) - 1; i >= 0; i-- {
		r := &t.Rounds[i]
		if r.Status != parley.Occurred && r.Status != parley.Ongoing {
			continue
		}
		notes, err := s.note(r.Events...)
		if err != nil {
			return p, err
		}
		text := joined(strconv.Itoa(r.Number), s.when(r.Time), s.place(r.Place), s.heads(r), s.outcome(r))
		p.lines = append(p.lines, noted{s.word("paper:last"), text, notes})
		break
	}
	for _, agreed := range []bool{true, false} {
		for i := range t.Proposals {
			o := &t.Proposals[i]
			if o.Agreed() != agreed {
				continue
			}
			e, err := s.ledger.Event(s.ctx, o.Event)
			if err != nil {
				return p, err
			}
			if !agreed && !o.Waits(e) {
				continue
			}
			notes, err := s.note(o.Event)
			if err != nil {
				return p, err
			}
			label := "paper:open"
			if agreed {
				label = "paper:agreed"
			}
			p.lines = append(p.lines, noted{s.word(label), "“" + parley.Plain(o.Content) + "” (" + s.names(o.By) + ")", notes})
		}
		if agreed {
			more, err := s.agreed()
			if err != nil {
				return p, err
			}
			p.lines = append(p.lines, more...)
		}
	}
	return p, nil
}

// mostAgreed is how many signatures and consents the first lines name.
const mostAgreed = 5

// agreed are what was signed or agreed to with words for it, the newest first, each in the words of
// a source; answers to proposals stand with these.
func (s *scribe) agreed() ([]noted, error) {
	ids := s.track.Agreed
	if ids == nil { // of an older ledger
		facts, err := s.ledger.TrackFacts(s.ctx, s.track.ID)
		if err != nil || facts == nil {
			return nil, err
		}
		ids = facts.Agreed
	}
	answered := map[string]bool{}
	for i := range s.track.Proposals {
		for _, a := range s.track.Proposals[i].Answers {
			answered[a.Event] = true
		}
	}
	var out []noted
	said := map[string]bool{}
	for _, id := range ids {
		if answered[id] || len(out) == mostAgreed {
			continue
		}
		e, err := s.ledger.Event(s.ctx, id)
		if err != nil {
			return nil, err
		}
		if e == nil || len(e.Claims) == 0 || e.Status != parley.Occurred || e.Kind != parley.Sign && (e.Kind != parley.Accept || !e.SaysWhat()) {
			continue
		}
		text := parley.Plain(e.Claims[0].Evidence.Exact)
		if said[text] {
			continue
		}
		said[text] = true
		notes, err := s.note(id)
		if err != nil {
			return nil, err
		}
		out = append(out, noted{s.word("paper:agreed"), joined("“"+text+"”", s.when(e.Time)), notes})
	}
	return out, nil
}

func (s *scribe) heads(r *parley.Round) string {
	var parties []string
	for p := range r.Heads {
		parties = append(parties, p)
	}
	slices.Sort(parties)
	for i, p := range parties {
		parties[i] = parley.Plain(s.Names.Name(s.Language, r.Heads[p]) + " (" + s.Names.Name(s.Language, p) + ")")
	}
	return strings.Join(parties, ", ")
}

// outcome is a word of the packs or the words of a source.
func (s *scribe) outcome(r *parley.Round) string {
	if r.Outcome == "" {
		return ""
	}
	id := "outcome:" + string(r.Outcome)
	if w := s.word(id); w != id {
		return w
	}
	return parley.Plain(string(r.Outcome))
}

func (s *scribe) rounds() (part, error) {
	p := part{heading: s.word("paper:rounds"), head: s.words("round", "when", "where", "format", "heads", "mediators", "outcome", "status")}
	for i := range s.track.Rounds {
		r := &s.track.Rounds[i]
		notes, err := s.note(r.Events...)
		if err != nil {
			return p, err
		}
		number := "–" // called off
		if r.Number > 0 {
			number = strconv.Itoa(r.Number)
		}
		if r.Reported != nil && *r.Reported != r.Number {
			number += " " + s.fill("paper:reported", "n", strconv.Itoa(*r.Reported))
		}
		form := joined(s.code("channel:", string(r.Channel)), s.code("level:", string(r.Level)))
		p.rows = append(p.rows, []noted{
			{text: number, notes: notes},
			{text: s.when(r.Time)},
			{text: s.place(r.Place)},
			{text: form},
			{text: s.heads(r)},
			{text: s.names(r.Mediators)},
			{text: s.outcome(r)},
			{text: s.word("status:" + string(r.Status))},
		})
	}
	return p, nil
}

func (s *scribe) code(prefix, id string) string {
	if id == "" {
		return ""
	}
	return s.word(prefix + id)
}

func (s *scribe) words(ids ...string) []string {
	for i := range ids {
		ids[i] = s.word("paper:" + ids[i])
	}
	return ids
}

func (s *scribe) proposals() (part, error) {
	p := part{heading: s.word("paper:proposals"), head: s.words("by", "to", "content", "when", "answers")}
	for i := range s.track.Proposals {
		o := &s.track.Proposals[i]
		notes, err := s.note(o.Event)
		if err != nil {
			return p, err
		}
		row := []noted{{text: s.names(o.By)}, {text: s.names(o.To)}, {text: parley.Plain(o.Content), notes: notes}, {text: s.when(o.Time)}}
		var said []string
		answered := noted{}
		for _, a := range o.Answers {
			n, err := s.note(a.Event)
			if err != nil {
				return p, err
			}
			answered.notes = append(answered.notes, n...)
			said = append(said, strings.TrimSpace(s.Names.Name(s.Language, a.By)+": "+s.word("answer:"+a.Answer)+" "+s.when(a.Time)))
		}
		if answered.text = strings.Join(said, "; "); len(said) == 0 {
			answered.text = s.word("answer:none")
		}
		p.rows = append(p.rows, append(row, answered))
	}
	return p, nil
}

// positions are what each party said on each issue; parties that said the same stand together.
func (s *scribe) positions() (part, error) {
	p := part{heading: s.word("paper:positions"), head: s.words("issue", "party", "stance", "when")}
	all := slices.Clone(s.track.Positions)
	slices.SortStableFunc(all, func(a, b parley.Position) int {
		return strings.Compare(a.Issue+"\x00"+a.Party+"\x00"+string(a.Since), b.Issue+"\x00"+b.Party+"\x00"+string(b.Since))
	})
	at := map[string]int{}
	for _, x := range all {
		since := ""
		if x.Since != "" {
			since = s.Names.Date(s.Language, string(x.Since))
		}
		key := strings.Join([]string{x.Issue, x.Stance, since}, "\x00")
		party := s.Names.Name(s.Language, x.Party)
		if i, known := at[key]; known {
			p.rows[i][1].text += ", " + party
			continue
		}
		at[key] = len(p.rows)
		notes, err := s.noteClaims(x.Claims)
		if err != nil {
			return p, err
		}
		p.rows = append(p.rows, []noted{
			{text: s.Names.Name(s.Language, x.Issue)}, {text: party}, {text: "“" + parley.Plain(x.Stance) + "”", notes: notes}, {text: since},
		})
	}
	return p, nil
}

func (s *scribe) contradictions() (part, error) {
	p := part{heading: s.word("paper:contradictions")}
	for _, c := range s.track.Contradictions {
		var values []string
		for _, v := range c.Values {
			values = append(values, parley.Plain(s.differing(c.Field, v.Value))+" "+s.fill("paper:claims", "n", strconv.Itoa(len(v.Claims))))
		}
		notes, err := s.note(string(c.Event))
		if err != nil {
			return p, err
		}
		p.lines = append(p.lines, noted{s.word("field:" + c.Field), strings.Join(values, " – "), notes})
	}
	return p, nil
}

func (s *scribe) next() (part, error) {
	p := part{heading: s.word("paper:next")}
	for i := range s.track.Next {
		n := &s.track.Next[i]
		notes, err := s.note(n.Event)
		if err != nil {
			return p, err
		}
		p.lines = append(p.lines, noted{s.when(n.Time), joined(s.place(n.Place), parley.Plain(n.What)), notes})
	}
	return p, nil
}

// joined puts commas between the parts that are not empty.
func joined(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}

// differing is a value of a field on which sources differ, as it is read.
func (s *scribe) differing(field, value string) string {
	if field == parley.FieldAccusation {
		return s.word("kind:" + value)
	}
	return value
}
