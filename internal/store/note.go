package store

// This file holds what the stages of the ledger keep between runs, and the one way in
// which they write.

import "parley"

// The queues: pages that came, changed or went, for whom dates are looked for; items that may be
// dated by others; pages that are read again with such dates; pages that came, changed or went
// or were read again; segments of time to be placed; stories to
// be told; pages whose claims are to be placed; events that came, changed or went.
const (
	DueDate    = "date"
	DueLoan    = "loan"
	DueAgain   = "again"
	DuePage    = "page"
	DueSegment = "segment"
	DueStory   = "story"
	DueClaims  = "claims"
	DueEvent   = "event"
	DueRegion  = "region"
	DueTrack   = "track"
)

// DueEdit is the key among pages and events that says that people changed something.
const DueEdit = "edit"

// Note is what a stage keeps of one thing that it has placed.
type Note struct {
	N     int64   // its number; filled in on reading
	ID    string  // of the thing: an item, a claim, an event
	Page  string  // where it stands; "" for what stands on no single page
	Group string  // what it was made part of: a story, an event, a track
	Place []byte  // how it came there, as the stage writes it
	Head  []byte  // the thing in short, as the stage writes it
	Body  []byte  // the rest of it, needed to compare
	Cells []int64 // where it is looked for; not filled in on reading
}

// Parts is how much of notes is wanted: all of them, all but their bodies, their places alone, or all but their heads.
type Parts uint8

const (
	Whole Parts = iota
	Heads
	Places
	Bodies
)

// Key is one entry of a queue.
type Key struct{ Queue, Key string }

// Change is one step of a stage, written in one transaction: what it read from its queue
// is done exactly if what it made of that is stored.
type Change struct {
	Stage string
	Done  []Key // what is dealt with
	Due   []Key // what is to be dealt with

	Gone  []Note // id and cells
	Put   []Note // new, or other than they were after being among Gone
	Moved []Note // id, group and place: all else is as it was
	Tally map[string]int64
	// Counts are what is tallied under other names than the stage's: name → key → by how much.
	Counts map[string]map[string]int64
	All    map[string]string // stage → queue into which the ids of all its notes are put

	GoneStories, GoneEvents, GoneTracks []string
	Stories                             []parley.Story
	Events                              []parley.Event
	Tracks                              []parley.Track
	// Readings of pages that are there, read again with what other pages lend them; Version is
	// that of the packs. They are due for the stages behind.
	Readings []*parley.Reading
	Version  string

	// Revision is the ledger's that the stage has dealt with; 0: it is not there yet.
	Revision int64
}
