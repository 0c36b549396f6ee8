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
// The order of the input does not matter. Files: story.go items and the stories made of
// them; copy.go shingles; vector.go words; group.go which story an item goes to.
package story

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"parley"
)

// Item is one item with the words it is compared by.
type Item struct {
	parley.StoryItem
	Agency  parley.Maybe
	Article bool
	title   []uint32 // hashed words
	lead    []uint32
	body    []uint32
	day     parley.Day
	dated   bool
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
			Agency: it.Agency, Article: it.Kind == parley.ItemArticle,
			title: words(string(it.Title)), lead: words(string(it.Lead)), body: words(it.Body),
		}
		s.body = s.body[:min(len(s.body), maxWords)]
		if it.Published != nil {
			s.day, s.dated = dayOf(it.Published.Value)
		}
		out = append(out, s)
	}
	return out
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

// Stories returns the stories that the items tell, in order of their ids. A teaser or
// entry that nothing else is like is in none.
func Stories(items []Item) []parley.Story {
	all := make([]*Item, 0, len(items))
	for i := range items {
		all = append(all, &items[i])
	}
	slices.SortFunc(all, order)
	copies := findCopies(all)
	out := []parley.Story{}
	for _, g := range group(all, copies) {
		if len(g) > 1 || all[g[0]].Article {
			out = append(out, story(all, g, copies))
		}
	}
	slices.SortFunc(out, func(a, b parley.Story) int { return strings.Compare(a.ID, b.ID) })
	return out
}

// order puts articles before teasers and entries, then the earlier day, the longer text.
func order(a, b *Item) int {
	return cmp.Or(
		first(a.Article, b.Article), first(a.dated, b.dated), cmp.Compare(a.day, b.day),
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

// story makes the story of the items with the numbers g, which stand in order.
func story(all []*Item, g []int, copies []origin) parley.Story {
	founder := all[g[0]]
	h := sha256.Sum256([]byte("story\x00" + founder.ID))
	s := parley.Story{ID: "s_" + hex.EncodeToString(h[:])[:16], Title: founder.Title, Events: []string{}}
	for _, i := range g {
		it := all[i].StoryItem
		if c := copies[i]; c.of >= 0 {
			it.CopyOf, it.Similarity, it.LeftOut, it.Passage, it.Credited = parley.Maybe(all[c.of].ID), c.share, c.left, c.passage, c.credit
		} else {
			s.Independent++
		}
		s.Items = append(s.Items, it)
	}
	slices.SortFunc(s.Items, func(a, b parley.StoryItem) int {
		return cmp.Or(strings.Compare(value(a), value(b)), strings.Compare(a.ID, b.ID))
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

// last sorts behind every date.
const last = "~"

func value(it parley.StoryItem) string {
	if it.Published == nil {
		return last
	}
	return it.Published.Value
}
