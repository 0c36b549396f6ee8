package pipeline

// This file lets items that tell no date borrow one: what each item says of dates is filed,
// those that a change may concern are weighed again, and pages whose loans changed are read
// again with them. All later stages see what was read then.

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"

	"parley"
	"parley/internal/annotate"
	"parley/internal/lend"
	"parley/internal/store"
)

// Loans are what other pages lend the items of one, by the number of the item.
type Loans map[int][]lend.Loan

// lent gives the loans as the reader of dates takes them.
func (l Loans) lent() map[int][]annotate.Lent {
	if len(l) == 0 {
		return nil
	}
	out := make(map[int][]annotate.Lent, len(l))
	for i, loans := range l {
		for _, x := range loans {
			out[i] = append(out[i], annotate.Lent{Item: x.Item, Day: x.Day, Copy: x.Copy, Part: x.Part, Firm: x.Firm, Old: x.Old, Ahead: x.Ahead, Named: x.Named, Why: x.Why})
		}
	}
	return out
}

// apart is by how many days what is lent may differ without being called a dispute.
const apart = 2

// disputes tells of the items that stay without a date since what is lent disagrees.
func (l Loans) disputes(items []parley.Item) (out []parley.Problem) {
	for i := range items {
		if d := items[i].Published; len(l[i]) < 2 || d != nil && (d.Lent != "" || len(d.Value) == len("2025-04-08")) {
			continue
		}
		var days []string
		first, last := parley.DayMax, parley.DayMin
		for _, x := range l[i] {
			if !x.Part && x.Named == 0 {
				days = append(days, x.Day.String())
				first, last = min(first, x.Day), max(last, x.Day)
			}
		}
		slices.Sort(days)
		if len(days) > 0 && last-first > apart {
			out = append(out, parley.Problem{Code: "dates-disagree", Detail: "other items say " + strings.Join(slices.Compact(days), ", ")})
		}
	}
	return out
}

// filePages is how many pages' items are filed in one step: each lies by chance among all that are kept, so that
// in a large ledger a step writes a part of a tree for nearly every item, and the fewer steps the fewer of them twice.
const filePages = 1024

// crowd is the most items that lend in one cell: what more tell or write says nothing of one.
const crowd = 256

// lent is what is kept of an item beside what it says: its loans as they stand.
func loansOf(n *store.Note) (out []lend.Loan, err error) {
	if len(n.Place) > 0 {
		err = json.Unmarshal(n.Place, &out)
	}
	return out, err
}

// fileDates files what the items of the pages that changed say of dates.
func (l *Ledger) fileDates(ctx context.Context) (bool, error) {
	pages, err := l.store.Due(ctx, store.DueDate, filePages)
	if err != nil || len(pages) == 0 {
		return false, err
	}
	notes, err := l.store.NotesOn(ctx, "date", pages, store.Whole)
	if err != nil {
		return false, err
	}
	f := dating{old: make(map[string]*store.Note, len(notes)), change: store.Change{Stage: "date"}, due: map[store.Key]bool{}}
	for i := range notes {
		f.old[notes[i].ID] = &notes[i]
	}
	for _, id := range pages {
		f.change.Done = append(f.change.Done, store.Key{Queue: store.DueDate, Key: id})
		r, err := l.ownReading(ctx, id)
		if err != nil {
			return false, err
		}
		if r == nil {
			continue
		}
		items := lend.Items(r)
		for i := range items {
			if err := f.come(&items[i]); err != nil {
				return false, err
			}
		}
	}
	if err := f.rest(); err != nil {
		return false, err
	}
	if err := l.concerned(ctx, &f); err != nil {
		return false, err
	}
	for k := range f.due {
		f.change.Due = append(f.change.Due, k)
	}
	return true, l.store.Commit(ctx, f.change)
}

// ownReading is what a page says by itself.
func (l *Ledger) ownReading(ctx context.Context, id string) (*parley.Reading, error) {
	r, err := l.store.Reading(ctx, id)
	if err != nil || r == nil || l.opt.Again == nil {
		return r, err
	}
	for i := range r.Items {
		if d := r.Items[i].Published; d != nil && d.Lent != "" {
			return l.again(ctx, id, nil)
		}
	}
	return r, nil
}

// again reads a stored page once more; nil where it is gone.
func (l *Ledger) again(ctx context.Context, id string, loans Loans) (*parley.Reading, error) {
	p, err := l.store.StoredPage(ctx, id)
	if err != nil || p == nil {
		return nil, err
	}
	r, err := l.opt.Again(p, loans)
	if err != nil || r == nil {
		return nil, err
	}
	return once(r), nil
}

// dating is one step of filing what items say of dates.
type dating struct {
	old    map[string]*store.Note // of the pages, as they are kept; what is left in the end goes
	change store.Change
	due    map[store.Key]bool
	lends  []int64 // cells in which an item that lends came or went
}

// come files an item; one that says what it said stays as it is. Its page was read without
// its loans.
func (f *dating) come(it *lend.Item) error {
	head, body, err := it.Pack()
	if err != nil {
		return err
	}
	old := f.old[it.ID]
	if old != nil && len(old.Place) > 0 {
		f.due[store.Key{Queue: store.DueAgain, Key: it.Page}] = true
	}
	if old != nil && string(old.Head) == string(head) && string(old.Body) == string(body) {
		delete(f.old, it.ID)
		return nil
	}
	f.change.Put = append(f.change.Put, store.Note{ID: it.ID, Page: it.Page, Head: head, Body: body, Cells: it.Own()})
	f.touch(it)
	return nil
}

// touch notes whom a change of the item may concern.
func (f *dating) touch(it *lend.Item) {
	if it.Asks {
		f.due[store.Key{Queue: store.DueLoan, Key: it.ID}] = true
	} else {
		f.lends = append(f.lends, it.Others()...)
	}
}

// rest takes out the items that are no more, or other ones.
func (f *dating) rest() error {
	for _, n := range f.old {
		it, err := lend.Unpack(n.ID, n.Page, n.Head, n.Body)
		if err != nil {
			return fmt.Errorf("item %s: %w", n.ID, err)
		}
		n.Cells = it.Own()
		f.change.Gone = append(f.change.Gone, *n)
		f.touch(it)
	}
	return nil
}

// concerned puts the items into the queue that ask in the cells where one that lends came or
// went.
func (l *Ledger) concerned(ctx context.Context, f *dating) error {
	notes, err := l.inCells(ctx, "date", compact(f.lends))
	for i := range notes {
		f.due[store.Key{Queue: store.DueLoan, Key: notes[i].ID}] = true
	}
	return err
}

func compact(cells []int64) []int64 {
	slices.Sort(cells)
	return slices.Compact(cells)
}

// lendDates weighs what others say of the items that are due.
func (l *Ledger) lendDates(ctx context.Context) (bool, error) {
	ids, err := l.store.Due(ctx, store.DueLoan, filePages)
	if err != nil || len(ids) == 0 {
		return false, err
	}
	change := store.Change{Stage: "date"}
	for _, id := range ids {
		change.Done = append(change.Done, store.Key{Queue: store.DueLoan, Key: id})
	}
	notes, err := l.store.NotesBy(ctx, "date", ids, store.Whole)
	if err != nil {
		return false, err
	}
	asking := make([]*lend.Item, len(notes))
	var cells []int64
	for i := range notes {
		n := &notes[i]
		if asking[i], err = lend.Unpack(n.ID, n.Page, n.Head, n.Body); err != nil {
			return false, fmt.Errorf("item %s: %w", n.ID, err)
		}
		cells = append(cells, asking[i].Others()...)
	}
	lending, err := l.lenders(ctx, compact(cells))
	if err != nil {
		return false, err
	}
	due := map[string]bool{}
	for i, it := range asking {
		n := &notes[i]
		var loans []lend.Loan
		if it.Asks {
			loans = lend.Weigh(it, lending.of(it))
		}
		place := []byte(nil)
		if len(loans) > 0 {
			if place, err = json.Marshal(loans); err != nil {
				return false, err
			}
		}
		if string(place) == string(n.Place) {
			continue
		}
		n.Place = place
		change.Moved = append(change.Moved, *n)
		if !due[n.Page] {
			due[n.Page] = true
			change.Due = append(change.Due, store.Key{Queue: store.DueAgain, Key: n.Page})
		}
	}
	return true, l.store.Commit(ctx, change)
}

// lenders are items that lend, by cell.
type lenders map[int64][]*lend.Item

// lenders gives the items that lend in the cells. Where a crowd does, none counts.
func (l *Ledger) lenders(ctx context.Context, cells []int64) (lenders, error) {
	counts, err := l.store.Crowd(ctx, "date", cells, crowd+1)
	if err != nil {
		return nil, err
	}
	cells = slices.DeleteFunc(cells, func(c int64) bool { return counts[c] == 0 || counts[c] > crowd })
	if len(cells) == 0 {
		return nil, nil
	}
	numbers, err := l.store.Numbers(ctx, "date", cells, []string{})
	if err != nil {
		return nil, err
	}
	notes, err := l.store.NotesNumbered(ctx, numbers, store.Whole)
	if err != nil {
		return nil, err
	}
	out := make(lenders, len(cells))
	for _, c := range cells {
		out[c] = nil
	}
	for i := range notes {
		n := &notes[i]
		it, err := lend.Unpack(n.ID, n.Page, n.Head, n.Body)
		if err != nil {
			return nil, fmt.Errorf("item %s: %w", n.ID, err)
		}
		for _, c := range it.Own() {
			if _, ok := out[c]; ok {
				out[c] = append(out[c], it)
			}
		}
	}
	return out, nil
}

// of gives those that the item has to do with, each once.
func (l lenders) of(it *lend.Item) (out []*lend.Item) {
	seen := map[*lend.Item]bool{}
	for _, c := range it.Others() {
		for _, o := range l[c] {
			if !seen[o] {
				seen[o] = true
				out = append(out, o)
			}
		}
	}
	return out
}

// readAgain reads the pages whose loans changed, or that were read without theirs.
func (l *Ledger) readAgain(ctx context.Context) (bool, error) {
	const pagesAtOnce = 16
	pages, err := l.store.Due(ctx, store.DueAgain, pagesAtOnce)
	if err != nil || len(pages) == 0 {
		return false, err
	}
	change := store.Change{Stage: "date", Version: l.opt.Version}
	for _, id := range pages {
		change.Done = append(change.Done, store.Key{Queue: store.DueAgain, Key: id})
	}
	if l.opt.Again == nil {
		return true, l.store.Commit(ctx, change)
	}
	loans, err := l.loansOn(ctx, pages)
	if err != nil {
		return false, err
	}
	if change.Readings, err = l.allAgain(ctx, pages, loans); err != nil {
		return false, err
	}
	return true, l.store.Commit(ctx, change)
}

// allAgain reads those of the pages that are still there once more, with every processor there is, and keeps
// their order.
func (l *Ledger) allAgain(ctx context.Context, ids []string, loans map[string]Loans) (out []*parley.Reading, err error) {
	pages := make([]*parley.Page, len(ids))
	for i, id := range ids {
		if pages[i], err = l.store.StoredPage(ctx, id); err != nil {
			return nil, err
		}
	}
	out = make([]*parley.Reading, len(ids))
	failed := make([]error, len(ids))
	var wg sync.WaitGroup
	workers := min(runtime.GOMAXPROCS(0), len(ids))
	for w := range workers {
		wg.Go(func() {
			for i := w; i < len(ids); i += workers {
				if pages[i] == nil {
					continue
				}
				if r, err := l.opt.Again(pages[i], loans[ids[i]]); err != nil {
					failed[i] = err
				} else if r != nil {
					out[i] = once(r)
				}
			}
		})
	}
	wg.Wait()
	return slices.DeleteFunc(out, func(r *parley.Reading) bool { return r == nil }), errors.Join(failed...)
}

// loansOn are the loans of the items on the pages, by page.
func (l *Ledger) loansOn(ctx context.Context, pages []string) (map[string]Loans, error) {
	notes, err := l.store.NotesOn(ctx, "date", pages, store.Heads)
	if err != nil {
		return nil, err
	}
	out := map[string]Loans{}
	for i := range notes {
		n := &notes[i]
		loans, err := loansOf(n)
		if err != nil {
			return nil, fmt.Errorf("item %s: %w", n.ID, err)
		}
		_, number, _ := strings.Cut(n.ID, "/")
		at, err := strconv.Atoi(number)
		if err != nil {
			return nil, fmt.Errorf("item %s: %w", n.ID, err)
		}
		if len(loans) == 0 {
			continue
		}
		if out[n.Page] == nil {
			out[n.Page] = Loans{}
		}
		out[n.Page][at] = loans
	}
	return out, nil
}
