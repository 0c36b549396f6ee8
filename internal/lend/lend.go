// Package lend finds by which other items an item that tells no date, or one of a year in doubt, may be dated:
// those it shares its text with, those that tell, with the year, what it tells without, and those that name
// the same persons at the same time of the year.
//
// An item is kept as a sketch of its text and a list of what it tells of single days:
//
//	sketch  the smallest hashes of its runs of five words; two texts share about as much of
//	        their sketches as of their words, so that it tells copies without the text
//	deed    a kind and the sides that take part, with month and day; of a dated item also the
//	        year, of an undated one none
//
// Who may lend: an item whose own page or text dates it to the day, beyond doubt. What was lent is never
// lent on, so that no date rests on itself; and a page lends nothing to its own other items.
// What an item borrows depends on what its own page says and what those that lend say of
// themselves, on nothing that is derived from it. So the order in which items come does not
// matter, and what rested on a page goes with it.
//
// A Loan is evidence, not a date: what day it makes of the item, or none, is decided where
// the item's own dates and facts are weighed (internal/annotate). Files: lend.go items;
// sketch.go texts; weigh.go what one item lends another; near.go by whom both name.
package lend

import (
	"encoding/json"
	"hash/fnv"
	"maps"
	"slices"
	"strconv"
	"strings"

	"parley"
)

// Item is one item as it is kept.
type Item struct {
	ID, Page string
	Head
	Sketch Sketch
}

// Head is an item in short. One that neither asks nor lends is not kept.
type Head struct {
	Title string     `json:",omitempty"`
	Asks  bool       `json:",omitempty"` // it tells no day of its own, or one of a year that is in doubt
	Day   parley.Day `json:",omitempty"` // of one that lends, or is in doubt
	Firm  bool       `json:",omitempty"` // its page or container says the day, not only its text
	Runs  int        // different runs of words
	Deeds []Deed     `json:",omitempty"`

	YearDay int      `json:",omitempty"` // the day of the year that it is of, from 1
	Named   []uint32 `json:",omitempty"` // hashes of the persons whom it names most
}

// Deed is something that an item tells of one day.
type Deed struct {
	What  uint64   // hash of the kind and of two sides that take part
	Month int      // with Date the day of the year
	Date  int      // day of the month
	Year  int      `json:",omitempty"` // 0 where the item does not tell it
	Meets bool     `json:",omitempty"` // people came together: that is done on a day
	Old   bool     `json:",omitempty"` // it is only recalled
	Ahead bool     `json:",omitempty"` // it is still to come
	Who   []uint32 `json:",omitempty"` // hashes of the persons
	Where uint32   `json:",omitempty"` // hash of the town
}

// Bounds on what is kept of an item, so that a hostile page costs no more than another.
const (
	maxTitle = 120 // code points
	maxDeeds = 24
	maxWho   = 4
	maxSides = 4
)

// Items returns the items of a reading that ask or lend. The reading is the page's own:
// nothing in it is lent.
func Items(r *parley.Reading) []Item {
	var out []Item
	for i := range r.Items {
		it := &r.Items[i]
		x := Item{ID: r.ID + "/" + strconv.Itoa(i), Page: r.ID}
		day, firm, known := dayOf(it.Published)
		x.Asks = !known
		if known {
			x.Day, x.Firm = day, firm
			x.Asks = it.Published.Doubtful()
		}
		x.Title = plain(string(it.Title))
		x.Sketch, x.Runs = NewSketch(it)
		x.Deeds = deeds(r, i, x.Asks)
		if x.YearDay = yearDay(it.Published); x.YearDay > 0 {
			x.Named = named(r, it)
		}
		if len(x.Sketch) == 0 && len(x.Deeds) == 0 && len(x.Named) == 0 {
			continue
		}
		out = append(out, x)
	}
	return out
}

// dayOf is the one day that a date says, if it does; firm where more than facts say it.
func dayOf(d *parley.Date) (day parley.Day, firm, ok bool) {
	if d == nil || d.Basis == parley.BasisUnknown || d.Lent != "" {
		return 0, false, false
	}
	value, _, _ := strings.Cut(d.Value, "T")
	e, err := parley.ParseEDTF(value)
	if err != nil {
		return 0, false, false
	}
	day, ok = e.Day()
	return day, d.Basis != parley.BasisInferred, ok
}

// plain is a title as reasons quote it: short, without what cuts reasons apart.
func plain(title string) string {
	title = strings.NewReplacer("; ", ", ", "(", "", ")", "", "«", "", "»", "", "{", "", "}", "", "\n", " ", " or ", " or\u00a0").Replace(parley.Plain(title))
	if r := []rune(title); len(r) > maxTitle {
		title = string(r[:maxTitle-1]) + "…"
	}
	return strings.TrimSpace(title)
}

// deeds are what an item tells of single days: of one that asks those without their year, of
// another those with it.
func deeds(r *parley.Reading, item int, asks bool) (out []Deed) {
	seen := map[deedKey]int{}
	for i := range r.Claims {
		c := &r.Claims[i]
		if c.Item != item || c.Time == nil || c.Status != parley.Occurred && c.Status != parley.Ongoing && c.Status != parley.Planned {
			continue
		}
		day, ok := dated(c.Time, asks)
		if !ok {
			continue
		}
		for _, d := range done(day, c) {
			k := deedKey{d.What, d.Month, d.Date, d.Year}
			if at, twice := seen[k]; twice {
				out[at].also(&d)
				continue
			}
			if len(out) == maxDeeds {
				return out
			}
			seen[k] = len(out)
			out = append(out, d)
		}
	}
	return out
}

// also takes in what another claim says of the deed.
func (d *Deed) also(o *Deed) {
	d.Old, d.Ahead = d.Old && o.Old, d.Ahead && o.Ahead
	if d.Where == 0 {
		d.Where = o.Where
	}
	for _, w := range o.Who {
		if len(d.Who) < maxWho && !slices.Contains(d.Who, w) {
			d.Who = append(d.Who, w)
		}
	}
	slices.Sort(d.Who)
}

// deedKey is what tells deeds of an item apart.
type deedKey struct {
	what              uint64
	month, date, year int
}

// dated reads the day of a claim; of an item that asks only one of which nothing decides the
// year, which may be left among a few.
func dated(t *parley.When, asks bool) (d Deed, ok bool) {
	e, err := parley.ParseEDTF(t.Value)
	if err != nil {
		return d, false
	}
	if day, one := e.Day(); !asks || one {
		if !one || t.Basis == parley.BasisUnknown || asks && t.Basis == parley.BasisStated {
			return d, false
		}
		d.Year, d.Month, d.Date = day.Date()
		if known := d.Year > 0; !asks || !known {
			return d, known
		}
		d.Year = 0 // that of the item, which is in doubt
		return d, true
	}
	if e.Precision() == parley.PrecisionNoYear {
		d.Month, d.Date, _ = e.MonthDay()
		return d, d.Date > 0
	}
	if e.Precision() != parley.PrecisionSet {
		return d, false
	}
	for _, m := range e.Members() {
		day, one := m.Day()
		_, month, date := day.Date()
		if !one || d.Month != 0 && (d.Month != month || d.Date != date) {
			return d, false
		}
		d.Month, d.Date = month, date
	}
	return d, d.Date > 0
}

// done gives what a claim says was done on the day, once for each two of the sides.
func done(day Deed, c *parley.Claim) (out []Deed) {
	who := map[string][]uint32{}
	for i := range c.Actors {
		a := &c.Actors[i]
		if a.Role == parley.RoleMediator || a.Role == parley.RoleHost {
			continue
		}
		side := a.Key()
		if _, ok := who[side]; !ok {
			who[side] = nil
		}
		if strings.HasPrefix(a.ID, "person:") {
			who[side] = append(who[side], uint32(hash(a.ID)))
		}
	}
	sides := slices.Sorted(maps.Keys(who))
	sides = sides[:min(len(sides), maxSides)]
	day.Old, day.Ahead, day.Meets = c.Background, c.Status == parley.Planned, meets(c.Kind)
	if c.Place != nil && c.Place.Name != "" {
		day.Where = uint32(hash(c.Place.Name))
	}
	for i, a := range sides {
		for _, b := range sides[i+1:] {
			d := day
			d.What = hash(family(c.Kind) + " " + a + " " + b)
			d.Who = slices.Concat(who[a], who[b])
			slices.Sort(d.Who)
			d.Who = slices.Compact(d.Who)
			d.Who = d.Who[:min(len(d.Who), maxWho)]
			out = append(out, d)
		}
	}
	return out
}

// family is the name under which kinds that may be told for each other stand.
func family(k parley.Kind) string {
	switch k {
	case parley.Meet, parley.Talks, parley.Conference:
		return "meeting"
	}
	return string(k)
}

func meets(k parley.Kind) bool {
	switch k {
	case parley.Meet, parley.Talks, parley.Conference, parley.Call, parley.Visit, parley.Sign, parley.Mediate:
		return true
	}
	return false
}

func hash(s string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(s)) // never fails
	return h.Sum64()
}

// Sorts of cells, in which items look for each other: the upper bits of their numbers.
const (
	cellText = 1 << 59
	cellDeed = 2 << 59
	cellNear = 3 << 59
	cellAsks = 4 << 59 // added to the above for those that ask
)

// shared are cells by what the item shares with others: some hashes of its text, its deeds.
func (it *Item) shared(wide bool) []int64 {
	out := it.nearCells(wide)
	for _, h := range it.Sketch[:min(len(it.Sketch), doors)] {
		out = append(out, cellText|int64(h))
	}
	for i := range it.Deeds {
		d := &it.Deeds[i]
		out = append(out, cellDeed|int64(mix(d.What, d.Month, d.Date)>>5))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func mix(what uint64, month, date int) uint64 {
	return (what ^ uint64(month*32+date)) * 1099511628211
}

// Own are the cells in which the item stands, Others those of the items that it has to do
// with: who asks looks for those that lend, and the other way round.
func (it *Item) Own() []int64 { return it.cells(it.Asks, false) }

// Others are the cells of the items that this one has to do with.
func (it *Item) Others() []int64 { return it.cells(!it.Asks, true) }

func (it *Item) cells(asks, wide bool) []int64 {
	out := it.shared(wide)
	for i := range out {
		if asks {
			out[i] |= cellAsks
		}
	}
	return out
}

// Pack gives the item as it is kept: in short, and its sketch.
func (it *Item) Pack() (head, body []byte, err error) {
	head, err = json.Marshal(it.Head)
	return head, it.Sketch.bytes(), err
}

// Unpack reads what Pack has written.
func Unpack(id, page string, head, body []byte) (*Item, error) {
	it := &Item{ID: id, Page: page, Sketch: sketchOf(body)}
	return it, json.Unmarshal(head, &it.Head)
}
