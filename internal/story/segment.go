package story

// This file cuts time into segments. What stories a segment's items go to depends on them
// and on the segments just before it, as those stand: nothing else. An item that comes
// late changes its own segment and those behind it, until its effect has died out.

import (
	"cmp"
	"encoding/binary"
	"encoding/json"
	"hash/fnv"
	"math/bits"
	"slices"
	"strings"

	"parley"
)

// SegmentDays is how many days one segment has, from Monday on; Back how many segments
// before it are looked at: for longer than that no likeness lasts.
const (
	SegmentDays = 7
	Back        = 3
	monday      = 3 // the place of 1 January 1970, day 0, in its week
)

// Items that nothing dates, and those that are dated by inference alone, meet in buckets by the hash of
// their id. There are as many buckets as keep the mean below fill: few texts without a date are in one.
const (
	fill    = 2048
	maxBits = 16
)

// Cell is the place of an item in its language: a segment of time, or, for what has no
// day, a hash. Cells of one language are in order of time.
type Cell int64

const (
	segmentBits = 32
	undatedFlag = 1 << 31
)

// Cell returns the place of the item.
func (it *Item) Cell() Cell {
	if !it.placed {
		return it.bucket()
	}
	return it.language() | (Cell(floor(int(it.day)+monday, SegmentDays)+undatedFlag/2) & (undatedFlag - 1))
}

func (it *Item) language() Cell { return Cell(shortHash(it.Language)) << segmentBits }

// bucket is where the item meets those that nothing dates.
func (it *Item) bucket() Cell { return it.language() | undatedFlag | Cell(shortHash(it.ID)) }

// Cells are the cells in which the item is found: its own and, for one dated by inference, that of what nothing
// dates. There it is looked at only.
func (it *Item) Cells() []Cell {
	if it.placed && it.guessed {
		return []Cell{it.Cell(), it.bucket()}
	}
	return []Cell{it.Cell()}
}

func shortHash(s string) uint16 {
	h := fnv.New32a()
	h.Write([]byte(s))
	sum := h.Sum32()
	return uint16(sum>>16) ^ uint16(sum)
}

func floor(n, by int) int {
	if n < 0 {
		n -= by - 1
	}
	return n / by
}

// Undated tells whether the cell is one of a language's items without a day.
func (c Cell) Undated() bool { return c&undatedFlag != 0 }

// Language is a number for the language of the cell.
func (c Cell) Language() int64 { return int64(c >> segmentBits) }

// Later returns the cells whose items look at those of c: none for undated ones.
func (c Cell) Later() []Cell {
	if c.Undated() {
		return nil
	}
	out := make([]Cell, Back)
	for i := range out {
		out[i] = c + Cell(i) + 1
	}
	return out
}

// Bits says for how many undated items of a language how many bits of the hash make a bucket.
func Bits(items int64) int {
	return min(bits.Len64(uint64(max(0, items))/fill), maxBits)
}

// Span returns the cells that are placed together with c, where undated items of the
// language are told apart by so many bits; and the cells before that are looked at.
func (c Cell) Span(bits int) (from, to, before Cell) {
	if c.Undated() {
		mask := Cell(1)<<(maxBits-bits) - 1
		return c &^ mask, c | mask, c &^ mask
	}
	return c, c, c - Back
}

// Buckets are cells of which each stands for one bucket of a language's undated items.
func Buckets(language int64, bits int) []Cell {
	out := make([]Cell, 1<<bits)
	for i := range out {
		out[i] = Cell(language)<<segmentBits | undatedFlag | Cell(i)<<(maxBits-bits)
	}
	return out
}

// Place says where an item went.
type Place struct {
	Story string
	Copying
}

// Copying says which item one copies in the end, "" if none, and how; as parley.StoryItem
// has it.
type Copying struct {
	CopyOf   string  `json:",omitempty"`
	Share    float64 `json:",omitempty"`
	Left     float64 `json:",omitempty"`
	Passage  int     `json:",omitempty"`
	Credited bool    `json:",omitempty"`
}

// Segment places the items of one segment, given those of the segments before it with
// their places. The result has the order of items; the order of the arguments does not
// matter.
func Segment(before []*Item, placed []Place, items []*Item) []Place {
	all := slices.Concat(before, items)
	at := make([]Place, len(all))
	where := make(map[*Item]int, len(all))
	old := make(map[*Item]Place, len(before))
	for i, it := range before {
		old[it] = placed[i]
	}
	known := func(it *Item) bool { _, ok := old[it]; return ok }
	slices.SortFunc(all, func(a, b *Item) int { return cmp.Or(first(known(a), known(b)), order(a, b)) })
	for i, it := range all {
		where[it] = i
		if p, ok := old[it]; ok {
			at[i] = p
		}
	}
	isOld := func(i int) bool { return known(all[i]) }
	group(all, findCopies(all, isOld), at, isOld)
	out := make([]Place, len(items))
	for i, it := range items {
		out[i] = at[where[it]]
	}
	return out
}

// Stories returns the stories that the items tell, in order of their ids. A teaser or
// entry that nothing else is like is in none.
func Stories(items []Item) []parley.Story {
	cells := map[Cell][]*Item{}
	undated := map[int64]int64{}
	for i := range items {
		for _, c := range items[i].Cells() {
			if c.Undated() {
				undated[c.Language()]++
			}
			cells[c] = append(cells[c], &items[i])
		}
	}
	for _, c := range sortedKeys(cells) {
		if !c.Undated() {
			continue
		}
		if from, _, _ := c.Span(Bits(undated[c.Language()])); from != c {
			cells[from] = append(cells[from], cells[c]...)
			delete(cells, c)
		}
	}
	places := map[*Item]Place{}
	members := map[string][]*Item{}
	for _, c := range sortedKeys(cells) {
		var before []*Item
		var placed []Place
		_, _, b := c.Span(0)
		for ; !c.Undated() && b < c; b++ {
			for _, it := range cells[b] { // weeks hold no others
				before, placed = append(before, it), append(placed, places[it])
			}
		}
		var now []*Item
		for _, it := range cells[c] {
			if p, ok := places[it]; ok { // it stands in its week
				before, placed = append(before, it), append(placed, p)
			} else {
				now = append(now, it)
			}
		}
		for i, p := range Segment(before, placed, now) {
			it := now[i]
			places[it] = p
			members[p.Story] = append(members[p.Story], it)
		}
	}
	out := []parley.Story{}
	for _, id := range sortedKeys(members) {
		var told []Member
		for _, it := range members[id] {
			told = append(told, Member{it.Head(), places[it]})
		}
		if s := Tell(id, told); s != nil {
			out = append(out, *s)
		}
	}
	return out
}

func sortedKeys[K ~string | ~int64, V any](m map[K]V) []K {
	out := make([]K, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// Head is what a story says of its items.
type Head struct {
	parley.StoryItem
	Article bool
}

// Head is the item in short.
func (it *Item) Head() Head { return Head{StoryItem: it.StoryItem, Article: it.Article} }

// packed is an item as it is kept, its words as bytes.
type packed struct {
	Head
	Agency            parley.Maybe
	Language          string
	Day               parley.Day
	Dated, Placed     bool
	Guessed           bool `json:",omitempty"`
	Title, Lead, Body []byte
}

// Pack returns the item as bytes that Unpack reads.
func (it *Item) Pack() ([]byte, error) {
	return json.Marshal(packed{
		it.Head(), it.Agency, it.Language, it.day, it.dated, it.placed, it.guessed, wordBytes(it.title), wordBytes(it.lead), wordBytes(it.body),
	})
}

// Unpack reads what Pack has written.
func Unpack(b []byte) (*Item, error) {
	var p packed
	if err := json.Unmarshal(b, &p); err != nil {
		return nil, err
	}
	return &Item{
		StoryItem: p.StoryItem, Agency: p.Agency, Article: p.Article, Language: p.Language, day: p.Day, dated: p.Dated, placed: p.Placed, guessed: p.Guessed,
		title: bytesWords(p.Title), lead: bytesWords(p.Lead), body: bytesWords(p.Body),
	}, nil
}

func wordBytes(words []uint32) []byte {
	out := make([]byte, 0, 4*len(words))
	for _, w := range words {
		out = binary.LittleEndian.AppendUint32(out, w)
	}
	return out
}

func bytesWords(b []byte) []uint32 {
	out := make([]uint32, 0, len(b)/4)
	for ; len(b) >= 4; b = b[4:] {
		out = append(out, binary.LittleEndian.Uint32(b))
	}
	return out
}

// Member is one item of a story.
type Member struct {
	Head
	Place
}

// Tell makes a story of its items; nil where it is a lone teaser or entry.
func Tell(id string, members []Member) *parley.Story {
	if len(members) == 0 || len(members) == 1 && !members[0].Article {
		return nil
	}
	s := &parley.Story{ID: id, Events: []string{}}
	for _, m := range members {
		it := m.StoryItem
		if StoryID(it.ID) == id {
			s.Title = it.Title
		}
		if m.Place.CopyOf != "" {
			it.CopyOf, it.Similarity, it.LeftOut, it.Passage, it.Credited = parley.Maybe(m.Place.CopyOf), m.Place.Share, m.Place.Left, m.Place.Passage, m.Place.Credited
		} else {
			s.Independent++
		}
		s.Items = append(s.Items, it)
	}
	slices.SortFunc(s.Items, func(a, b parley.StoryItem) int {
		if c := strings.Compare(value(a), value(b)); c != 0 {
			return c
		}
		return strings.Compare(a.ID, b.ID)
	})
	for _, it := range s.Items {
		if v := parley.Maybe(value(it)); v != last {
			if s.First == "" {
				s.First = v
			}
			s.Last = v
		}
	}
	return s
}
