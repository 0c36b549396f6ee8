package sqlite

// This file reads events as columns hold them.

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	"parley"
)

// told is of an event what columns hold, its members in the order in which they are written.
type told struct {
	ID     string        `json:"id"`
	Kind   string        `json:"kind"`
	Object parley.Maybe  `json:"object"`
	Status parley.Status `json:"status"`
	Actors []struct {
		Role   parley.Role  `json:"role"`
		ID     string       `json:"id"`
		State  parley.Maybe `json:"state"`
		Office parley.Maybe `json:"office"`
	} `json:"actors"`
	Time *struct {
		Value string `json:"value"`
	} `json:"time"`
	Place     *parley.Place `json:"place"`
	Topics    []string      `json:"topics"`
	FirstSeen parley.Maybe  `json:"first_seen"`
	Claims    []struct {
		Page   string       `json:"page"`
		Item   int          `json:"item"`
		Outlet parley.Maybe `json:"outlet"`
	} `json:"claims"`
	Independent int `json:"independent"`
}

// toldEvents are what linesOf reads.
const toldEvents = "SELECT e.n, e.sum, e.first, e.last, e.at, e.track, COALESCE(e.round, 0), e.body FROM "

// linesOf reads events as lines, the words of which it adds to the book.
func (db *DB) linesOf(ctx context.Context, tx *sql.Tx, book *books, query string, args ...any) (lines []line, err error) {
	var bodies []told
	languages := map[string]string{} // by page
	err = eachRow(ctx, tx, query, func(rows *sql.Rows) error {
		var x line
		var first, last, at sql.NullInt64
		var round int64
		var track, packed sql.RawBytes
		if err := rows.Scan(&x.n, &x.sum, &first, &last, &at, &track, &round, &packed); err != nil {
			return err
		}
		x.first, x.last, x.at, x.round, x.track = day32(first), day32(last), day32(at), int32(round), book.word(string(track))
		body, err := db.unpackNote(packed)
		if err != nil {
			return err
		}
		var e told
		if err := db.parts.Decode(string(body), &e); err != nil {
			return err
		}
		e.number(&x, &book.codebook)
		for i := range e.Claims {
			languages[e.Claims[i].Page] = ""
		}
		lines, bodies = append(lines, x), append(bodies, told{Claims: e.Claims})
		return nil
	}, args...)
	if err != nil {
		return nil, err
	}
	if err := readLanguages(ctx, tx, languages); err != nil {
		return nil, err
	}
	for i := range lines {
		bodies[i].place(&lines[i], book, languages)
	}
	return lines, nil
}

// number fills in a line all but where the event is told.
func (e *told) number(x *line, book *codebook) {
	n, odd := idNumber(e.ID)
	if x.id = n; odd {
		x.odd = strings.Clone(e.ID)
	}
	x.kind, x.object, x.status, x.seen = book.word(e.Kind), book.word(string(e.Object)), book.word(string(e.Status)), book.word(string(e.FirstSeen))
	x.independent = int32(e.Independent)
	if e.Time != nil {
		x.when = book.word(e.Time.Value)
	}
	if e.Place != nil {
		x.place, x.in = book.word(e.Place.Name), book.word(string(e.Place.State))
	}
	for w := range strings.FieldsSeq(spaced(e.Topics)) {
		x.topics = append(x.topics, book.word(w))
	}
	for i := range e.Actors {
		a := parley.Actor{Role: e.Actors[i].Role, ID: e.Actors[i].ID, State: e.Actors[i].State, Office: e.Actors[i].Office}
		role := book.word(string(a.Role))
		for _, id := range slices.Compact([]string{a.ID, a.Key()}) {
			x.actors, x.roles = append(x.actors, book.word(id)), append(x.roles, role)
		}
		x.sides, x.targets = append(x.sides, book.word(string(e.state(i)))), append(x.targets, role)
	}
}

// place fills in where the event is told.
func (e *told) place(x *line, book *books, languages map[string]string) {
	for i := range e.Claims {
		c := &e.Claims[i]
		if item := uint64(book.pages.word(c.Page))<<16 | uint64(c.Item)&0xffff; !slices.Contains(x.items, item) {
			x.items = append(x.items, item)
		}
		if w := book.word(languages[c.Page]); w != 0 && !slices.Contains(x.langs, w) {
			x.langs = append(x.langs, w)
		}
		for o := range strings.FieldsSeq(string(c.Outlet)) {
			if w := book.word(o); !slices.Contains(x.outlets, w) {
				x.outlets = append(x.outlets, w)
			}
		}
	}
}

// fewPages is up to how many pages are looked up one by one.
const fewPages = 20_000

// readLanguages fills in the languages of pages, as far as they are known.
func readLanguages(ctx context.Context, tx *sql.Tx, of map[string]string) error {
	from, args := "page_languages g", []any{}
	if len(of) <= fewPages {
		ids := make([]string, 0, len(of))
		for id := range of {
			ids = append(ids, id)
		}
		list, err := asJSON(ids)
		if err != nil {
			return err
		}
		from, args = "json_each(?) j CROSS JOIN page_languages g ON g.page = j.value", append(args, list)
	}
	return eachRow(ctx, tx, "SELECT g.page, g.language FROM "+from, func(rows *sql.Rows) error {
		var id, language string
		err := rows.Scan(&id, &language)
		if _, wanted := of[id]; wanted {
			of[id] = language
		}
		return err
	}, args...)
}

// talesOf reads the stories of items by the words of their pages, which it adds to the books. The query gives
// pages, each with every item of it that stands in a story and the story, or with none.
func talesOf(ctx context.Context, tx *sql.Tx, book *books, query string, args ...any) (of map[uint32][]uint64, err error) {
	of = map[uint32][]uint64{}
	err = eachRow(ctx, tx, query, func(rows *sql.Rows) error {
		var page string
		var item sql.NullInt64
		var story sql.NullString
		err := rows.Scan(&page, &item, &story)
		w := book.pages.word(page)
		list := of[w]
		if item.Valid {
			list = append(list, uint64(book.stories.word(story.String))<<16|uint64(item.Int64)&0xffff)
		}
		of[w] = list
		return err
	}, args...)
	return of, err
}
