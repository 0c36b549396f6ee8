package web

import (
	"slices"
	"sort"
	"time"

	"parley"
	"parley/internal/picture"
)

// course is how the state of a track went over time: the step picture, for wide and for
// narrow screens, and the table that says the same.
type course struct {
	Picture *figure
	Steps   []stepView
	Guessed bool
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
	c.Picture = f.figure(f.courseSketch(), "track", f.track.ID, widePicture)
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

// courseSketch is the line of stages, with the rounds below it; nil without dated steps.
func (f *file) courseSketch() *sketch {
	steps := f.stages()
	if len(steps) == 0 {
		steps = f.guessedStages()
	}
	if len(steps) == 0 {
		return nil
	}
	p := picture.Course{Dates: f.axisDate, Row: f.T("track.rounds")}
	levels := usedLevels(steps)
	for _, l := range levels {
		p.Levels = append(p.Levels, f.word("state", string(l)))
	}
	for _, s := range steps {
		label := f.Date(s.value) + ": " + f.word("state", string(s.state))
		if e := f.byID[s.event]; e != nil {
			label += " – " + f.line(deedOf(e))
		}
		p.Steps = append(p.Steps, picture.CourseStep{
			Day: civil(s.at), Level: slices.Index(levels, s.state), Label: label, Href: f.eventLink(s.event),
		})
	}
	last, planned := f.horizon(steps)
	p.Last = civil(last)
	if planned.After(last) {
		p.Ahead = &picture.Mark{Day: civil(planned), Label: f.T("track.line.next") + ": " + f.Day(planned)}
	}
	for i := range f.track.Rounds {
		if m, _, ok := f.roundMark(&f.track.Rounds[i]); ok && m.Day >= p.Steps[0].Day {
			p.Rounds = append(p.Rounds, m)
		}
	}
	title := f.T("track.stage.alt", "a", f.Day(steps[0].at), "b", f.Day(last))
	return &sketch{"course", title, f.T("track.stage.desc"), func(fr picture.Frame) drawer { q := p; q.Frame = fr; return &q }}
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
	if at, ok := parseDay(f.facts.Last.String()); ok && f.facts.Last != parley.DayMin && at.After(last) {
		last = at
	}
	for _, n := range f.track.Next {
		if at, _, ok := bounds(whenValue(n.Time)); ok && (planned.IsZero() || at.Before(planned)) {
			planned = at
		}
	}
	return last, planned
}
