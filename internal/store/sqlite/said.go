package sqlite

// This file keeps apart from pages what their claims say and by which words they call actors,
// so that who asks for one of these need not read whole pages.

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"parley"
)

// said is a claim as it is kept for who compares the claims of an event: its fields without
// the words that say them.
type said struct {
	Kind     string      `json:"k"`
	Object   string      `json:"o,omitempty"`
	Status   string      `json:"s"`
	Actors   [][4]string `json:"a,omitempty"` // role, id, state, office
	Time     string      `json:"t,omitempty"`
	Place    []string    `json:"p,omitempty"` // name, state
	Duration string      `json:"d,omitempty"`
	Round    *int        `json:"r,omitempty"`
}

// putClaims keeps the claims of a page, and what they say.
func putClaims(ctx context.Context, tx *change, page string, r *parley.Reading) error {
	rows := newBulk(tx, "INSERT INTO claims (id, page, item, said)", 4)
	for i := range r.Claims {
		c := &r.Claims[i]
		body, err := json.Marshal(saidBy(c))
		if err != nil {
			return fmt.Errorf("claim %s: %w", c.ID, err)
		}
		if err := rows.add(ctx, c.ID, page, c.Item, string(body)); err != nil {
			return fmt.Errorf("claim %s: %w", c.ID, err)
		}
	}
	return rows.flush(ctx)
}

func saidBy(c *parley.Claim) *said {
	x := &said{Kind: string(c.Kind), Object: string(c.Object), Status: string(c.Status), Duration: string(c.Duration), Round: c.Round}
	for _, a := range c.Actors {
		x.Actors = append(x.Actors, [4]string{string(a.Role), a.ID, string(a.State), string(a.Office)})
	}
	if c.Time != nil {
		x.Time = c.Time.Value
	}
	if c.Place != nil {
		x.Place = []string{c.Place.Name, string(c.Place.State)}
	}
	return x
}

// claim is what is kept as a claim.
func (x *said) claim(id string) *parley.Claim {
	c := &parley.Claim{
		ID: id, Kind: parley.Kind(x.Kind), Object: parley.Maybe(x.Object), Status: parley.Status(x.Status), Duration: parley.Maybe(x.Duration), Round: x.Round,
	}
	for _, a := range x.Actors {
		c.Actors = append(c.Actors, parley.Actor{Role: parley.Role(a[0]), ID: a[1], State: parley.Maybe(a[2]), Office: parley.Maybe(a[3])})
	}
	if x.Time != "" {
		c.Time = &parley.When{Value: x.Time}
	}
	if len(x.Place) == 2 {
		c.Place = &parley.Place{Name: x.Place[0], State: parley.Maybe(x.Place[1])}
	}
	return c
}

// Said are claims by id, without the words that say them.
func (db *DB) Said(ctx context.Context, claims []string) (out map[string]*parley.Claim, err error) {
	defer within(&err, "said")
	ids, err := json.Marshal(claims)
	if err != nil {
		return nil, err
	}
	out = make(map[string]*parley.Claim, len(claims))
	err = db.ready.each(ctx, "SELECT c.id, c.said FROM json_each(?) j CROSS JOIN claims c ON c.id = j.value AND c.said <> ''", func(rows *sql.Rows) error {
		var id, body string
		if err := rows.Scan(&id, &body); err != nil {
			return err
		}
		var x said
		if err := db.plans.Decode(body, &x); err != nil {
			return fmt.Errorf("claim %s: %w", id, err)
		}
		out[id] = x.claim(id)
		return nil
	}, string(ids))
	return out, err
}

// maxForm is the length in letters of the longest words that are kept as a name.
const maxForm = 80

// putForms keeps by which words a page calls whom.
func putForms(ctx context.Context, tx *change, r *parley.Reading) error {
	type form struct{ actor, words string }
	type found struct{ n, start int }
	var order []form
	all := map[form]*found{}
	offsets := parley.NewOffsets(r.Text)
	for _, m := range r.Mentions {
		if m.Start < 0 || m.Start >= m.End || m.End-m.Start > maxForm {
			continue
		}
		from, to := offsets.Byte(m.Start), offsets.Byte(m.End)
		f := form{m.Actor, strings.Join(strings.Fields(r.Text[from:to]), " ")}
		if f.words == "" {
			continue
		}
		x := all[f]
		if x == nil {
			x = &found{start: -1}
			all[f], order = x, append(order, f)
		}
		x.n++
		for i := 0; x.start < 0 && i < len(r.Claims); i++ {
			if e := r.Claims[i].Evidence; e.Start <= m.Start && m.End <= e.End {
				x.start = e.Start
			}
		}
	}
	if len(order) == 0 {
		return nil
	}
	var seq int64
	if err := tx.QueryRowContext(ctx, "SELECT seq FROM page_lines WHERE page = ?", r.ID).Scan(&seq); err != nil {
		return err
	}
	rows := newBulk(tx, "INSERT INTO page_forms (actor, seq, words, n, start)", 5)
	for _, f := range order {
		if err := rows.add(ctx, f.actor, seq, f.words, all[f].n, all[f].start); err != nil {
			return fmt.Errorf("form of %s: %w", f.actor, err)
		}
	}
	return rows.flush(ctx)
}

// formLine is what Forms tells of a page.
type formLine struct {
	page, source, language string
	outlet                 parley.Maybe
}

// Forms counts the words by which an actor is called in the newest pages that name it.
func (db *DB) Forms(ctx context.Context, actor string, pages int) (out []parley.FormCount, looked int, err error) {
	defer within(&err, "forms")
	type form struct {
		seq int64
		parley.FormCount
	}
	var found []form
	var seqs []int64
	const q = "SELECT seq, words, n, start FROM page_forms WHERE actor = ? ORDER BY seq DESC, words DESC"
	err = db.ready.each(ctx, q, func(rows *sql.Rows) error {
		var x form
		if err := rows.Scan(&x.seq, &x.Words, &x.Count, &x.Start); err != nil {
			return err
		}
		if len(seqs) == 0 || seqs[len(seqs)-1] != x.seq {
			if len(seqs) == pages {
				return errEnough
			}
			seqs = append(seqs, x.seq)
		}
		found = append(found, x)
		return nil
	}, actor)
	if err != nil && !errors.Is(err, errEnough) {
		return nil, 0, err
	}
	lines, err := db.formLines(ctx, seqs)
	if err != nil || len(lines) == 0 {
		return nil, 0, err
	}
	at := map[[2]string]int{}
	for _, x := range found {
		page, known := lines[x.seq]
		if !known { // it went meanwhile
			continue
		}
		x.Page, x.Outlet, x.Source, x.Language = page.page, page.outlet, page.source, page.language
		key := [2]string{x.Language, x.Words}
		i, known := at[key]
		if !known {
			at[key] = len(out)
			out = append(out, x.FormCount)
			continue
		}
		out[i].Count += x.Count
		if out[i].Start < 0 && x.Start >= 0 {
			out[i].Page, out[i].Start, out[i].Outlet, out[i].Source = x.Page, x.Start, x.Outlet, x.Source
		}
	}
	return out, len(lines), nil
}

// errEnough ends the reading of rows.
var errEnough = errors.New("that is enough")

// formLines reads pages by their numbers.
func (db *DB) formLines(ctx context.Context, seqs []int64) (map[int64]formLine, error) {
	lines := make(map[int64]formLine, len(seqs))
	if len(seqs) == 0 {
		return lines, nil
	}
	list, err := json.Marshal(seqs)
	if err != nil {
		return nil, err
	}
	const q = `SELECT l.seq, l.page, l.outlet, CASE l.outlet WHEN '' THEN COALESCE(l.info ->> '$.source', '') ELSE '' END, COALESCE(g.language, '')
		FROM json_each(?) j CROSS JOIN page_lines l ON l.seq = j.value LEFT JOIN page_languages g ON g.page = l.page`
	err = db.ready.each(ctx, q, func(rows *sql.Rows) error {
		var seq int64
		var x formLine
		err := rows.Scan(&seq, &x.page, &x.outlet, &x.source, &x.language)
		lines[seq] = x
		return err
	}, string(list))
	return lines, err
}
