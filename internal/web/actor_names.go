package web

// This file tells by which words pages call an actor, and what reads them.

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"parley"
)

// formRow is a line of the table of names: words, how often they stand in the pages looked
// at, what reads them, and a place where they stand.
type formRow struct {
	Words, Count, How, Rule string
	Outlet, Href            string
}

// formsOf counts the names in the newest pages; of a ledger that does not keep them, those of
// some pages of the newest events.
func (s *site) formsOf(ctx context.Context, d *dossier, v *actorView) error {
	all, pages, err := s.ledger.Forms(ctx, d.id, actorPages)
	if err == nil && len(all) == 0 {
		all, pages, err = s.readForms(ctx, d)
	}
	if err != nil {
		return err
	}
	slices.SortStableFunc(all, func(a, b parley.FormCount) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Words, b.Words), cmp.Compare(a.Language, b.Language))
	})
	found := map[string]bool{}
	for i, f := range all {
		found[f.Language+" "+f.Words] = true
		if i >= actorForms {
			continue
		}
		by := d.world.ReadBy(f.Language, d.id, f.Words)
		v.Forms = append(v.Forms, formRow{
			Words: parley.Plain(f.Words), Count: d.Number(f.Count), How: d.word("actor.form", by.How), Rule: by.Rule,
			Outlet: outletName(f.Outlet, f.Source), Href: d.sentence(f.Page, f.Start),
		})
	}
	v.FormsOf = d.T("actor.forms.of", "pages", d.Count("pages", pages))
	v.Other = d.otherForms(found)
	return nil
}

// readForms reads the names out of pages of the newest events.
func (s *site) readForms(ctx context.Context, d *dossier) (all []parley.FormCount, pages int, err error) {
	var ids []string
	for i := range d.newest {
		for _, c := range d.newest[i].Claims {
			if len(ids) < actorRead && !slices.Contains(ids, c.Page) {
				ids = append(ids, c.Page)
			}
		}
	}
	for _, id := range ids {
		reading, err := s.ledger.Reading(ctx, id)
		if err != nil {
			return nil, 0, err
		}
		if reading != nil {
			all = d.formsIn(reading, all)
		}
	}
	return all, len(ids), nil
}

// sentence is a page at a sentence, or the page where no sentence is known.
func (r *reader) sentence(page string, start int) string {
	if start < 0 {
		return r.To("pages", page)
	}
	return r.at(page, start)
}

// formsIn counts the words by which a page calls the actor.
func (d *dossier) formsIn(r *parley.Reading, all []parley.FormCount) []parley.FormCount {
	text := []rune(r.Text)
	for _, m := range r.Mentions {
		if m.Actor != d.id || m.Start < 0 || m.End > len(text) || m.Start >= m.End || m.End-m.Start > 80 {
			continue
		}
		words := strings.Join(strings.Fields(string(text[m.Start:m.End])), " ")
		i := slices.IndexFunc(all, func(f parley.FormCount) bool { return f.Words == words && f.Language == r.Language })
		if i < 0 {
			i = len(all)
			all = append(all, parley.FormCount{Words: words, Language: r.Language, Page: r.ID, Start: -1, Outlet: r.Outlet, Source: r.Source})
		}
		f := &all[i]
		f.Count++
		for k := 0; f.Start < 0 && k < len(r.Claims); k++ {
			if e := r.Claims[k].Evidence; e.Start <= m.Start && m.End <= e.End {
				f.Page, f.Start, f.Outlet, f.Source = r.ID, e.Start, r.Outlet, r.Source
			}
		}
	}
	return all
}

// otherForms are further words that the packs know, as one line.
func (d *dossier) otherForms(found map[string]bool) string {
	var out []string
	for _, f := range d.world.Forms(d.Lang, d.id) {
		if !found[d.Lang+" "+f.Text] && !slices.Contains(out, f.Text) {
			out = append(out, f.Text)
		}
	}
	n := len(out)
	if out = out[:min(n, 24)]; len(out) < n {
		return strings.Join(out, d.T("list.sep")) + " … (+" + d.Number(n-len(out)) + ")"
	}
	return strings.Join(out, d.T("list.sep"))
}
