package web

// This file is the screen of one story: who was first, who copied, which sentence stands in
// which outlet, and why the articles are together.

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"parley"
	"parley/internal/picture"
)

// The most of a story that is opened and drawn.
const (
	storyEvents    = 12
	storyItems     = 60 // articles listed and drawn
	storySentences = 14
	storyOutlets   = 12

	lonelySentences = 6 // sentences that only one outlet has fill the grid up to so many
)

// storyView is the data of story.html.
type storyView struct {
	Row      storyRow
	First    *storyItemView
	Copies   string
	Tree     *figure
	Items    []storyItemView
	Left     string
	Bars     *figure // which paragraphs were taken over
	BarsLeft string
	Passages []passageRowView
	Grid     *figure
	Columns  []string
	Rows     []sentenceRow
	Events   []eventRow
}

// storyItemView is an article of a story and whom it copied.
type storyItemView struct {
	Title, Href, Outlet, Published string
	By                             string // the outlet, or that none is known
	Copy                           string // "copies 86 % of VOV", or that it is its own
	Events                         string // how many of the story's events it tells
	Depth                          int
}

// sentenceRow is a sentence and what each outlet has of it: "same", "other" or "".
type sentenceRow struct {
	Head, Text string
	Cells      []sentenceCell
	Told       []toldBy // the same, outlets that have it alike together
}

// toldBy are outlets that have a sentence alike: word by word, or in other words.
type toldBy struct {
	Words   string
	Outlets []link
}

// alike puts outlets together that have the sentence alike.
func (x *sentenceRow) alike(columns []string) {
	for _, have := range []string{"same", "other"} {
		var by toldBy
		for i, c := range x.Cells {
			if c.Have == have {
				by.Words = upperFirst(c.Words)
				by.Outlets = append(by.Outlets, link{columns[i], c.Href})
			}
		}
		if len(by.Outlets) > 0 {
			x.Told = append(x.Told, by)
		}
	}
}

type sentenceCell struct{ Have, Words, Href string }

// tale is a story with its events, and its articles in the order of the tree.
type tale struct {
	*reader
	story  *parley.Story
	events []parley.Event
	items  []branch
	told   map[string]int // article → how many of the events it tells

	columns []string // what sentences found, once it was asked
	rows    []sentenceRow
	of      map[string]string // page of no outlet → its name
}

// branch is an article in the tree: parent is the place of what it copies, -1 for none.
type branch struct {
	*parley.StoryItem
	parent, depth int
}

func (s *site) story(r *request) (*screen, error) {
	t, err := s.tale(r, r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	v := &storyView{Row: r.storyRow(t.story)}
	copies := 0
	for i := range t.items {
		v.Items = append(v.Items, t.item(i))
		if t.items[i].parent >= 0 {
			copies++
		}
	}
	if first := t.first(); first >= 0 {
		v.First = &v.Items[first]
	}
	v.Copies = r.plural("story.copies", copies)
	if left := len(t.story.Items) - len(t.items); left > 0 {
		v.Left = r.T("story.left", "n", r.Number(left))
	}
	v.Tree = r.figure(t.lineage(), "story", t.story.ID, widePicture)
	k, err := s.kin(r.Context(), t)
	if err != nil {
		return nil, err
	}
	v.Bars, v.Passages = r.figure(t.passages(k), "story", t.story.ID, widePicture), t.passageRows(k)
	if k.left > 0 {
		v.BarsLeft = r.T("story.passages.left", "n", r.Number(k.left))
	}
	v.Columns, v.Rows = t.sentences()
	v.Grid = r.figure(t.grid(), "story", t.story.ID, widePicture)
	for i := range t.events {
		v.Events = append(v.Events, r.row(&t.events[i]))
	}
	return &screen{Title: v.Row.Title, Section: "stories", API: r.To("api/v1/stories", t.story.ID), Data: v}, nil
}

// tale asks the ledger about a story.
func (s *site) tale(r *request, id string) (*tale, error) {
	st, err := s.ledger.Story(r.Context(), id)
	if err != nil {
		return nil, err
	}
	if st == nil {
		return nil, errAbsent
	}
	t := &tale{reader: r.reader, story: st, told: map[string]int{}}
	if t.events, err = s.ledger.EventsNamed(r.Context(), st.Events[:min(len(st.Events), storyEvents)]); err != nil {
		return nil, err
	}
	for i := range t.events {
		seen := map[string]bool{}
		for _, c := range t.events[i].Claims {
			if item := c.Page + "/" + strconv.Itoa(c.Item); !seen[item] {
				seen[item] = true
				t.told[item]++
			}
		}
	}
	t.plant()
	return t, nil
}

// moment orders articles by day and time of day; those without a day come last.
func moment(i *parley.StoryItem) (day parley.Day, clock int) {
	clock = -1
	days, ok := parley.DaysOf(dateValue(i.Published))
	if !ok || days.From == parley.DayMin {
		return parley.DayMax, clock
	}
	if c := i.Published.Clock; len(c) >= 5 {
		h, err1 := strconv.Atoi(c[:2])
		m, err2 := strconv.Atoi(c[3:5])
		if err1 == nil && err2 == nil {
			clock = h*60 + m
		}
	}
	return days.From, clock
}

// plant puts the articles into the order of the tree: in order of time, each followed by
// those that copy it. A circle of copies, which should not be, is cut.
func (t *tale) plant() {
	order := make([]*parley.StoryItem, len(t.story.Items))
	known := map[string]bool{}
	for i := range t.story.Items {
		order[i] = &t.story.Items[i]
		known[order[i].ID] = true
	}
	slices.SortStableFunc(order, func(a, b *parley.StoryItem) int {
		x, xc := moment(a)
		y, yc := moment(b)
		return cmp.Or(cmp.Compare(x, y), cmp.Compare(xc, yc), cmp.Compare(a.ID, b.ID))
	})
	children := map[string][]*parley.StoryItem{}
	for _, i := range order {
		if from := string(i.CopyOf); known[from] {
			children[from] = append(children[from], i)
		}
	}
	done := map[string]bool{}
	var grow func(i *parley.StoryItem, parent, depth int)
	grow = func(i *parley.StoryItem, parent, depth int) {
		if done[i.ID] || len(t.items) == storyItems {
			return
		}
		done[i.ID] = true
		at := len(t.items)
		t.items = append(t.items, branch{i, parent, depth})
		for _, c := range children[i.ID] {
			grow(c, at, min(depth+1, 3))
		}
	}
	for _, i := range order {
		if !known[string(i.CopyOf)] {
			grow(i, -1, 0)
		}
	}
	for _, i := range order {
		grow(i, -1, 0)
	}
}

// first is the place of the earliest article, -1 where no day is known.
func (t *tale) first() int {
	best, at := parley.DayMax, -1
	clock := 0
	for i := range t.items {
		if d, c := moment(t.items[i].StoryItem); d < best || d == best && c >= 0 && c < clock {
			best, at, clock = d, i, c
		}
	}
	return at
}

func (t *tale) outlet(i int) string {
	return sourceName(t.items[i].Outlet, t.items[i].Source, t.items[i].Title)
}

func (t *tale) item(i int) storyItemView {
	b := &t.items[i]
	v := storyItemView{
		Title: parley.Shorten(parley.Plain(b.Title), 200), Href: t.To("pages", b.Page), Outlet: t.outlet(i),
		Published: t.T("date.unknown"), Copy: t.T("story.own"), Depth: b.depth,
		Events: t.T("story.tells", "events", t.Count("events", t.told[b.ID])),
	}
	if v.Title == "" {
		v.Title = t.T("pages.untitled")
	}
	if v.By = v.Outlet; b.Outlet == "" {
		v.By = t.T("story.nooutlet")
	}
	if value := t.Dated(b.StoryItem.Published); value != "" {
		v.Published = value
		if c := b.StoryItem.Published.Clock; len(c) >= 5 {
			v.Published += " " + parley.Plain(c[:5])
		}
	}
	if b.parent >= 0 {
		left, words, credit := "", "", ""
		if b.LeftOut > 0 {
			left = percent(b.LeftOut)
		}
		if b.Passage > 0 {
			words = t.Number(b.Passage)
		}
		if b.Credited {
			credit = t.T("story.credited")
		}
		v.Copy = t.T("story.copy", "pct", percent(b.Similarity), "from", t.outlet(b.parent), "left", left, "words", words, "credit", credit)
	}
	return v
}

func percent(share float64) string { return strconv.Itoa(int(share*100+0.5)) + " %" }

// lineage is the picture of the tree; nil for a single article.
func (t *tale) lineage() *sketch {
	if len(t.items) < 2 {
		return nil
	}
	p := picture.Lineage{Dates: t.axisDate}
	first := t.first()
	for i := range t.items {
		v := t.item(i)
		day, clock := moment(t.items[i].StoryItem)
		if day == parley.DayMax {
			day = parley.DayMin
		}
		p.Items = append(p.Items, picture.LineageItem{
			Name: strings.Repeat("› ", t.items[i].depth) + v.Outlet, Label: v.Outlet + ", " + v.Published + ": " + v.Title + " – " + v.Copy, Href: v.Href,
			Parent: t.items[i].parent, Share: t.items[i].Similarity, Left: t.items[i].LeftOut, Day: day, Clock: clock, First: i == first,
		})
	}
	return &sketch{"lineage", t.T("story.lineage.alt", "n", t.Number(len(t.items))), t.T("story.lineage.desc"), func(f picture.Frame) drawer { q := p; q.Frame = f; return &q }}
}

// sentences is which outlet has which sentence: for each event the different sentences that
// tell it, what most outlets share first. An outlet that tells the event in other words has "other".
func (t *tale) sentences() (columns []string, rows []sentenceRow) {
	if t.columns != nil {
		return t.columns, t.rows
	}
	at := map[string]int{}
	t.of = map[string]string{}
	for i := range t.items {
		name := t.outlet(i)
		if t.items[i].Outlet == "" {
			t.of[t.items[i].Page] = name
		}
		if _, known := at[name]; !known && len(columns) < storyOutlets {
			at[name] = len(columns)
			columns = append(columns, name)
		}
	}
	type told struct {
		rows    []sentenceRow
		outlets int
	}
	var all []told
	for i := range t.events {
		x := told{rows: t.eventSentences(&t.events[i], at, len(columns))}
		if len(x.rows) > 0 {
			for _, c := range x.rows[0].Cells {
				if c.Have != "" {
					x.outlets++
				}
			}
			all = append(all, x)
		}
	}
	slices.SortStableFunc(all, func(a, b told) int { return b.outlets - a.outlets })
	for _, x := range all {
		if x.outlets < 2 && len(rows) >= lonelySentences {
			break // only one outlet has these
		}
		rows = append(rows, x.rows...)
	}
	t.columns, t.rows = columns, rows[:min(len(rows), storySentences)]
	for i := range t.rows {
		t.rows[i].alike(columns)
	}
	return t.columns, t.rows
}

// eventSentences is the rows of one event.
func (t *tale) eventSentences(e *parley.Event, at map[string]int, columns int) []sentenceRow {
	var rows []sentenceRow
	row := map[string]int{}
	tells := map[int]*parley.ClaimRef{}
	for i := range e.Claims {
		c := &e.Claims[i]
		name := outletName(c.Outlet, c.Source)
		if title := t.of[c.Page]; title != "" {
			name = title
		}
		column, known := at[name]
		if !known {
			continue
		}
		if tells[column] == nil {
			tells[column] = c
		}
		text := strings.ToLower(strings.Join(strings.Fields(c.Evidence.Exact), " "))
		n, known := row[text]
		if !known {
			n = len(rows)
			row[text] = n
			rows = append(rows, sentenceRow{Text: parley.Plain(c.Evidence.Exact), Cells: make([]sentenceCell, columns)})
		}
		rows[n].Cells[column] = sentenceCell{"same", t.T("story.same"), t.at(c.Page, c.Evidence.Start)}
	}
	same := func(r *sentenceRow) (n int) {
		for _, c := range r.Cells {
			if c.Have == "same" {
				n++
			}
		}
		return n
	}
	slices.SortStableFunc(rows, func(a, b sentenceRow) int { return same(&b) - same(&a) })
	rows = rows[:min(len(rows), 4)]
	for i := range rows {
		if i == 0 {
			rows[i].Head = t.line(deedOf(e))
		}
		for column, c := range tells {
			if rows[i].Cells[column].Have == "" {
				rows[i].Cells[column] = sentenceCell{"other", t.T("story.other"), t.at(c.Page, c.Evidence.Start)}
			}
		}
	}
	return rows
}

// grid is the picture of the sentences; nil without any.
func (t *tale) grid() *sketch {
	columns, rows := t.sentences()
	if len(columns) < 2 || len(rows) == 0 {
		return nil
	}
	p := picture.Grid{Columns: columns}
	for _, row := range rows {
		out := picture.GridRow{Head: row.Head, Text: row.Text}
		for k, c := range row.Cells {
			cell := picture.GridCell{Href: c.Href, Label: columns[k] + ": " + c.Words}
			switch c.Have {
			case "same":
				cell.Have = picture.Same
			case "other":
				cell.Have = picture.Other
			}
			out.Cells = append(out.Cells, cell)
		}
		p.Rows = append(p.Rows, out)
	}
	return &sketch{"sentences", t.T("story.grid.alt"), t.T("story.grid.desc"), func(f picture.Frame) drawer { q := p; q.Frame = f; return &q }}
}
