package app

// This file finds what texts say of offices and names that the packs do not know: who
// seems to hold an office, and how somebody's name is spelt. Nothing is changed by it.

import (
	"cmp"
	"slices"
	"strings"

	"parley"
	"parley/internal/merge"
	"parley/internal/pack"
)

// Sorts of suggestions.
const (
	suggestHolder   = "holder"   // somebody the packs do not know in this office
	suggestSpelling = "spelling" // another spelling of somebody they know
)

// suggestion is something that several independent items say and the packs do not. Copies
// of one item count once. First and Last are the days that the items tell it of, EDTF;
// Lines are what could be put into the packs, for a person to judge.
type suggestion struct {
	Sort     string       `json:"sort"`
	Person   string       `json:"person"` // its id, as it would be
	Name     string       `json:"name"`   // as texts write it
	Holder   string       `json:"holder"` // ISO3, organisation or group:id whose office it is
	Office   string       `json:"office"`
	Of       parley.Maybe `json:"of"` // of a spelling: the person it is taken for
	First    parley.Maybe `json:"first"`
	Last     parley.Maybe `json:"last"`
	Items    int          `json:"items"`
	Conflict parley.Maybe `json:"conflict"` // what the packs say against it
	Evidence []saying     `json:"evidence"`
	Lines    []packLine   `json:"lines"`
}

// saying is a sentence that says it.
type saying struct {
	Page      string       `json:"page"`
	Source    string       `json:"source"`
	Published parley.Maybe `json:"published"`
	Start     int          `json:"start"`
	End       int          `json:"end"`
	Exact     string       `json:"exact"`
}

// packLine is a line for a file of the packs.
type packLine struct {
	File string `json:"file"`
	Line string `json:"line"`
}

// claimed is who is said to hold which office.
type claimed struct{ person, holder, office string }

// witness is what was seen of one claimed office.
type witness struct {
	name    string
	origins map[string]bool // items, copies counted as what they copy
	told    map[string]bool // sentences: one that stands in several items says it once
	first   parley.Day
	last    parley.Day
	dated   bool
	said    []saying
}

// maxSayings is how many sentences are kept for each suggestion.
const maxSayings = 3

// suggester gathers witnesses from readings, one batch after the other.
type suggester struct {
	world  *pack.World
	origin func(page string, item int) string
	seen   map[claimed]*witness
}

func newSuggester(w *pack.World, stories []parley.Story) *suggester {
	copies := map[string]string{}
	for _, s := range stories {
		for _, it := range s.Items {
			if it.CopyOf != "" {
				copies[it.ID] = string(it.CopyOf)
			}
		}
	}
	return &suggester{world: w, seen: map[claimed]*witness{}, origin: func(page string, item int) string {
		id := merge.ItemID(page, item)
		for range maxCopies { // a copy of a copy
			of, ok := copies[id]
			if !ok {
				break
			}
			id = of
		}
		return id
	}}
}

// maxCopies is how long a chain of copies is followed.
const maxCopies = 16

// read takes in the persons of a reading whose office is said and not known.
func (s *suggester) read(r *parley.Reading) {
	for i := range r.Claims {
		c := &r.Claims[i]
		if c.Item < 0 || c.Item >= len(r.Items) {
			continue
		}
		published := r.Items[c.Item].Published
		day, dated := heldOn(c, published)
		if !dated && c.Background { // recalled, nobody knows of when
			continue
		}
		for _, a := range c.Actors {
			id, ok := strings.CutPrefix(a.ID, "person:")
			holder, office, held := strings.Cut(string(a.Office), "/")
			if !ok || !held || office == "" || holder == "" || a.Start == a.End || s.known(id, holder, office, day, dated) || s.titled(id, holder, office, published) {
				continue
			}
			k := claimed{id, holder, office}
			w := s.seen[k]
			if w == nil {
				w = &witness{name: a.Name, origins: map[string]bool{}, told: map[string]bool{}}
				s.seen[k] = w
			}
			if w.told[c.Evidence.Exact] {
				continue
			}
			w.told[c.Evidence.Exact] = true
			origin := s.origin(r.ID, c.Item)
			if !w.origins[origin] && len(w.said) < maxSayings {
				q := saying{Page: r.ID, Source: r.Source, Start: c.Evidence.Start, End: c.Evidence.End, Exact: c.Evidence.Exact}
				if published != nil {
					q.Published = parley.Maybe(published.Value)
				}
				w.said = append(w.said, q)
			}
			w.origins[origin] = true
			if dated {
				if !w.dated {
					w.first, w.last, w.dated = day, day, true
				}
				w.first, w.last = min(w.first, day), max(w.last, day)
			}
		}
	}
}

// heldOn is the day on which the claim's persons hold the offices it gives them: its own,
// else, unless it only recalls something, the day that its item is of.
func heldOn(c *parley.Claim, published *parley.Date) (parley.Day, bool) {
	if c.Time != nil {
		return toTheMonth(c.Time.Value)
	}
	if published == nil || c.Background {
		return 0, false
	}
	return toTheMonth(published.Value)
}

// toTheMonth is the day a date begins on, where it is known to the month.
func toTheMonth(v string) (parley.Day, bool) {
	in, ok := parley.DaysOf(v)
	if !ok || in.From == parley.DayMin || in.To == parley.DayMax || in.To-in.From > 31 {
		return 0, false
	}
	return in.From, true
}

// known tells whether the packs have the person in that office on the day; on any where the
// day is not known.
func (s *suggester) known(person, holder, office string, day parley.Day, dated bool) bool {
	return slices.ContainsFunc(s.world.Terms[person], func(t pack.Term) bool {
		return t.Holder == holder && t.Office == office && (!dated || covers(t, day))
	})
}

// titled tells whether the packs have the person in that office on the day that the item is
// of: a text gives people the title they have when it is written.
func (s *suggester) titled(person, holder, office string, published *parley.Date) bool {
	if published == nil {
		return false
	}
	day, dated := toTheMonth(published.Value)
	return dated && s.known(person, holder, office, day, true)
}

// covers tells whether the term runs on the day.
func covers(t pack.Term, day parley.Day) bool {
	from, _ := parley.DaysOf(t.From)
	if day < from.From {
		return false
	}
	to, ok := parley.DaysOf(t.To)
	return t.To == "" || ok && day <= to.To
}

// suggestions are what at least so many independent items say: first what the packs hold
// nothing against, of these what most items say.
func (s *suggester) suggestions(least int) []suggestion {
	var out []suggestion
	for k, w := range s.seen {
		if len(w.origins) < least {
			continue
		}
		g := suggestion{
			Sort: suggestHolder, Person: k.person, Name: w.name, Holder: k.holder, Office: k.office,
			Items: len(w.origins), Evidence: w.said,
		}
		if w.dated {
			g.First, g.Last = parley.Maybe(parley.OnDay(w.first).String()), parley.Maybe(parley.OnDay(w.last).String())
		}
		if of := s.spelt(k, w); of != "" {
			g.Sort, g.Of = suggestSpelling, parley.Maybe(of)
		} else {
			g.Conflict = parley.Maybe(s.conflict(k, w))
		}
		g.Lines = s.lines(&g)
		out = append(out, g)
	}
	slices.SortFunc(out, func(a, b suggestion) int {
		return cmp.Or(cmp.Compare(min(1, len(a.Conflict)), min(1, len(b.Conflict))), cmp.Compare(b.Items, a.Items), strings.Compare(a.Person, b.Person), strings.Compare(a.Holder, b.Holder), strings.Compare(a.Office, b.Office))
	})
	return out
}

// holders are the terms of the office that ran when the witness saw it.
func (s *suggester) holders(k claimed, w *witness) (out []pack.Term) {
	for _, t := range s.world.Held[k.holder+"/"+k.office] {
		if !w.dated || covers(t, w.first) || covers(t, w.last) {
			out = append(out, t)
		}
	}
	return out
}

// spelt is the known holder of the office whose name the unknown person's looks like.
func (s *suggester) spelt(k claimed, w *witness) string {
	if s.world.People[k.person].ID != "" {
		return ""
	}
	for _, t := range s.holders(k, w) {
		if alike(k.person, t.Person) {
			return t.Person
		}
	}
	return ""
}

// conflict says what the packs hold against the claim: other days of the same office,
// another holder, another office of the person there.
func (s *suggester) conflict(k claimed, w *witness) string {
	var out []string
	for _, t := range s.world.Terms[k.person] {
		if t.Holder == k.holder && (t.Office == k.office || !w.dated || covers(t, w.last)) {
			out = append(out, t.Person+" is "+span(t))
		}
	}
	for _, t := range s.holders(k, w) {
		if t.Person != k.person {
			out = append(out, t.Person+" is "+span(t))
		}
	}
	slices.Sort(out)
	return strings.Join(slices.Compact(out), "; ")
}

func span(t pack.Term) string {
	return t.Holder + "/" + t.Office + " " + t.From + "/" + orElse(t.To, "..")
}

// lines are what could be put into the packs.
func (s *suggester) lines(g *suggestion) []packLine {
	if g.Sort == suggestSpelling {
		return []packLine{{"LANGUAGE/words/people.tsv", string(g.Of) + "\t" + g.Name}}
	}
	var out []packLine
	if s.world.People[g.Person].ID == "" {
		out = append(out, packLine{"world/people.tsv", strings.Join([]string{g.Person, g.Name, orElse(s.world.HolderState(g.Holder), "-"), "-"}, "\t")})
	}
	from := string(g.First)
	if from == "" {
		from = "DATE"
	}
	return append(out, packLine{"world/terms.tsv", strings.Join([]string{g.Person, g.Holder, g.Office, from, "-"}, "\t")})
}

// alike tells whether two ids of persons may be one name in two spellings: all parts of the
// shorter are in the other, give or take a letter; or they differ in two letters at most.
func alike(a, b string) bool {
	const slips = 2
	if a == b {
		return false
	}
	if len(a) >= 8 && len(b) >= 8 && distance(a, b) <= slips {
		return true
	}
	x, y := strings.ReplaceAll(a, "-", ""), strings.ReplaceAll(b, "-", "")
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) >= 8 && strings.HasPrefix(y, x) {
		return true
	}
	short, long := strings.Split(a, "-"), strings.Split(b, "-")
	if len(short) > len(long) {
		short, long = long, short
	}
	whole := 0
	for _, x := range short {
		if !slices.ContainsFunc(long, func(y string) bool { return x == y || len(x) > 4 && len(y) > 4 && distance(x, y) <= 1 }) {
			return false
		}
		whole = max(whole, len(x))
	}
	return whole > 3
}

// maxName is the longest name that is compared, in bytes of its id.
const maxName = 64

// distance is how many letters must be put in, left out or changed to make b of a.
func distance(a, b string) int {
	if len(a) > maxName || len(b) > maxName {
		return maxName
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
