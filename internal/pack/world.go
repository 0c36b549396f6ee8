package pack

import (
	"fmt"
	"io/fs"
	"slices"
	"sort"
	"strconv"
	"strings"

	"parley"
	"parley/internal/learn"
	"parley/internal/rule"
)

// State is a state by its ISO 3166-1 alpha-3 code.
type State struct{ ISO3, ISO2, Name, Capital, Region string }

// Place is a town, region, sea or site; State is empty where it lies in none.
type Place struct {
	ID, Name, State, Kind string
	Lat, Lon              float64
}

// Organisation is an international organisation, bloc or court.
type Organisation struct {
	ID, Name, Kind string
	Members        []string // ISO3, where listed
}

// Group is a party to a conflict that is no state. Rebels are whom "the rebels" of its state
// means, Allies whom "its allies" means, a Coalition is whom "the coalition" means where the item
// named it; a Vague one names nobody who could sit at a table.
type Group struct {
	ID, Name, State                  string
	Rebels, Allies, Coalition, Vague bool
}

// Forum is an organisation at which others meet, and which negotiates with none of them. Who are their ids, ISO3 codes
// and organisations; none: whoever comes.
type Forum struct {
	ID  string
	Who []string
}

// Office is a kind of office (president) or body (foreign-ministry). Rank 1 is a head of
// state or government.
type Office struct {
	ID, Name string
	Body     bool
	Rank     int
}

// Person is somebody known before any page is read.
type Person struct{ ID, Name, State, Wikidata string }

// Term is an office held by a person from a day to a day. Holder is ISO3 or the id of an
// organisation; To is "" while it lasts. Both are EDTF days, months or years.
type Term struct{ Person, Holder, Office, From, To string }

// Landmark is a dated fact that helps to date a text which names it.
type Landmark struct{ ID, From, To, Name string }

// Happening is a dated deed of known actors, by which a text that tells a day without its
// year is dated. Who are ISO3 codes and ids of organisations, groups and places, all of
// which a text must name; Deeds are ids of the word table "deeds", one of which it must tell.
// From and To are EDTF days.
type Happening struct {
	From, To, Name string
	Who, Deeds     []string
}

// Matter is a standing negotiation or crisis that is known by its name: who faces whom in
// it, who mediates, who else takes part, from when to when, and by which topics a text is
// about it. Sides are ids of actors (state:USA), one list a side; a bloc stands for its
// members. From and To are EDTF days, months or years; To is "" while it lasts.
type Matter struct {
	ID, From, To      string
	About             []About
	Sides             [][]string
	Mediators, Others []string
}

// About is a topic that tells of a matter: by itself; or only at a place (its English
// name); or only where two of its sides, or a side and a mediator, are named together.
type About struct {
	Topic, Place string
	Together     bool
}

// World is what is known of the world, with its days.
type World struct {
	States        map[string]State
	Places        map[string]Place
	Towns         map[string]string // of a place that is a building, a square or an estate: the place it stands in
	Organisations map[string]Organisation
	Groups        map[string]Group
	Forums        map[string]Forum
	Offices       map[string]Office
	People        map[string]Person
	Landmarks     map[string]Landmark
	Calendar      []Happening             // in order of From
	Matters       []Matter                // in order of their ids
	Terms         map[string][]Term       // by person
	Held          map[string][]Term       // by HOLDER/office, in order of From
	Models        map[string]*learn.Model // by file name without .txt
	summits       map[string][]parley.Interval
	landmarkIDs   map[string]string // by name
}

// loadWorld reads world/*.tsv and checks that every id it refers to exists.
func loadWorld(fsys fs.FS) (*World, []error) {
	w := &World{
		States: map[string]State{}, Places: map[string]Place{}, Organisations: map[string]Organisation{},
		Groups: map[string]Group{}, Forums: map[string]Forum{}, Offices: map[string]Office{}, People: map[string]Person{},
		Landmarks: map[string]Landmark{}, Terms: map[string][]Term{}, Held: map[string][]Term{},
		Towns: map[string]string{}, summits: map[string][]parley.Interval{}, landmarkIDs: map[string]string{},
	}
	l := &worldLoader{fsys: fsys}
	l.each("states.tsv", 5, 1, func(c []string) { w.States[c[0]] = State{c[0], c[1], c[2], c[3], c[4]} })
	l.each("places.tsv", 6, 1, func(c []string) {
		lat, err1 := strconv.ParseFloat(c[3], 64)
		lon, err2 := strconv.ParseFloat(c[4], 64)
		l.must(err1 == nil && err2 == nil, "place %s has no position", c[0])
		l.must(c[2] == "-" || w.States[c[2]].ISO3 != "", "place %s lies in %q, which states.tsv lacks", c[0], c[2])
		w.Places[c[0]] = Place{c[0], c[1], none(c[2]), c[5], lat, lon}
	})
	l.each("sites.tsv", 2, 1, func(c []string) {
		site, town := w.Places[c[0]], w.Places[c[1]]
		l.must(site.Kind == "site" && town.ID != "" && site.State == town.State, "%s is no site of %q", c[0], c[1])
		w.Towns[c[0]] = c[1]
	})
	l.each("organisations.tsv", 4, 1, func(c []string) {
		o := Organisation{ID: c[0], Name: c[1], Kind: c[2]}
		if c[3] != "-" {
			o.Members = strings.Split(c[3], ",")
		}
		for _, m := range o.Members {
			l.must(w.States[m].ISO3 != "", "member %q of %s is no state", m, c[0])
		}
		w.Organisations[c[0]] = o
	})
	l.each("groups.tsv", 4, 1, func(c []string) {
		w.Groups[c[0]] = Group{c[0], c[1], none(c[2]), c[3] == "rebels", c[3] == "allies", c[3] == "coalition", c[3] == "vague"}
	})
	l.each("forums.tsv", 2, 1, func(c []string) { w.addForum(l, c) })
	for id, o := range w.Organisations {
		l.must(o.Kind != "forum" || w.Forums[id].ID != "", "forum %s of organisations.tsv is missing", id)
	}
	l.each("offices.tsv", 4, 1, func(c []string) {
		rank, err := strconv.Atoi(c[3])
		l.must(err == nil, "rank %q of %s is no number", c[3], c[0])
		w.Offices[c[0]] = Office{c[0], c[1], c[2] == "body", rank}
	})
	l.each("people.tsv", 4, 1, func(c []string) {
		l.must(c[2] == "-" || w.States[c[2]].ISO3 != "", "%s is of %q, which states.tsv lacks", c[0], c[2])
		w.People[c[0]] = Person{c[0], c[1], none(c[2]), none(c[3])}
	})
	l.each("terms.tsv", 5, 5, func(c []string) { w.addTerm(l, c) })
	l.each("landmarks.tsv", 4, 1, func(c []string) {
		l.must(w.landmarkIDs[c[3]] == "", "%s has the name of %s", c[0], w.landmarkIDs[c[3]])
		w.Landmarks[c[0]], w.landmarkIDs[c[3]] = Landmark{c[0], c[1], none(c[2]), c[3]}, c[0]
	})
	l.each("happenings.tsv", 5, 4, func(c []string) { w.addHappening(l, c) })
	l.each("matters.tsv", 7, 2, func(c []string) { w.addMatter(l, c) })
	for _, ts := range w.Held {
		sort.SliceStable(ts, func(i, j int) bool { return ts[i].From < ts[j].From })
	}
	for _, s := range w.States {
		l.file, l.row = "world/states.tsv", 0
		l.must(s.Capital == "-" || w.Places[s.Capital].ID != "", "capital %q of %s is not in places.tsv", s.Capital, s.ISO3)
	}
	models, errs := loadModels(fsys, "world")
	w.Models = models
	return w, append(l.errs, errs...)
}

// Venue is the place where what happens at a place happened: for a building the town that it stands in.
func (w *World) Venue(id string) (Place, bool) {
	if town, ok := w.Towns[id]; ok {
		id = town
	}
	p, ok := w.Places[id]
	return p, ok
}

// LandmarkNamed returns the id of the landmark with a name, "" if none has it.
func (w *World) LandmarkNamed(name string) string { return w.landmarkIDs[name] }

func (w *World) addTerm(l *worldLoader, c []string) {
	t := Term{c[0], c[1], c[2], c[3], none(c[4])}
	l.must(w.People[t.Person].ID != "", "%q is not in people.tsv", t.Person)
	group := strings.HasPrefix(t.Holder, "group:") && w.Groups[t.Holder[6:]].ID != ""
	l.must(group || w.States[t.Holder].ISO3 != "" || w.Organisations[t.Holder].ID != "", "holder %q is no state or organisation", t.Holder)
	l.must(w.Offices[t.Office].ID != "", "office %q is not in offices.tsv", t.Office)
	l.must(t.To == "" || t.From <= t.To || strings.HasPrefix(t.From, t.To), "term of %s ends before it begins", t.Person)
	w.Terms[t.Person] = append(w.Terms[t.Person], t)
	k := t.Holder + "/" + t.Office
	w.Held[k] = append(w.Held[k], t)
}

func (w *World) addForum(l *worldLoader, c []string) {
	f := Forum{ID: c[0]}
	l.must(w.Organisations[c[0]].ID != "", "%q is not in organisations.tsv", c[0])
	if c[1] != "*" {
		f.Who = strings.Split(c[1], ",")
	}
	for _, id := range f.Who {
		l.must(id != c[0] && (w.States[id].ISO3 != "" || w.Organisations[id].ID != ""), "%q, who sits at %s, is no state and no other organisation", id, c[0])
	}
	for _, m := range w.Organisations[c[0]].Members {
		l.must(f.Who == nil || slices.Contains(f.Who, m), "%s, a member of %s, does not sit there", m, c[0])
	}
	w.Forums[c[0]] = f
}

func (w *World) addHappening(l *worldLoader, c []string) {
	h := Happening{From: c[0], To: none(c[1]), Name: c[4], Who: strings.Split(c[2], ","), Deeds: strings.Split(c[3], ",")}
	if h.To == "" {
		h.To = h.From
	}
	for _, day := range []string{h.From, h.To} {
		v, err := parley.ParseEDTF(day)
		_, one := v.Day()
		l.must(err == nil && one, "%q is no day", day)
	}
	l.must(h.From <= h.To, "%s ends before it begins", h.Name)
	for _, id := range h.Who {
		_, org := w.Organisations[id]
		_, group := w.Groups[id]
		_, place := w.Places[id]
		l.must(w.States[id].ISO3 != "" || org || group || place, "%q is no state, organisation, group or place", id)
	}
	w.Calendar = append(w.Calendar, h)
	a, _ := parley.ParseEDTF(h.From)
	b, _ := parley.ParseEDTF(h.To)
	if _, org := w.Organisations[h.Who[0]]; org && len(h.Who) == 1 && h.Deeds[0] == "summit" {
		w.summits[h.Who[0]] = append(w.summits[h.Who[0]], parley.Interval{From: a.Bounds().From, To: b.Bounds().To})
	}
}

func (w *World) addMatter(l *worldLoader, c []string) {
	m := Matter{ID: c[0], From: c[1], To: none(c[2])}
	for _, day := range []string{m.From, m.To} {
		_, err := parley.ParseEDTF(day)
		l.must(day == "" && day == m.To || err == nil, "%q is no date", day)
	}
	l.must(m.To == "" || m.From <= m.To, "%s ends before it begins", m.ID)
	for _, word := range strings.Split(c[3], ",") {
		a := About{Topic: word}
		if topic, place, ok := strings.Cut(word, "@"); ok {
			l.must(w.Places[place].ID != "", "%q is not in places.tsv", place)
			a = About{Topic: topic, Place: w.Places[place].Name}
		} else if topic, ok := strings.CutSuffix(word, "+"); ok {
			a = About{Topic: topic, Together: true}
		}
		m.About = append(m.About, a)
	}
	for _, side := range strings.Split(c[4], "/") {
		m.Sides = append(m.Sides, w.actors(l, side))
	}
	l.must(len(m.Sides) > 1, "%s has one side only", m.ID)
	m.Mediators, m.Others = w.actors(l, none(c[5])), w.actors(l, none(c[6]))
	w.Matters = append(w.Matters, m)
}

// actors are the ids of actors of a list of ISO3 codes, organisations and groups.
func (w *World) actors(l *worldLoader, list string) (out []string) {
	for _, id := range strings.Split(list, ",") {
		_, org := w.Organisations[id]
		_, group := w.Groups[id]
		switch {
		case id == "" && list == "":
		case w.States[id].ISO3 != "":
			out = append(out, "state:"+id)
		case org:
			out = append(out, "org:"+id)
		default:
			l.must(group, "%q is no state, organisation or group", id)
			out = append(out, "group:"+id)
		}
	}
	return out
}

// Summit is the summit of an organisation that goes on on the day, begins within ahead days
// after it or was over at most a week before.
func (w *World) Summit(org string, day parley.Day, ahead int) (parley.Interval, bool) {
	for _, in := range w.summits[org] {
		if in.From <= day+parley.Day(ahead) && day <= in.To+summitOver {
			return in, true
		}
	}
	return parley.Interval{}, false
}

// summitOver is for how many days after its end a summit is the one meant.
const summitOver = 7

type worldLoader struct {
	fsys fs.FS
	errs []error
	file string
	row  int
}

// each calls add for every row of a table of exactly n cells whose first key cells are unique.
func (l *worldLoader) each(name string, n, key int, add func([]string)) {
	l.file = "world/" + name
	t, errs := readTable(l.fsys, l.file, n, n)
	l.errs = append(append(l.errs, errs...), t.unique(key)...)
	for _, r := range t.Rows {
		l.row = r.Line
		add(r.Cells)
	}
}

func (l *worldLoader) must(ok bool, format string, args ...any) {
	if !ok {
		l.errs = append(l.errs, &rule.Error{File: l.file, Line: l.row, Msg: fmt.Sprintf(format, args...)})
	}
}

func none(s string) string {
	if s == "-" {
		return ""
	}
	return s
}

// HolderState returns the state that acts through somebody who holds an office for
// holder: the state itself, or "" for organisations and groups.
func (w *World) HolderState(holder string) string {
	if _, ok := w.States[holder]; ok {
		return holder
	}
	return ""
}
