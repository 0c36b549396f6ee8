package app

import (
	"bufio"
	"fmt"
	"strconv"
	"strings"

	"parley"
)

// trackCmd shows one negotiation.
type trackCmd struct {
	listing
	ID string `arg:"" help:"Id of a track, as parley tracks lists them."`
}

// Run prints the track: as text, as one object, or its rounds as CSV.
func (c *trackCmd) Run(e *env) error {
	db, p, err := e.asked()
	if err != nil {
		return err
	}
	t, err := db.Track(e.ctx, c.ID)
	if err != nil {
		return err
	}
	if t == nil {
		return usage("no track %s: parley tracks lists them", c.ID)
	}
	v := &trackView{names: newNames(p), lang: c.language()}
	switch c.Format {
	case "jsonl":
		return write(&c.listing, e.out, []parley.Track{*t}, nil, nil)
	case "csv":
		return write(&c.listing, e.out, t.Rounds, roundHead, v.round)
	}
	w := bufio.NewWriter(e.out)
	v.w = w
	v.print(t)
	return w.Flush()
}

// trackView writes a track for a terminal.
type trackView struct {
	w     *bufio.Writer
	names *names
	lang  string
}

var roundHead = []string{"round", "status", "time", "place", "level", "channel", "heads", "mediators", "outcome"}

func (v *trackView) round(r *parley.Round) []string {
	var heads []string
	for _, party := range sortedKeys(r.Heads) {
		heads = append(heads, v.names.Name(v.lang, r.Heads[party])+" ("+v.names.Name(v.lang, party)+")")
	}
	number := "–" // called off
	if r.Number > 0 {
		number = strconv.Itoa(r.Number)
	}
	if r.Reported != nil && *r.Reported != r.Number {
		number += fmt.Sprintf(" [%d]", *r.Reported)
	}
	return []string{
		number, v.names.word(v.lang, "status:"+string(r.Status)), v.when(r.Time), v.place(r.Place), string(r.Level),
		string(r.Channel), strings.Join(heads, ", "), partyNames(v.names, v.lang, r.Mediators), string(r.Outcome),
	}
}

func (v *trackView) when(t *parley.When) string {
	if t == nil {
		return ""
	}
	return dateOr(v.names, v.lang, t.Value)
}

func (v *trackView) place(p *parley.Place) string {
	if p == nil {
		return ""
	}
	return v.names.Name(v.lang, "place:"+p.Name)
}

func (v *trackView) print(t *parley.Track) {
	fmt.Fprintln(v.w, orElse(t.Titles[v.lang], t.Title))
	state := v.names.word(v.lang, "track-state:"+string(t.State))
	if t.Since != "" {
		state += ", " + v.names.date(v.lang, string(t.Since))
	}
	if t.Standing != parley.StandingRuns && t.Standing != "" {
		state += " (" + v.names.word(v.lang, "standing:"+string(t.Standing)) + ")"
	}
	fmt.Fprintf(v.w, "%s  %s\n", t.ID, state)
	fmt.Fprintf(v.w, "parties    %s\n", partyNames(v.names, v.lang, t.Parties))
	if len(t.Mediators) > 0 {
		fmt.Fprintf(v.w, "mediators  %s\n", partyNames(v.names, v.lang, t.Mediators))
	}
	if len(t.Stages) > 1 {
		var stages []string
		for _, s := range t.Stages {
			stages = append(stages, strings.TrimSpace(v.names.word(v.lang, "track-state:"+string(s.State))+" "+dateOr(v.names, v.lang, string(s.Since))))
		}
		wrap(v.w, "state      ", "           ", strings.Join(stages, " → "))
	}
	if len(t.Rounds) > 0 {
		fmt.Fprintln(v.w)
		rows := [][]string{append([]string(nil), roundHead...)}
		for i := range t.Rounds {
			rows = append(rows, v.round(&t.Rounds[i]))
		}
		writeTable(v.w, rows)
	}
	v.promises(t)
	v.proposals(t)
	if len(t.Next) > 0 {
		fmt.Fprintln(v.w, "\nplanned next")
	}
	for _, n := range t.Next[:min(len(t.Next), mostNext)] {
		wrap(v.w, "  ", "    ", strings.Join(strings.Fields(v.when(n.Time)+" "+v.place(n.Place)+" – "+parley.Plain(n.What)), " "))
	}
	if more := len(t.Next) - mostNext; more > 0 {
		fmt.Fprintf(v.w, "  and %d more\n", more)
	}
	fmt.Fprintf(v.w, "\n%d events, %d sources, %d contradictions; parley events --track %s lists the events\n",
		len(t.Events), len(t.Sources), len(t.Contradictions), t.ID)
}

// mostNext is how many plans are printed: those of rounds come first, and in a crisis everybody
// plans something.
const mostNext = 8

// promises prints what was announced after each round, and what became of it.
func (v *trackView) promises(t *parley.Track) {
	said := false
	for _, r := range t.Rounds {
		if r.Promise == nil {
			continue
		}
		if !said {
			fmt.Fprintln(v.w, "\nannounced after a round")
			said = true
		}
		line := v.round(&r)[0] + ": " + strings.TrimSpace(v.when(r.Promise.Time)+" "+v.place(r.Promise.Place)) + " – " + parley.Plain(r.Promise.What)
		if r.Promise.Kept != "" {
			line += " (" + string(r.Promise.Kept) + ")"
		}
		wrap(v.w, "  ", "    ", line)
	}
}

func (v *trackView) proposals(t *parley.Track) {
	if len(t.Proposals) > 0 {
		fmt.Fprintln(v.w, "\nproposals and answers")
	}
	for _, p := range t.Proposals {
		line := orElse(partyNames(v.names, v.lang, p.By), v.names.word(v.lang, "line:someone"))
		if len(p.To) > 0 {
			line += " → " + partyNames(v.names, v.lang, p.To)
		}
		if when := v.when(p.Time); when != "" {
			line += ", " + when
		}
		wrap(v.w, "  ", "    ", line+": "+parley.Plain(p.Content))
		for _, a := range p.Answers {
			wrap(v.w, "    ", "      ", v.names.Name(v.lang, a.By)+": "+v.names.word(v.lang, "answer:"+a.Answer)+" "+v.when(a.Time))
		}
	}
}
