// Package store holds the ledger behind one interface.
//
// What is kept:
//
//	source   pages    bytes as they came, compressed, with their hash; in the order they came
//	         edits    what a person changed, naming claims; in order
//	         searches what people asked more than once, by name
//	         sessions who is signed in, by a hash
//	derived  readings what was read from each page, stamped with the version that read it
//	         stories, events, tracks   made from all readings and edits
//	         notes    what each stage compares new things with, found by page, group or cell
//	         due      for each stage the queue of what it has still to deal with
//	         cursors  the revision each stage has dealt with
//	         renewals which event or track came or changed last, numbered
//	         touched  what each of the latest changes touched, by name, written with it
//
// Every change of pages, readings or edits makes the ledger's revision grow by one and puts
// what changed into a queue, in one transaction. A stage takes from its queue, reads the
// notes it needs, and writes what it made, its notes and the emptied queue in one
// transaction (Change), so that a crash at any moment loses nothing and repeats nothing.
// What one stage adds to the nouns of an earlier one (an event's track and round, a story's
// events) is kept beside them and filled in on reading.
//
// The SQL of the schema stands in schema/NNNN.sql, applied in order of number. The package
// sqlite implements the interface, storetest proves an implementation.
package store

import (
	"context"
	"embed"

	"parley"
)

// Schema holds the numbered migrations as schema/NNNN.sql.
//
//go:embed schema/*.sql
var Schema embed.FS

// Reader answers the questions of screens and exports. A thing that does not exist is nil
// without an error. Limit 0 means no limit.
type Reader interface {
	// State is a number that grows whenever pages, readings, edits or what is derived from them
	// changed, or a stage has dealt with such a change.
	State(ctx context.Context) (int64, error)
	// Touched names what was touched since the first answers of that state, as State told it; all
	// tells that it may be anything.
	Touched(ctx context.Context, since int64) (things []parley.Thing, all bool, err error)
	Counts(ctx context.Context) (parley.Counts, error)
	// Events lists the newest time first, undated ones last. An event that occurred at
	// no stated time stands where its first item stands.
	Events(ctx context.Context, f parley.EventFilter) ([]parley.Event, error)
	// EventLines lists as Events does, in short.
	EventLines(ctx context.Context, f parley.EventFilter) ([]parley.EventInfo, error)
	// EachEvent calls start once with how many events pass the filter, whatever its limit,
	// then each for every one in the order of Events, all from one state of the ledger.
	EachEvent(ctx context.Context, f parley.EventFilter, start func(total int) error, each func(*parley.Event) error) error
	// Hits counts what passes the filter, whatever its limit, up to bound events.
	Hits(ctx context.Context, f parley.EventFilter, bound int) (parley.Hits, error)
	Event(ctx context.Context, id string) (*parley.Event, error)
	// Place is where the event stands in the order by time, above 0; 0 for none such.
	Place(ctx context.Context, event string) (int64, error)
	// EventsNamed are the events with the ids, in their order; those that are not there are
	// left out.
	EventsNamed(ctx context.Context, ids []string) ([]parley.Event, error)
	// Telling are the ids of the events that the claims are about.
	Telling(ctx context.Context, claims []string) ([]string, error)
	// Fresh lists events that were first reported from one day up to another, exclusive, the
	// latest reported first; those of which the day is known.
	Fresh(ctx context.Context, from, to string, limit int) ([]parley.EventInfo, error)
	// Reach is, for each group, the articles and other items that tell the events with the ids, as PAGE/NUMBER, and
	// the ids of the stories of these, each once, in no order.
	Reach(ctx context.Context, groups ...[]string) (items, stories [][]string, err error)
	// Said are claims by id, without the words that say them and how they were read; those of
	// which the ledger does not keep that are left out.
	Said(ctx context.Context, claims []string) (map[string]*parley.Claim, error)
	// Forms counts the words by which an actor is called in the newest pages that name it, and
	// says how many pages these are; none of a ledger that does not keep them.
	Forms(ctx context.Context, actor string, pages int) ([]parley.FormCount, int, error)
	// Circle tells whom an actor met and when, in its newest events; nil for one that takes
	// part in none.
	Circle(ctx context.Context, actor string) (*parley.Circle, error)
	// Tracks lists those that run first, then those at rest, then those of which little is told; of each the most
	// recently moved first.
	Tracks(ctx context.Context) ([]parley.Track, error)
	// Track is one track, by its id or by that of one that was joined with it.
	Track(ctx context.Context, id string) (*parley.Track, error)
	// TrackLines lists tracks in short.
	TrackLines(ctx context.Context, f parley.TrackFilter) ([]parley.TrackInfo, error)
	// TrackFacts tells what the events of a track have in common; nil where it has none.
	TrackFacts(ctx context.Context, id string) (*parley.TrackFacts, error)
	// Course tells of a track no more than what became of it when; nil for none of that id.
	Course(ctx context.Context, id string) (*parley.TrackCourse, error)
	// Naming is the id of the oldest event of a track in which all the actors take part, ""
	// for none.
	Naming(ctx context.Context, track string, actors []string) (string, error)
	// Sides are the actors that take part in most tracks.
	Sides(ctx context.Context, limit int) ([]string, error)
	// Stories lists the latest first, of equal ones the largest.
	Stories(ctx context.Context, limit int) ([]parley.Story, error)
	// StoryLines lists as Stories does, without their events.
	StoryLines(ctx context.Context, limit int) ([]parley.Story, error)
	Story(ctx context.Context, id string) (*parley.Story, error)
	// StoriesOf lists the stories of the page's items, without their events.
	StoriesOf(ctx context.Context, page string) ([]parley.Story, error)
	Reading(ctx context.Context, pageID string) (*parley.Reading, error)
	// Text is Reading with nothing in it but the id, the text and its blocks.
	Text(ctx context.Context, pageID string) (*parley.Reading, error)
	Pages(ctx context.Context, limit, offset int) ([]parley.PageInfo, error)
	// Titles are those of the pages, of which one has none or is not there "" or nothing.
	Titles(ctx context.Context, pages []string) (map[string]string, error)
	// Troubled lists the pages that have problems, the latest arrived first.
	Troubled(ctx context.Context, limit int) ([]parley.PageInfo, error)
	// PagesBefore lists pages that came before the page, the latest arrived first; none for a
	// page that is not there.
	PagesBefore(ctx context.Context, page string, limit int) ([]parley.PageInfo, error)
	// Renewals lists up to limit events and tracks that came or changed after the number,
	// each once, in the order of their last change. Last is the number of the newest of all.
	Renewals(ctx context.Context, after int64, limit int) (list []parley.Renewal, last int64, err error)
	// Edits is the log of what people changed, in order.
	Edits(ctx context.Context) ([]parley.Edit, error)
	// Searches lists the saved searches by name.
	Searches(ctx context.Context) ([]parley.SavedSearch, error)
}

// Writer is what the pipeline needs besides reading.
type Writer interface {
	// Known tells whether the page is stored with the same content.
	Known(ctx context.Context, p *parley.Page) (bool, error)
	// AddPages stores pages with their readings in one transaction and says how many were
	// new. A page whose content is stored already changes nothing; one that came from the
	// same source with the same bytes but other facts beside them replaces the old one.
	AddPages(ctx context.Context, version string, pages []*parley.Page, readings []*parley.Reading) (int, error)
	// StoredPages returns up to limit pages that came after the place, with the place of
	// the last one. No pages: the end.
	StoredPages(ctx context.Context, after int64, limit int) ([]*parley.Page, int64, error)
	// StoredPage returns one page, nil where it is not there.
	StoredPage(ctx context.Context, id string) (*parley.Page, error)
	// ReplaceReadings puts new readings in the place of those of the same pages.
	ReplaceReadings(ctx context.Context, version string, readings []*parley.Reading) error
	// Readings returns up to limit readings of pages that came after the place, with the
	// place of the last one.
	Readings(ctx context.Context, after int64, limit int) ([]*parley.Reading, int64, error)
	// DeletePages takes pages out, with what was read from them.
	DeletePages(ctx context.Context, ids []string) error

	// Revision is the ledger's; Cursor is the revision that the stage has dealt with.
	Revision(ctx context.Context) (int64, error)
	Cursor(ctx context.Context, stage string) (int64, error)

	// Due returns up to limit keys of a queue, 0 for all: those of claims in the order of the days on
	// which the pages came out, of events by the days on which they were first told, others in order.
	Due(ctx context.Context, queue string, limit int) ([]string, error)
	// Commit writes one step of a stage: all of it or nothing.
	Commit(ctx context.Context, c Change) error
	// NotesAt returns the notes of a stage in the cells from the one to the other, each
	// once, in order of id; NotesIn those of groups, NotesOn those of claims or items on pages
	// (of an item the id begins with the page and a stroke), NotesBy those with the ids. Parts
	// says how much of them is needed.
	NotesAt(ctx context.Context, stage string, from, to int64) ([]Note, error)
	NotesIn(ctx context.Context, stage string, groups []string, parts Parts) ([]Note, error)
	NotesOn(ctx context.Context, stage string, pages []string, parts Parts) ([]Note, error)
	NotesBy(ctx context.Context, stage string, ids []string, parts Parts) ([]Note, error)
	// Crowd counts the notes in each of the cells, up to bound; cells without one are left out.
	Crowd(ctx context.Context, stage string, cells []int64, bound int) (map[int64]int, error)
	// Numbers are those of the notes in any of the cells or groups; NotesNumbered gives the
	// notes that bear them. A note keeps its number for as long as it is there.
	Numbers(ctx context.Context, stage string, cells []int64, groups []string) ([]int64, error)
	NotesNumbered(ctx context.Context, numbers []int64, parts Parts) ([]Note, error)
	// Tally is how many of a kind a stage has filed, Tallies all of them that are not 0 and of
	// which the keys begin so.
	Tally(ctx context.Context, stage, key string) (int64, error)
	Tallies(ctx context.Context, stage, prefix string) (map[string]int64, error)
	// EventsBy gives the events with the ids, without their tracks, in order of id.
	EventsBy(ctx context.Context, ids []string) ([]parley.Event, error)

	// AddEdit appends to the log of what people changed and returns the edit's number.
	AddEdit(ctx context.Context, e parley.Edit) (int64, error)
	// PutSearch saves a search in the place of the one with its id; DropSearch forgets it.
	PutSearch(ctx context.Context, s parley.SavedSearch) error
	DropSearch(ctx context.Context, id string) error

	// PutSession keeps a session in the place of the one with its key. Sessions that were
	// born or seen before the times go, and the longest unused where there are more than most.
	PutSession(ctx context.Context, s parley.Session, born, seen int64, most int) error
	// Session is the one of the key, nil for none.
	Session(ctx context.Context, key string) (*parley.Session, error)
	DropSession(ctx context.Context, key string) error
}

// Store is a whole ledger.
type Store interface {
	Reader
	Writer
	// Verify proves that the ledger is whole.
	Verify(ctx context.Context) (Report, error)
	// Backup writes a copy to a file that must not exist, while the ledger is in use.
	Backup(ctx context.Context, file string) error
	Close() error
}

// Report is what Verify found: how much there is, and every fault. No faults: whole.
type Report struct {
	Counts parley.Counts
	Faults []string
	Behind bool // stages still have to do with the last pages: no fault, the next run goes on
}
