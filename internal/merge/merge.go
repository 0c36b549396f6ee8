// Package merge finds the event in the world that several claims are about.
//
// Input is one claim with what is known of the item that makes it. Each becomes a mention:
// its actors in sides (party, source, target, mediator), the days its time may mean, the
// class of its status, and the item, page, story and day of publication it stands in.
//
// Before they look at others, those of one item that a model finds to be about one event are tied, the surest
// first; they are placed together (bond.go). Meetings are not.
//
// Mentions are taken in one fixed order, the most specific first, and each joins the best
// of the clusters it agrees with, or founds a new one. The order comes from the claims
// alone, so that the result does not depend on the order of the input. Clusters are found
// by key (kind, actor and days; kind, actor and item; and so on), never by looking at all.
// Where claims are added to those that are kept, only the mentions that can see a change
// are taken again: the result is as if all had been taken at once.
//
// What must agree: the family of kinds, the actors (a person counts as the state where the
// other names only the state; two persons of one state do not agree), the time, the place,
// the object, the class of status. Wording alone joins nothing; it may keep two statements
// apart. Of claims in one item or story a model judges as well, for which that is one sign
// among others: a side that was misread does not split an event. Each join leaves a line
// that says why.
//
// Files: merge.go the entry; mention.go, side.go, words.go a claim made comparable; same.go the
// rules of agreement; bond.go what one item tells of one event; judge.go, pair.go the model, samples.go what it learns
// from; cluster.go what a cluster has in common; keys.go what can meet;
// book.go the steps by which claims come and go, outcome.go what they change; event.go, time.go, contradict.go, number.go what becomes
// of a cluster; edit.go what people changed.
package merge

import (
	"strconv"

	"parley"
)

// Input is one claim and the item it stands in.
type Input struct {
	Claim     *parley.Claim
	Page      string // id
	Source    string
	Outlet    parley.Maybe
	Published *parley.Date // of the item
	Headline  bool         // the claim stands in the item's title or lead
}

// Stories says how the items of the claims belong together.
type Stories interface {
	// Story is the id of the story that tells the item, "" if none.
	Story(page string, item int) string
	// Origin is the item that this one copies in the end, as page/item; itself if none.
	Origin(page string, item int) string
}

// Options are what the stage needs to know besides the claims.
type Options struct {
	Stories Stories // nil: no item copies another
	// Names tells that a place is a whole state; nil where nothing is known of names.
	Names parley.Namer
	// Near tells whether two places are one for a meeting, as a building and the town it
	// stands in; nil: only if they have one name.
	Near func(a, b parley.Place) bool
	// Judge weighs claims of one item or story by a model, too; nil: rules alone decide.
	Judge *Judge
	Edits []parley.Edit // the whole log, those undone too
	// Edited says that the log changed since what is kept was made.
	Edited bool
}

// Inputs returns the claims of a reading with their items.
func Inputs(r *parley.Reading) []Input {
	out := make([]Input, 0, len(r.Claims))
	for i := range r.Claims {
		c := &r.Claims[i]
		in := Input{Claim: c, Page: r.ID, Source: r.Source, Outlet: r.Outlet, Headline: headline(r.Blocks, c.Evidence.Span)}
		if c.Item >= 0 && c.Item < len(r.Items) {
			in.Published = r.Items[c.Item].Published
		}
		out = append(out, in)
	}
	return out
}

func headline(blocks []parley.Block, s parley.Span) bool {
	for _, b := range blocks {
		if b.Overlaps(s) {
			return b.Kind == parley.BlockTitle || b.Kind == parley.BlockLead
		}
	}
	return false
}

// Events returns the events that the claims are about, in order of their ids. Track and
// Round are left open.
func Events(in []Input, opt Options) []parley.Event {
	if opt.Stories == nil {
		opt.Stories = apart{}
	}
	come := make([]*Kept, 0, len(in))
	for _, i := range in {
		come = append(come, NewKept(i, opt.Stories))
	}
	Bind(come, opt)
	out, _ := Step(nil, nil, come, opt) // only what is kept elsewhere can fail
	return out.Events
}

// apart is the relation by which no item has to do with another.
type apart struct{}

func (apart) Story(string, int) string { return "" }

func (apart) Origin(page string, item int) string { return ItemID(page, item) }

// ItemID names an item: page/index.
func ItemID(page string, item int) string { return page + "/" + strconv.Itoa(item) }
