package web

import (
	"html/template"
	"slices"
	"sort"
	"time"

	"parley"
)

// course is how the state of a track went over time: the step picture, for wide and for
// narrow screens, and the table that says the same.
type course struct {
	Wide, Narrow template.HTML
	Steps        []stepView
	Guessed      bool
}

type stepView struct {
	Date, State, StateID string
	Event                string // the deed that put it there
	Href                 string
	Evidence             *quote
}

// step is one dated change of state.
type step struct {
	state parley.TrackState
	value string // EDTF
	at    time.Time
	event string
}

// ladder is the order in which states stand in the picture, the highest first.
var ladder = []parley.TrackState{
	parley.TrackAgreed, parley.TrackUnderWay, parley.TrackPreparatory, parley.TrackProposed,
	parley.TrackSuspended, parley.TrackDormant, parley.TrackFailed,
}

// course draws the track's stages; where the ledger records none, what its proposals,
// rounds and present state say of them.
func (f *file) course() course {
	c := course{}
	steps := f.stages()
	if len(steps) == 0 {
		steps, c.Guessed = f.guessedStages(), true
	}
	for _, s := range steps {
		v := stepView{
			Date: f.Date(s.value), State: f.word("state", string(s.state)), StateID: string(s.state),
			Evidence: f.evidence(s.event), Href: f.eventLink(s.event),
		}
		if e := f.byID[s.event]; e != nil {
			v.Event = f.line(deedOf(e))
		}
		c.Steps = append(c.Steps, v)
	}
	if len(steps) > 0 {
		c.Wide = f.draw(steps, 940, 132)
		c.Narrow = f.draw(steps, 350, 108)
	}
	return c
}

func (f *file) stages() []step {
	var steps []step
	for _, s := range f.track.Stages {
		if at, _, ok := bounds(string(s.Since)); ok {
			steps = append(steps, step{s.State, string(s.Since), at, s.Event})
		}
	}
	return inOrder(steps)
}

// guessedStages reads the course off the track where its stages are not recorded.
func (f *file) guessedStages() []step {
	var steps []step
	add := func(state parley.TrackState, value string, events ...string) {
		if at, _, ok := bounds(value); ok {
			steps = append(steps, step{state, value, at, append(events, "")[0]})
		}
	}
	for _, p := range f.track.Proposals {
		if p.Object == parley.Maybe(parley.Talks) {
			add(parley.TrackProposed, whenValue(p.Time), p.Event)
		}
	}
	for _, r := range f.track.Rounds {
		switch r.Status {
		case parley.Occurred, parley.Ongoing:
			add(parley.TrackUnderWay, whenValue(r.Time), r.Events...)
		case parley.Cancelled:
			add(parley.TrackSuspended, whenValue(r.Time), r.Events...)
		}
	}
	add(f.track.State, string(f.track.Since), f.track.Why)
	return inOrder(steps)
}

// inOrder sorts the steps and drops those that change nothing.
func inOrder(steps []step) []step {
	sort.SliceStable(steps, func(i, j int) bool { return steps[i].at.Before(steps[j].at) })
	var out []step
	for _, s := range steps {
		if len(out) == 0 || out[len(out)-1].state != s.state {
			out = append(out, s)
		}
	}
	return out
}

// plot is the geometry of one picture: time to x, state to y.
type plot struct {
	left, right, top, row int
	from, to              time.Time
	levels                []parley.TrackState
}

func (p *plot) x(t time.Time) int {
	whole := p.to.Sub(p.from).Hours()
	return p.left + int(t.Sub(p.from).Hours()/whole*float64(p.right-p.left))
}

func (p *plot) y(s parley.TrackState) int {
	return p.top + max(0, slices.Index(p.levels, s))*p.row
}

func (p *plot) bottom() int { return p.top + (len(p.levels)-1)*p.row + 20 }

// draw makes the picture width wide, with a gutter for the names of the states.
func (f *file) draw(steps []step, width, gutter int) template.HTML {
	p := &plot{left: gutter, right: width - 16, top: 16, row: 26, levels: usedLevels(steps)}
	p.from = steps[0].at
	last, planned := f.horizon(steps)
	p.to = last
	if planned.After(p.to) {
		p.to = planned
	}
	if days := p.to.Sub(p.from); days < 14*24*time.Hour {
		p.to = p.from.AddDate(0, 0, 14)
	}
	alt := f.T("track.stage.alt", "a", f.Day(p.from), "b", f.Day(p.to))
	g := newSVG(width, p.bottom()+24, alt)
	for _, level := range p.levels {
		y := p.y(level)
		g.line("level", p.left, y, p.right, y)
		g.text("name", p.left-10, y+4, "end", f.word("state", string(level)))
	}
	f.axis(g, p)
	f.steps(g, p, steps, last)
	if planned.After(last) {
		y := p.y(steps[len(steps)-1].state)
		g.line("ahead", p.x(last), y, p.x(planned), y)
		g.dot("ahead", p.x(planned), y, "", f.T("track.line.next")+": "+f.Day(planned))
	}
	return g.done()
}

// usedLevels is the usual four stages and whichever others the track has been in.
func usedLevels(steps []step) []parley.TrackState {
	used := map[parley.TrackState]bool{
		parley.TrackAgreed: true, parley.TrackUnderWay: true,
		parley.TrackPreparatory: true, parley.TrackProposed: true,
	}
	for _, s := range steps {
		used[s.state] = true
	}
	var out []parley.TrackState
	for _, s := range ladder {
		if used[s] {
			out = append(out, s)
		}
	}
	return out
}

// horizon is the day of the last thing known, and of the next thing planned.
func (f *file) horizon(steps []step) (last, planned time.Time) {
	last = steps[len(steps)-1].at
	for i := range f.events {
		at, _, ok := bounds(whenValue(f.events[i].Time))
		if ok && f.events[i].Status == parley.Occurred && at.After(last) {
			last = at
		}
	}
	for _, n := range f.track.Next {
		if at, _, ok := bounds(whenValue(n.Time)); ok && (planned.IsZero() || at.Before(planned)) {
			planned = at
		}
	}
	return last, planned
}

func (f *file) steps(g *svg, p *plot, steps []step, last time.Time) {
	var path []int
	for i, s := range steps {
		x, y := p.x(s.at), p.y(s.state)
		path = append(path, x, y)
		end := last
		if i+1 < len(steps) {
			end = steps[i+1].at
		}
		path = append(path, p.x(end), y)
	}
	g.path("course", path)
	for _, s := range steps {
		label := f.Date(s.value) + ": " + f.word("state", string(s.state))
		if e := f.byID[s.event]; e != nil {
			label += " – " + f.line(deedOf(e))
		}
		g.dot("at", p.x(s.at), p.y(s.state), f.eventLink(s.event), label)
	}
}

// labelWidth is the room that a date on the axis needs.
const labelWidth = 66

// axis writes dates below the picture, as many as fit.
func (f *file) axis(g *svg, p *plot) {
	y := p.bottom()
	g.line("axis", p.left, y, p.right, y)
	gap := p.to.Sub(p.from) / time.Duration(p.right-p.left) * labelWidth
	for _, t := range ticks(p.from, p.to, gap) {
		x := p.x(t.at)
		g.line("axis", x, y, x, y+4)
		anchor := "middle"
		if x > p.right-24 {
			anchor = "end"
		}
		label := f.Date(t.at.Format(t.layout))
		if t.layout == monthLayout {
			label = f.T("date.axismonth", "m", f.month(t.at.Format("01")), "y", t.at.Format("2006"))
		}
		g.text("date", x, y+18, anchor, label)
	}
}

const monthLayout = "2006-01"

// tick is a date on the axis and how finely it is written.
type tick struct {
	at     time.Time
	layout string
}

// ticks are round dates between from and to, never closer than gap.
func ticks(from, to time.Time, gap time.Duration) []tick {
	for _, step := range []struct {
		layout              string
		years, months, days int
	}{
		{dayLayout, 0, 0, 1},
		{dayLayout, 0, 0, 7},
		{dayLayout, 0, 0, 14},
		{monthLayout, 0, 1, 0},
		{monthLayout, 0, 3, 0},
		{monthLayout, 0, 6, 0},
		{"2006", 1, 0, 0},
		{"2006", 2, 0, 0},
		{"2006", 5, 0, 0},
		{"2006", 20, 0, 0},
	} {
		if from.AddDate(step.years, step.months, step.days).Sub(from) < gap {
			continue
		}
		at := from
		if step.months > 0 {
			at = time.Date(from.Year(), time.January, 1, 0, 0, 0, 0, time.UTC)
		}
		if step.years > 0 {
			at = time.Date(from.Year()/step.years*step.years, time.January, 1, 0, 0, 0, 0, time.UTC)
		}
		var out []tick
		for ; !at.After(to); at = at.AddDate(step.years, step.months, step.days) {
			if !at.Before(from) {
				out = append(out, tick{at, step.layout})
			}
		}
		return out
	}
	return nil
}
