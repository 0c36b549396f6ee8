package web

// This file draws the rounds of a negotiation by venue, channel or level, and where they and
// its other events took place.

import (
	"cmp"
	"slices"

	"parley"
	"parley/internal/picture"
)

// laneKinds are by what rounds can be laid out, as ?lanes= has them; the first is the usual.
var laneKinds = []string{"venue", "channel", "level"}

// mostLanes is how many lanes are drawn; the rest share one.
const mostLanes = 9

// roundMark is a round on its day; ok is false where none is known.
func (f *file) roundMark(round *parley.Round) (m picture.Mark, to parley.Day, ok bool) {
	days, ok := parley.DaysOf(whenValue(round.Time))
	if !ok || days.From == parley.DayMin {
		return m, 0, false
	}
	m = picture.Mark{Day: days.From, Text: roundNumber(round.Number), Tone: "good"}
	switch round.Status {
	case parley.Planned, parley.Possible:
		m.Tone, m.Hollow = "plan", true
	case parley.Cancelled, parley.Denied:
		m.Tone, m.Hollow = "bad", true
	}
	m.Label = f.roundName(round) + ", " + f.When(round.Time)
	if place := f.Place(round.Place); place != "" {
		m.Label += ", " + place
	}
	if round.Status != parley.Occurred {
		m.Label += " – " + f.word("status", string(round.Status))
	}
	for _, id := range round.Events {
		if m.Href = f.eventLink(id); m.Href != "" {
			break
		}
	}
	if to = days.To; to == parley.DayMax || to-days.From > 400 {
		to = days.From
	}
	return m, to, true
}

// lane is the words of the lane that a round stands in.
func (f *file) lane(by string, round *parley.Round) string {
	words := ""
	switch by {
	case "channel":
		words = parley.Plain(f.word("channel", string(round.Channel)))
	case "level":
		words = parley.Plain(f.word("level", string(round.Level)))
	default:
		words = f.Place(round.Place)
	}
	return cmp.Or(upperFirst(words), f.T("track.lane.unknown"))
}

// lanesSketch is the rounds by what the address asks for; nil without a dated round.
func (f *file) lanesSketch() *sketch {
	p := picture.Lanes{Dates: f.axisDate}
	at := map[string]int{}
	for i := range f.track.Rounds {
		m, to, ok := f.roundMark(&f.track.Rounds[i])
		if !ok {
			continue
		}
		name := f.lane(f.lanes, &f.track.Rounds[i])
		n, known := at[name]
		if !known {
			if n = len(p.Lanes); n == mostLanes {
				n--
				p.Lanes[n] = f.T("track.lane.rest")
			} else {
				p.Lanes = append(p.Lanes, name)
			}
			at[name] = n
		}
		p.Marks = append(p.Marks, picture.LaneMark{Mark: m, Lane: n, To: to})
	}
	if len(p.Marks) == 0 {
		return nil
	}
	slices.SortStableFunc(p.Marks, func(a, b picture.LaneMark) int { return cmp.Compare(a.Day, b.Day) })
	title := f.T("track.lanes.alt", "by", f.T("track.lanes."+f.lanes))
	return &sketch{"rounds", title, f.T("track.lanes.desc"), func(fr picture.Frame) drawer { q := p; q.Frame = fr; return &q }}
}

// laneOptions offer the other layouts.
func (f *file) laneOptions() []option {
	var out []option
	for i, kind := range laneKinds {
		value := kind
		if i == 0 {
			value = ""
		}
		out = append(out, option{Label: f.T("track.lanes." + kind), Href: f.With("lanes", value) + "#rounds", Current: kind == f.lanes})
	}
	return out
}

// venueRow is a line of the table of venues.
type venueRow struct{ Name, Rounds, Events, Href string }

// venue is a place of the track with how often something happened there.
type venue struct {
	place          parley.Place
	rounds, events int
}

// venues are the places of rounds and events, the most frequent first.
func (f *file) venues() []*venue {
	at := map[parley.Place]*venue{}
	var out []*venue
	get := func(p *parley.Place) *venue {
		v := at[*p]
		if v == nil {
			v = &venue{place: *p}
			at[*p] = v
			out = append(out, v)
		}
		return v
	}
	for i := range f.track.Rounds {
		if p := f.track.Rounds[i].Place; p != nil && p.Name != "" {
			get(p).rounds++
		}
	}
	for i := range f.facts.Places {
		p := &f.facts.Places[i]
		get(&p.Place).events += p.Count
	}
	slices.SortStableFunc(out, func(a, b *venue) int {
		return cmp.Or(cmp.Compare(b.rounds, a.rounds), cmp.Compare(b.events, a.events), cmp.Compare(a.place.Name, b.place.Name))
	})
	return out[:min(len(out), mostVenues)]
}

// mostVenues is how many places are shown.
const mostVenues = 24

func (f *file) venueRows() []venueRow {
	var out []venueRow
	for _, v := range f.venues() {
		out = append(out, venueRow{f.Place(&v.place), f.Number(v.rounds), f.Number(v.events), f.placeSearch(&v.place)})
	}
	return out
}

// placeSearch finds the track's events at a place.
func (f *file) placeSearch(p *parley.Place) string {
	return f.narrowed("track:"+f.track.ID, "place", p.Name)
}

// mapSketch is the places whose degrees are known; nil without any.
func (f *file) mapSketch() *sketch {
	var p picture.Map
	for _, v := range f.venues() {
		lat, lon, ok := f.world.Coordinates(v.place.Name)
		if !ok {
			continue
		}
		name := parley.Plain(v.place.Name)
		if known, ok := f.known("place:" + v.place.Name); ok {
			name = known
		}
		p.Venues = append(p.Venues, picture.Venue{
			Name: name, Lat: lat, Lon: lon, Count: v.rounds*3 + v.events, Href: f.placeSearch(&v.place),
			Label: f.Place(&v.place) + ": " + f.Count("rounds", v.rounds) + ", " + f.Count("events", v.events),
		})
	}
	if len(p.Venues) == 0 {
		return nil
	}
	title := f.T("track.map.alt", "n", f.Number(len(p.Venues)))
	return &sketch{"venues", title, f.T("track.map.desc"), func(fr picture.Frame) drawer { q := p; q.Frame = fr; return &q }}
}
