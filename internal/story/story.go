// Package story finds the items that tell one running story, and which of them copy
// another.
//
// Input is items with their words. What is made of each: its rare shingles (four words
// running, as hashes) and a sparse vector of words and pairs of words, title and lead
// counting more. Words that stand in many items weigh little and are dropped past a share,
// those of a single item are dropped too: no list of words is needed, in no language.
//
//	copy   an item that shares most of its text, or of the other's, with an earlier (of one
//	       day: longer) one, or that credits one; cut, padded or reordered as it may be
//	story  items taken in order of publication; each joins the story most like it, the
//	       likeness falling with the days between them, or begins one; copies stay together
//
// Time is cut into segments of a few days, language by language. A segment is placed by
// what stands in it and in the few before it: what a word weighs is counted there, and
// stories of longer ago are over. So the order of the input does not matter, and what
// comes costs the same however much there is. An item without a date stands where its page
// or its claims point. What nothing dates is placed last, language by language, by itself and by what has
// an inferred day alone; where that is much, in parts by hash. Files: story.go
// items; segment.go segments, and the stories made of them; copy.go shingles; vector.go
// words; group.go which story an item goes to.
package story

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"

	"parley"
)

// Item is one item with the words it is compared by.
type Item struct {
	parley.StoryItem
	Agency   parley.Maybe
	Article  bool
	Language string
	title    []uint32 // hashed words
	lead     []uint32
	body     []uint32
	day      parley.Day
	dated    bool // it says its day itself
	placed   bool // it has a day, its own or one that its page points to
	guessed  bool // that day is inferred
	runs     []uint64
	counts   []count
}

// maxWords bounds the words of a body that are looked at.
const maxWords = 4000

// Items returns the items of a reading.
func Items(r *parley.Reading) []Item {
	out := make([]Item, 0, len(r.Items))
	for i := range r.Items {
		it := &r.Items[i]
		s := Item{
			StoryItem: parley.StoryItem{
				ID: r.ID + "/" + strconv.Itoa(i), Page: r.ID, Item: i, Title: string(it.Title),
				Source: r.Source, Outlet: r.Outlet, Published: it.Published,
			},
			Agency: it.Agency, Article: it.Kind == parley.ItemArticle, Language: r.Language,
			title: words(string(it.Title)), lead: words(string(it.Lead)), body: words(it.Body),
		}
		s.body = s.body[:min(len(s.body), maxWords)]
		if it.Published != nil {
			s.day, s.dated = dayOf(it.Published.Value)
			s.placed = s.dated
			s.guessed = s.dated && it.Published.Basis == parley.BasisInferred
		}
		out = append(out, s)
	}
	if day, ok := lookedFor(r, out); ok {
		for i := range out {
			if s := &out[i]; !s.placed {
				s.day, s.placed, s.guessed = day, true, true
			}
		}
	}
	return out
}

// lookedFor is the day around which the undated items of a page are looked for: that of
// its first dated item, else the last on which one of its claims has something happen. It
// dates nothing: only who meets whom depends on it.
func lookedFor(r *parley.Reading, items []Item) (last parley.Day, ok bool) {
	for i := range items {
		if items[i].dated {
			return items[i].day, true
		}
	}
	for i := range r.Claims {
		c := &r.Claims[i]
		if c.Time == nil || c.Status != parley.Occurred && c.Status != parley.Ongoing {
			continue
		}
		d, known := parley.DaysOf(c.Time.Value)
		if known && d.From != parley.DayMin && d.To != parley.DayMax && (!ok || d.To > last) {
			last, ok = d.To, true
		}
	}
	return last, ok
}

// dayOf is the first day that an EDTF value may mean.
func dayOf(value string) (parley.Day, bool) {
	if i := strings.IndexByte(value, 'T'); i > 0 && !strings.ContainsAny(value, "/[{") {
		value = value[:i]
	}
	e, err := parley.ParseEDTF(value)
	if err != nil || e.IsZero() || e.Bounds().From == parley.DayMin {
		return 0, false
	}
	return e.Bounds().From, true
}

// order puts the earlier day first, then articles before teasers and entries, then what
// is dated, then the longer text.
func order(a, b *Item) int {
	return cmp.Or(
		cmp.Compare(a.day, b.day), first(a.Article, b.Article), first(a.dated, b.dated),
		cmp.Compare(len(b.body), len(a.body)), strings.Compare(a.ID, b.ID),
	)
}

func first(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// StoryID names the story that an item founds.
func StoryID(item string) string {
	h := sha256.Sum256([]byte("story\x00" + item))
	return "s_" + hex.EncodeToString(h[:])[:16]
}

// last sorts behind every date.
const last = "~"

func value(it parley.StoryItem) string {
	if it.Published == nil {
		return last
	}
	return it.Published.Value
}
