// Package pipeline is the one list of stages, in order.
//
//	one page     page → annotate → extract   a parley.Page becomes a parley.Reading (read.go)
//	the ledger   date → story → merge → track  all readings become stories, events, tracks
//
// Reading a page needs nothing but the page. The stages of the ledger are plain loops, each
// behind a durable queue of what changed: it takes some of that, fetches what it may have to
// do with, and writes what came of it, in one transaction with the emptied queue. What is
// derived is what deriving everything at once would give. Files: ledger.go what goes in and
// how the queues are emptied; ledger_stages.go the stages; stage_date.go, stage_story.go,
// stage_merge.go one of them each; stage_track.go, stage_region.go, stage_told.go and
// stage_piece.go the steps of the last; recall.go what of their notes stays in memory.
package pipeline

// This file keeps a ledger up to date: pages in, everything derived from them brought
// level. Every step is durable by itself, so that the program may be killed at any moment
// and goes on where it was.

import (
	"context"
	"fmt"
	"iter"
	"runtime"
	"sync"

	"parley"
	"parley/internal/merge"
	"parley/internal/store"
	"parley/internal/store/decode"
	"parley/internal/track"
)

// Store is what the pipeline needs of a ledger; see internal/store for what each does.
type Store interface {
	Known(ctx context.Context, p *parley.Page) (bool, error)
	AddPages(ctx context.Context, version string, pages []*parley.Page, readings []*parley.Reading) (int, error)
	StoredPages(ctx context.Context, after int64, limit int) ([]*parley.Page, int64, error)
	ReplaceReadings(ctx context.Context, version string, readings []*parley.Reading) error
	StoredPage(ctx context.Context, id string) (*parley.Page, error)
	Reading(ctx context.Context, pageID string) (*parley.Reading, error)
	Revision(ctx context.Context) (int64, error)
	Cursor(ctx context.Context, stage string) (int64, error)
	Due(ctx context.Context, queue string, limit int) ([]string, error)
	Commit(ctx context.Context, c store.Change) error
	NotesAt(ctx context.Context, stage string, from, to int64) ([]store.Note, error)
	NotesIn(ctx context.Context, stage string, groups []string, parts store.Parts) ([]store.Note, error)
	NotesOn(ctx context.Context, stage string, pages []string, parts store.Parts) ([]store.Note, error)
	NotesBy(ctx context.Context, stage string, ids []string, parts store.Parts) ([]store.Note, error)
	Crowd(ctx context.Context, stage string, cells []int64, bound int) (map[int64]int, error)
	Numbers(ctx context.Context, stage string, cells []int64, groups []string) ([]int64, error)
	NotesNumbered(ctx context.Context, numbers []int64, parts store.Parts) ([]store.Note, error)
	Tally(ctx context.Context, stage, key string) (int64, error)
	Tallies(ctx context.Context, stage, prefix string) (map[string]int64, error)
	EventsBy(ctx context.Context, ids []string) ([]parley.Event, error)
	Event(ctx context.Context, id string) (*parley.Event, error)
	Edits(ctx context.Context) ([]parley.Edit, error)
}

// Options are the data that the stages work with.
type Options struct {
	Version string       // of the packs and rules that read; stamped on readings
	Names   parley.Namer // nil: ids stand for names
	// Titles gives for each language how the title of a track is made of {parties} and
	// {issue}; Joint stands between parties. Negotiable are the topics about which a call
	// or meeting opens a track by itself.
	Titles     map[string]string
	Many, Rest map[string]string // as track.Options says
	Joint      string
	Negotiable map[string]bool
	// Matters are the negotiations known by name; Blocs the members of organisations.
	Matters []track.Matter
	Blocs   map[string][]string
	// Forums and Vague say who is no party of a negotiation, as track.Options does.
	Forums map[string][]string
	Vague  map[string]bool
	Terms  map[string][]parley.Interval // of persons, as track.Options says
	// Near tells whether two places are one for a meeting; nil: only if of one name.
	Near func(a, b parley.Place) bool
	// Large is how many events are told at once where they may be of one negotiation: of more
	// than these the tracks are told in pieces of time. 0: as many as is sensible.
	Large int
	// Step is how much of what is due of tracks is told at once, all of what may be of one negotiation though
	// it be more. 0: as much as is sensible.
	Step int
	// Again reads a page with what other pages lend to date its items by. It is called by
	// several goroutines at once. nil: items are dated by their own pages alone.
	Again func(p *parley.Page, loans Loans) (*parley.Reading, error)
	// Judge weighs what merge's rules say of two claims; nil: rules alone decide.
	Judge *merge.Judge
	// Progress is told after each batch how many pages have been dealt with.
	Progress func(pages int)
}

// Ledger keeps one store up to date.
type Ledger struct {
	store  Store
	opt    Options
	tracks track.Options
	plans  decode.Plans
	claims *recall[*merge.Kept]
}

// NewLedger returns the ledger over the store.
func NewLedger(s Store, opt Options) *Ledger {
	tracks := track.Options{
		Names: opt.Names, Formats: opt.Titles, Many: opt.Many, Rest: opt.Rest, Joint: opt.Joint, Negotiable: opt.Negotiable, Matters: opt.Matters, Blocs: opt.Blocs,
		Forums: opt.Forums, Vague: opt.Vague, Terms: opt.Terms,
	}
	return &Ledger{store: s, opt: opt, tracks: tracks.Ready(), claims: newRecall[*merge.Kept](keptClaims)}
}

// Result says what an ingestion did.
type Result struct {
	Pages  int     // looked at
	Added  int     // of these, new
	Failed []error // what could not be read, each naming its source
}

// batch is the number of pages that are stored in one transaction, or fewer of more than
// batchBytes together. Ids lie by chance among all that are stored, so that in a large ledger every
// transaction writes a part of a tree for nearly every one of them: few large ones write least.
const (
	batch      = 1024
	batchBytes = 32 << 20
)

// rereadPages is how many stored pages are read again in one transaction, however large they are.
const rereadPages = 256

// Ingest stores the pages that are new, with their readings, and brings the stages level.
// What cannot be read is listed in the result and does not stop the rest; the error is for
// the store alone. read is called by several goroutines.
func (l *Ledger) Ingest(ctx context.Context, pages iter.Seq2[*parley.Page, error], read func(*parley.Page) *parley.Reading) (Result, error) {
	var res Result
	var fresh []*parley.Page
	size := 0
	flush := func() error {
		added, err := l.add(ctx, fresh, read)
		res.Added += added
		clear(fresh)
		fresh, size = fresh[:0], 0
		l.progress(res.Pages)
		return err
	}
	for p, err := range pages {
		if err != nil {
			res.Failed = append(res.Failed, err)
			continue
		}
		res.Pages++
		known, err := l.store.Known(ctx, p)
		if err != nil {
			return res, err
		}
		if known {
			continue
		}
		size += len(p.Bytes)
		if fresh = append(fresh, p); len(fresh) == batch || size > batchBytes {
			if err := flush(); err != nil {
				return res, err
			}
		}
	}
	if err := flush(); err != nil {
		return res, err
	}
	return res, l.Update(ctx)
}

func (l *Ledger) add(ctx context.Context, pages []*parley.Page, read func(*parley.Page) *parley.Reading) (int, error) {
	if err := ctx.Err(); err != nil || len(pages) == 0 {
		return 0, err
	}
	return l.store.AddPages(ctx, l.opt.Version, pages, readAll(pages, read))
}

func (l *Ledger) progress(pages int) {
	if l.opt.Progress != nil {
		l.opt.Progress(pages)
	}
}

// readAll reads the pages with every processor there is, keeping their order.
func readAll(pages []*parley.Page, read func(*parley.Page) *parley.Reading) []*parley.Reading {
	out := make([]*parley.Reading, len(pages))
	var wg sync.WaitGroup
	workers := min(runtime.GOMAXPROCS(0), len(pages))
	for w := range workers {
		wg.Go(func() {
			for i := w; i < len(pages); i += workers {
				out[i] = once(read(pages[i]))
			}
		})
	}
	wg.Wait()
	return out
}

// once drops claims that repeat the id of an earlier one.
func once(r *parley.Reading) *parley.Reading {
	seen := make(map[string]bool, len(r.Claims))
	claims := make([]parley.Claim, 0, len(r.Claims))
	for _, c := range r.Claims {
		if !seen[c.ID] {
			seen[c.ID] = true
			claims = append(claims, c)
		}
	}
	if len(claims) == len(r.Claims) {
		return r
	}
	out := *r
	out.Claims = claims
	return &out
}

// Rebuild reads every stored page again and derives everything from what it says.
func (l *Ledger) Rebuild(ctx context.Context, read func(*parley.Page) *parley.Reading) (pages int, err error) {
	for after := int64(0); ; {
		some, last, err := l.store.StoredPages(ctx, after, rereadPages)
		if err != nil || len(some) == 0 {
			if err == nil {
				err = l.Update(ctx)
			}
			return pages, err
		}
		if err := ctx.Err(); err != nil {
			return pages, err
		}
		if err := l.store.ReplaceReadings(ctx, l.opt.Version, readAll(some, read)); err != nil {
			return pages, err
		}
		after = last
		pages += len(some)
		l.progress(pages)
	}
}

// Update brings every stage level with the ledger's revision, in order.
func (l *Ledger) Update(ctx context.Context) error {
	revision, err := l.store.Revision(ctx)
	if err != nil {
		return err
	}
	for _, s := range l.stages() {
		for _, step := range s.step {
			for more := true; more; {
				if err := ctx.Err(); err != nil {
					return err
				}
				if more, err = step(ctx); err != nil {
					return fmt.Errorf("stage %s: %w", s.name, err)
				}
			}
		}
		at, err := l.store.Cursor(ctx, s.name)
		if err != nil {
			return err
		}
		if at >= revision {
			continue
		}
		if err := l.store.Commit(ctx, store.Change{Stage: s.name, Revision: revision}); err != nil {
			return err
		}
	}
	return nil
}
