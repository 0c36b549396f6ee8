package pipeline

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"parley"
	"parley/internal/lend"
	"parley/internal/store"
	"parley/internal/store/sqlite"
)

// news is an invented item: a meeting on a day of the year, and words by which copies are known.
func news(about, day, place string, seed uint64, words int) string {
	r := rand.New(rand.NewPCG(seed, 3))
	syllables := strings.Fields("an bình cao dân đông gia hòa kim lâm minh nam oanh phúc quang sơn tâm uyên vân xuân yên bắc châu dũng hà khánh long mai ngọc quân thanh")
	var b strings.Builder
	fmt.Fprintf(&b, "%s tại %s\nNgày %s, %s tại %s.\n", about, place, day, about, place)
	for i := range words {
		b.WriteString(syllables[r.IntN(len(syllables))])
		if i%12 == 11 {
			b.WriteByte('.')
		}
		b.WriteByte(' ')
	}
	return b.String()
}

const (
	minsk  = "Tổng thống Kazakhstan Nursultan Nazarbayev hội đàm với Tổng thống Belarus Alexander Lukashenko"
	geneva = "Ngoại trưởng Nga gặp Ngoại trưởng Mỹ"
)

// datedPages are pages that say their day and such that do not.
func datedPages() map[string]*parley.Page {
	out := map[string]*parley.Page{}
	for name, p := range map[string]struct{ text, published string }{
		"dated":       {news(minsk, "3/5", "Minsk", 1, 150), "2016-05-04"},
		"copy":        {news(minsk, "3/5", "Minsk", 1, 150), ""},
		"tells":       {news(minsk, "3/5", "Minsk", 2, 150) + "Ngày 1/5, Belarus trục xuất đại sứ Kazakhstan.", ""},
		"copyOfTells": {news(minsk, "3/5", "Minsk", 2, 150), ""},
		"geneva":      {news(geneva, "9/6", "Geneva", 4, 150), "2016-06-09"},
		"other":       {news(geneva, "9/6", "Geneva", 5, 150), "2014-06-10"},
		"alsoGeneva":  {news(geneva, "9/6", "Geneva", 6, 150), ""},
		"alone":       {news("Thủ tướng Đức gặp Tổng thống Pháp", "12/8", "Bonn", 7, 150), ""},
	} {
		out[name] = &parley.Page{Source: name, Bytes: []byte(p.text), Media: parley.MediaText, Published: p.published, Outlet: name + ".vn"}
	}
	return out
}

// ledgerOf opens a ledger of pages that are read as the program reads them.
func ledgerOf(t *testing.T, r *Reader, s Store) *Ledger {
	t.Helper()
	return NewLedger(s, Options{Titles: map[string]string{"en": "{parties}: {issue}"}, Joint: " – ", Again: func(p *parley.Page, loans Loans) (*parley.Reading, error) {
		return r.ReadLent(p, loans), nil
	}})
}

func openLedger(t *testing.T) *sqlite.DB {
	t.Helper()
	db, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "dates.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func take(t *testing.T, l *Ledger, r *Reader, pages ...*parley.Page) error {
	t.Helper()
	_, err := l.Ingest(t.Context(), func(yield func(*parley.Page, error) bool) {
		for _, p := range pages {
			if !yield(p, nil) {
				return
			}
		}
	}, r.Read)
	return err
}

// dayOf says the day of a page's article, and what it rests on.
func dayOf(t *testing.T, db *sqlite.DB, p *parley.Page, pages map[string]*parley.Page) string {
	t.Helper()
	r, err := db.Reading(t.Context(), p.ID())
	if err != nil || r == nil {
		t.Fatal(p.Source, err)
	}
	d := r.Items[0].Published
	if d == nil {
		return ""
	}
	for name, o := range pages {
		if strings.HasPrefix(string(d.Lent), o.ID()+"/") {
			return d.Value + " by " + name
		}
	}
	return d.Value
}

// TestItemsLendDates: what comes and goes beside an item that tells no date dates it, and
// takes the date with it.
func TestItemsLendDates(t *testing.T) {
	r := shippedReader(t)
	pages := datedPages()
	db := openLedger(t)
	l := ledgerOf(t, r, db)
	for _, c := range []struct {
		why        string
		come, gone string
		want       string // page=day
	}{
		{"nothing tells the year", "copy tells copyOfTells alone", "", "copy=XXXX-05-03 tells=XXXX-05-03 alone=XXXX-08-12"},
		{
			"one that says its day dates its copy, and who tells the same meeting of the same persons; what is dated so lends nothing on",
			"dated", "", "copy=2016-05-04 by dated; tells=2016-05-03 by dated; copyOfTells=2016-05-03 by dated; alone=XXXX-08-12",
		},
		{"it goes, and the dates with it", "", "dated", "copy=XXXX-05-03 tells=XXXX-05-03 copyOfTells=XXXX-05-03"},
		{"states that meet in a town", "geneva alsoGeneva", "", "alsoGeneva=2016-06-09 by geneva"},
		{"they did in another year too: nobody can tell", "other", "", "alsoGeneva=XXXX-06-09"},
		{"the other was not there after all", "", "other", "alsoGeneva=2016-06-09 by geneva"},
	} {
		var come []*parley.Page
		for _, name := range strings.Fields(c.come) {
			come = append(come, pages[name])
		}
		if err := take(t, l, r, come...); err != nil {
			t.Fatal(err)
		}
		if c.gone != "" {
			if err := db.DeletePages(t.Context(), []string{pages[c.gone].ID()}); err != nil {
				t.Fatal(err)
			}
			if err := l.Update(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		for _, w := range strings.FieldsFunc(strings.ReplaceAll(c.want, " by ", "_by_"), func(r rune) bool { return r == ' ' || r == ';' }) {
			name, want, _ := strings.Cut(w, "=")
			if got := dayOf(t, db, pages[name], pages); got != strings.ReplaceAll(want, "_by_", " by ") {
				t.Errorf("%s: %s is of %q, want %q", c.why, name, got, want)
			}
		}
	}
}

// TestEventsSeeLentDates: the year that an item borrows is the year of what it tells, so that
// its claims join the event that dated items tell.
func TestEventsSeeLentDates(t *testing.T) {
	r := shippedReader(t)
	pages := datedPages()
	db := openLedger(t)
	if err := take(t, ledgerOf(t, r, db), r, pages["tells"], pages["dated"]); err != nil {
		t.Fatal(err)
	}
	events, err := db.Events(t.Context(), parley.EventFilter{})
	if err != nil {
		t.Fatal(err)
	}
	var met []parley.Event
	for _, e := range events {
		if e.Kind == parley.Talks || e.Kind == parley.Meet {
			met = append(met, e)
		}
	}
	if len(met) != 1 || met[0].Time == nil || met[0].Time.Value != "2016-05-03" || met[0].Articles != 2 {
		t.Errorf("%d meetings: %+v", len(met), met)
	}
	x, err := db.Reading(t.Context(), pages["tells"].ID())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range x.Claims {
		if c.Kind == parley.Sanction && (c.Time == nil || c.Time.Value != "2016-05-01" || !strings.Contains(c.Time.Why, "is told in «")) {
			t.Errorf("what it alone tells is of %+v", c.Time)
		}
	}
}

// everything is all that the ledger says, as JSON.
func everything(t *testing.T, db *sqlite.DB) []byte {
	t.Helper()
	ctx := context.Background()
	rep, err := db.Verify(ctx)
	if err != nil || len(rep.Faults) > 0 {
		t.Fatal(rep.Faults, err)
	}
	events, err1 := db.Events(ctx, parley.EventFilter{})
	tracks, err2 := db.Tracks(ctx)
	stories, err3 := db.Stories(ctx, 0)
	readings, _, err4 := db.Readings(ctx, 0, 0)
	slices.SortFunc(readings, func(a, b *parley.Reading) int { return strings.Compare(a.ID, b.ID) })
	b, err5 := json.MarshalIndent([]any{events, tracks, stories, readings}, "", " ")
	if err := errors.Join(err1, err2, err3, err4, err5); err != nil {
		t.Fatal(err)
	}
	return b
}

// TestAnyWayToTheSameDates: pages in any order and steps, taken out and put in again, read
// anew in between, cut off anywhere, end as the ledger that one run makes.
func TestAnyWayToTheSameDates(t *testing.T) {
	r := shippedReader(t)
	seeds := 4
	if testing.Short() {
		seeds = 1
	}
	for seed := range uint64(seeds) {
		dice := rand.New(rand.NewPCG(seed, 11))
		all := randomPages(dice, 36)
		stay := all[:28]
		one := openLedger(t)
		if err := take(t, ledgerOf(t, r, one), r, stay...); err != nil {
			t.Fatal(err)
		}
		two := openLedger(t)
		roam(t, dice, r, two, stay, all[28:])
		if a, b := everything(t, one), everything(t, two); !bytes.Equal(a, b) {
			t.Errorf("seed %d: another way ends as another ledger", seed)
		}
		lent := bytes.Count(everything(t, one), []byte(`"lent": "p_`))
		t.Logf("seed %d: %d dates lent", seed, lent)
		if lent == 0 {
			t.Errorf("seed %d: no date was lent", seed)
		}
	}
}

// randomPages are items about few meetings of few days, half of them without a date.
func randomPages(dice *rand.Rand, n int) (out []*parley.Page) {
	for i := range n {
		about, place := minsk, "Minsk"
		if dice.IntN(2) == 0 {
			about, place = geneva, "Geneva"
		}
		day := 1 + dice.IntN(4)
		p := &parley.Page{
			Source: fmt.Sprint("page", i), Media: parley.MediaText, Outlet: fmt.Sprintf("o%d.vn", dice.IntN(9)),
			Bytes: []byte(news(about, fmt.Sprintf("%d/5", day), place, uint64(dice.IntN(8)), 60+dice.IntN(100))),
		}
		if dice.IntN(2) == 0 {
			p.Published = fmt.Sprintf("%d-05-%02d", 2015+dice.IntN(5)/4, day+dice.IntN(2))
		}
		out = append(out, p)
	}
	return out
}

// roam brings the pages into the ledger on a way by chance.
func roam(t *testing.T, dice *rand.Rand, r *Reader, db *sqlite.DB, stay, extra []*parley.Page) {
	t.Helper()
	l := ledgerOf(t, r, db)
	order := slices.Concat(stay, extra)
	dice.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
	for len(order) > 0 {
		n := min(len(order), 1+dice.IntN(8))
		err := take(t, ledgerOf(t, r, &breaking{db, 1 + dice.IntN(12)}), r, order[:n]...)
		if err == nil {
			order = order[n:]
		} else if !errors.Is(err, errBroken) {
			t.Fatal(err)
		}
		if dice.IntN(3) == 0 {
			again := stay[dice.IntN(len(stay))]
			if err := db.DeletePages(t.Context(), []string{again.ID()}); err != nil {
				t.Fatal(err)
			}
			order = append(order, again)
		}
	}
	var gone []string
	for _, p := range extra {
		gone = append(gone, p.ID())
	}
	if err := db.DeletePages(t.Context(), gone); err != nil {
		t.Fatal(err)
	}
	if err := l.Update(t.Context()); err != nil {
		t.Fatal(err)
	}
	if dice.IntN(2) == 0 {
		if _, err := l.Rebuild(t.Context(), r.Read); err != nil {
			t.Fatal(err)
		}
	}
}

var errBroken = errors.New("broken off")

// breaking is a store whose steps fail after some.
type breaking struct {
	*sqlite.DB
	left int
}

func (b *breaking) Commit(ctx context.Context, c store.Change) error {
	if b.left--; b.left < 0 {
		return errBroken
	}
	return b.DB.Commit(ctx, c)
}

// TestCrowdLendsNothing: what very many items share says nothing of one; with one fewer it
// does again.
func TestCrowdLendsNothing(t *testing.T) {
	db := openLedger(t)
	l := NewLedger(db, Options{})
	ctx := t.Context()
	item := func(page string, asks bool) store.Note {
		it := lend.Item{ID: page + "/0", Page: page, Head: lend.Head{Asks: asks, Runs: 20, Title: page}}
		if !asks {
			it.Day, it.Firm = 100, true
		}
		for i := range 20 {
			it.Sketch = append(it.Sketch, uint32(i+1))
		}
		head, body, err := it.Pack()
		if err != nil {
			t.Fatal(err)
		}
		return store.Note{ID: it.ID, Page: page, Head: head, Body: body, Cells: it.Own()}
	}
	file := func(notes ...store.Note) {
		t.Helper()
		if err := db.Commit(ctx, store.Change{Stage: "date", Put: notes, Due: []store.Key{{Queue: store.DueLoan, Key: "asks/0"}}}); err != nil {
			t.Fatal(err)
		}
		if _, err := l.lendDates(ctx); err != nil {
			t.Fatal(err)
		}
	}
	loans := func() int {
		t.Helper()
		n, err := l.loansOn(ctx, []string{"asks"})
		if err != nil {
			t.Fatal(err)
		}
		return len(n["asks"][0])
	}
	var many []store.Note
	for i := range crowd {
		many = append(many, item(fmt.Sprint("p", i), false))
	}
	file(append(many, item("asks", true))...)
	if loans() == 0 {
		t.Errorf("%d items lend nothing", crowd)
	}
	file(item("more", false))
	if loans() != 0 {
		t.Errorf("%d items lend a date", crowd+1)
	}
}
