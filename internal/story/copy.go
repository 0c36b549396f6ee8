package story

// This file finds which items copy which: who from whom, how much, what was left out.
//
// What is compared are shingles (four words running, as hashes) that few items share; one
// that many have is a phrase that everyone uses. The text of an item is cut into windows of
// some words. A window is taken over where two of its rare shingles stand in the other item:
// so a text is known again though it was cut, padded, put into another order or had
// every third word changed. Two items are copies where most windows of one are taken over.
//
// Which of the two copies: one that credits the other's outlet, whichever came out first
// in the week (see segment.go); else the later one, of one day the shorter. Of several items that it may have copied the
// credited one goes first, then the one with which it shares the longest passage.

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"parley"
)

const (
	shingle    = 4    // words
	common     = 24   // items; a shingle of more is a phrase that everyone uses
	fewest     = 8    // rare shingles that an item must have to be compared
	window     = 24   // words
	taken      = 4    // shared shingles that make a window one that was taken over
	copied     = 0.6  // share of windows that makes one item a copy
	sameAgency = 0.5  // the same, of items that credit one agency, or one the other
	worthwhile = 0.08 // share of the shorter item's rare shingles from which a pair is compared
)

// origin says which item one copies (-1: none), and how.
type origin struct {
	of int
	copying
}

// copying is what one item took from another.
type copying struct {
	share   float64 // of its rare shingles, those that stand there too
	left    float64 // of the other's windows, those that it left out
	passage int     // words of the longest passage that is the same in both
	credit  bool    // it names the other as its source
}

// findCopies says for every item which one it copies. A copy of a copy is a copy of the
// first. Items that are old are not compared with each other.
func findCopies(all []*Item, old func(int) bool) []origin {
	f := newFinder(all)
	out := make([]origin, len(all))
	for i := range all {
		out[i].of = -1
	}
	held := make([]origin, len(all)) // item → the first that was found to copy it
	copiedBy := make([]int, len(all))
	for i := range all {
		held[i].of = -1
		for _, j := range f.candidates(i) {
			if old(i) && old(j) {
				continue
			}
			from, to, c, ok := f.pair(i, j, old(j))
			if !ok {
				continue
			}
			if held[to].of < 0 {
				held[to] = origin{from, c}
			}
			if better(out[from], origin{to, c}) {
				out[from] = origin{to, c}
			}
		}
	}
	for _, o := range out {
		if o.of >= 0 {
			copiedBy[o.of]++
		}
	}
	for i := range out {
		// What holds another that has a likelier origin is a copy of that one itself.
		if out[i].of < 0 && copiedBy[i] == 0 && held[i].of >= 0 {
			out[i] = f.turned(i, held[i])
		}
	}
	for i, to := range firsts(out) {
		out[i].of = to
	}
	return out
}

// turned is the origin of item i as a copy of the item that was found to copy it.
func (f *finder) turned(i int, by origin) origin {
	a, b := f.overlap(i, by.of), f.overlap(by.of, i)
	return origin{by.of, copying{share: rounded(a.share), left: rounded(1 - b.covered), passage: a.passage, credit: by.credit}}
}

// firsts are the origins of all items followed to the first.
func firsts(out []origin) []int {
	to := make([]int, len(out))
	for i := range out {
		to[i] = firstOf(out, i)
	}
	return to
}

// better tells whether b is the likelier origin.
func better(a, b origin) bool {
	switch {
	case a.of < 0:
		return true
	case a.credit != b.credit:
		return b.credit
	case a.passage != b.passage:
		return b.passage > a.passage
	case a.share != b.share:
		return b.share > a.share
	}
	return b.of < a.of
}

// firstOf follows the origins of item i to the first, -1 where it has none. Items that
// credit each other in a circle have the earliest of them as origin.
func firstOf(out []origin, i int) int {
	at := out[i].of
	if at < 0 {
		return -1
	}
	least := min(i, at)
	for n := 0; out[at].of >= 0; n++ {
		at = out[at].of
		least = min(least, at)
		if n > len(out) || at == i {
			if least == i {
				return -1
			}
			return least
		}
	}
	return at
}

// families gives for every item the first one that it copies, is copied by or copies with.
func families(copies []origin) []int {
	least := make([]int, len(copies))
	for i := range least {
		least[i] = i
	}
	for i, c := range copies {
		if c.of >= 0 {
			least[c.of] = min(least[c.of], i)
		}
	}
	for i, c := range copies {
		if c.of >= 0 {
			least[i] = least[c.of]
		}
	}
	return least
}

// finder is the items with their shingles.
type finder struct {
	all   []*Item
	sets  [][]uint64         // rare shingles of each item, sorted; all where most are not rare
	at    map[uint64][]int32 // shingle → items that have it, in order
	count []int
}

func newFinder(all []*Item) *finder {
	f := &finder{all: all, sets: make([][]uint64, len(all)), count: make([]int, len(all))}
	shingles := 0
	for i, it := range all {
		f.sets[i] = it.sketch()
		shingles += len(f.sets[i])
	}
	f.at = make(map[uint64][]int32, shingles/2)
	for i := range all {
		for _, s := range f.sets[i] {
			f.at[s] = append(f.at[s], int32(i))
		}
	}
	for i, set := range f.sets {
		rare := make([]uint64, 0, len(set))
		for _, s := range set {
			if len(f.at[s]) <= common {
				rare = append(rare, s)
			}
		}
		if 2*len(rare) >= len(set) { // else it is what everyone copied, not a phrase that everyone uses
			f.sets[i] = rare
		}
	}
	return f
}

// candidates are the items before i with which it shares rare shingles enough.
func (f *finder) candidates(i int) []int {
	var touched []int
	for _, s := range f.sets[i] {
		for _, j := range f.at[s][:min(len(f.at[s]), common)] {
			if int(j) >= i {
				break
			}
			if f.count[j] == 0 {
				touched = append(touched, int(j))
			}
			f.count[j]++
		}
	}
	slices.Sort(touched)
	kept := touched[:0]
	for _, j := range touched {
		size := min(len(f.sets[i]), len(f.sets[j]))
		if size >= fewest && f.count[j] > taken && float64(f.count[j]) >= worthwhile*float64(size) {
			kept = append(kept, j)
		}
		f.count[j] = 0
	}
	return kept
}

// pair compares two items, j before i, and says which copies which: where j is settled, i.
func (f *finder) pair(i, j int, settled bool) (from, to int, c copying, ok bool) {
	from, to = i, j
	back, forth := credits(f.all[j], f.all[i]), credits(f.all[i], f.all[j])
	if back && !forth && !settled {
		from, to = j, i
	}
	a, b := f.overlap(from, to), f.overlap(to, from)
	need := copied
	if back || forth || f.all[i].Agency != "" && f.all[i].Agency == f.all[j].Agency {
		need = sameAgency
	}
	if max(a.covered, b.covered) < need {
		return 0, 0, c, false
	}
	credit := back != forth && !(settled && back)
	c = copying{share: rounded(a.share), left: rounded(1 - b.covered), passage: a.passage, credit: credit}
	return from, to, c, true
}

func rounded(x float64) float64 { return math.Round(x*1000) / 1000 }

// overlap is what of an item stands in another.
type overlap struct {
	share   float64 // of its rare shingles
	covered float64 // of its windows
	passage int     // words
}

// overlap says what of item i stands in item j.
func (f *finder) overlap(i, j int) (o overlap) {
	words := f.all[i].text()
	mine, other := f.sets[i], f.sets[j]
	where := make(map[uint64]int, len(other)) // in the other's text
	for k, s := range shingles(f.all[j].text()) {
		if _, twice := where[s]; !twice {
			where[s] = k
		}
	}
	shared, run, last := 0, 0, -2
	windows, coveredWindows, rare, hits := 0, 0, 0, 0
	for k, s := range shingles(words) {
		if k%window == 0 && k > 0 {
			windows, coveredWindows = tally(windows, coveredWindows, rare, hits)
			rare, hits = 0, 0
		}
		_, isRare := slices.BinarySearch(mine, s)
		at, found := where[s]
		if isRare {
			rare++
			if found {
				hits++
				shared++
			}
		}
		switch {
		case !found:
			run = 0
		case run > 0 && at == last+1:
			run++
		default:
			run = shingle
		}
		last = at
		o.passage = max(o.passage, run)
	}
	windows, coveredWindows = tally(windows, coveredWindows, rare, hits)
	if windows > 0 {
		o.covered = float64(coveredWindows) / float64(windows)
	}
	o.share = min(1, float64(shared)/float64(max(1, len(mine))))
	return o
}

// tally counts a window with its rare shingles and those that the other has; one that has
// hardly any says nothing.
func tally(windows, covered, rare, hits int) (int, int) {
	if rare < 2*taken {
		return windows, covered
	}
	if hits >= taken {
		covered++
	}
	return windows + 1, covered
}

// text is what items are compared by: lead and body.
func (it *Item) text() []uint32 {
	if len(it.lead) == 0 {
		return it.body
	}
	return slices.Concat(it.lead, it.body)
}

// sketch is the set of an item's shingles, sorted; made once.
func (it *Item) sketch() []uint64 {
	if it.runs == nil {
		it.runs = sketch(it.text())
	}
	return it.runs
}

func sketch(words []uint32) []uint64 {
	set := shingles(words)
	slices.Sort(set)
	return slices.Compact(set)
}

// shingles are those of a text in the order in which they stand.
func shingles(words []uint32) []uint64 {
	out := make([]uint64, 0, max(0, len(words)-shingle+1))
	for j := 0; j+shingle <= len(words); j++ {
		out = append(out, mix(words[j:j+shingle]))
	}
	return out
}

// mix hashes a run of words.
func mix(run []uint32) uint64 {
	h := uint64(14695981039346656037)
	for _, w := range run {
		h = (h ^ uint64(w)) * 1099511628211
		h ^= h >> 29
	}
	return h
}

// credits tells whether a names b's outlet as its source: a name that is, without marks and
// blanks, the first label of the outlet's host.
func credits(a, b *Item) bool {
	if a.Agency == "" || b.Outlet == "" || a.Outlet == b.Outlet {
		return false
	}
	host := strings.TrimPrefix(string(b.Outlet), "www.")
	label, _, _ := strings.Cut(host, ".")
	return plain(a.Agency) == plain(parley.Maybe(label)) && plain(a.Agency) != ""
}

// plain is a name as hosts spell it: letters without marks, and digits, in lower case.
func plain(name parley.Maybe) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\u0111': // a letter of its own, which hosts write as d
			return 'd'
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			return r
		}
		return -1
	}, norm.NFD.String(strings.ToLower(string(name))))
}
