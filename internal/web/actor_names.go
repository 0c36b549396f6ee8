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

// countedForm is words with how often they came and the first place where they did.
type countedForm struct {
	words, language string
	n               int
	page            string
	start           int
	outlet          string
}

// formsOf reads the names out of the pages of the newest events.
func (s *site) formsOf(ctx context.Context, d *dossier, v *actorView) error {
	var pages []string
	for i := range d.newest {
		for _, c := range d.newest[i].Claims {
			if len(pages) < actorPages && !slices.Contains(pages, c.Page) {
				pages = append(pages, c.Page)
			}
		}
	}
	found, err := recall(ctx, s.ledger, "forms "+d.id, func(ctx context.Context) (map[string]*countedForm, error) {
		found := map[string]*countedForm{}
		for _, id := range pages {
			reading, err := s.ledger.Reading(ctx, id)
			if err != nil {
				return nil, err
			}
			if reading != nil {
				d.readForms(reading, found)
			}
		}
		return found, nil
	})
	if err != nil {
		return err
	}
	var all []*countedForm
	for _, f := range found {
		all = append(all, f)
	}
	slices.SortFunc(all, func(a, b *countedForm) int {
		return cmp.Or(cmp.Compare(b.n, a.n), cmp.Compare(a.words, b.words), cmp.Compare(a.language, b.language))
	})
	for _, f := range all[:min(len(all), actorForms)] {
		by := d.world.ReadBy(f.language, d.id, f.words)
		v.Forms = append(v.Forms, formRow{
			Words: parley.Plain(f.words), Count: d.Number(f.n), How: d.word("actor.form", by.How), Rule: by.Rule,
			Outlet: f.outlet, Href: d.sentence(f.page, f.start),
		})
	}
	v.FormsOf = d.T("actor.forms.of", "pages", d.Count("pages", len(pages)))
	v.Other = d.otherForms(found)
	return nil
}

// sentence is a page at a sentence, or the page where no sentence is known.
func (r *reader) sentence(page string, start int) string {
	if start < 0 {
		return r.To("pages", page)
	}
	return r.at(page, start)
}

// readForms counts the words by which a page calls the actor: its own mentions, and those of
// its people where it is a state only in so far as the page names the state itself.
func (d *dossier) readForms(r *parley.Reading, found map[string]*countedForm) {
	text := []rune(r.Text)
	for _, m := range r.Mentions {
		if m.Actor != d.id || m.Start < 0 || m.End > len(text) || m.Start >= m.End || m.End-m.Start > 80 {
			continue
		}
		words := strings.Join(strings.Fields(string(text[m.Start:m.End])), " ")
		key := r.Language + " " + words
		f := found[key]
		if f == nil {
			f = &countedForm{words: words, language: r.Language, page: r.ID, start: -1, outlet: outletName(r.Outlet, r.Source)}
			found[key] = f
		}
		f.n++
		if f.start < 0 {
			for i := range r.Claims {
				if e := r.Claims[i].Evidence; e.Start <= m.Start && m.End <= e.End {
					f.page, f.start = r.ID, e.Start
					break
				}
			}
		}
	}
}

// otherForms are further words that the packs know, as one line.
func (d *dossier) otherForms(found map[string]*countedForm) string {
	var out []string
	for _, f := range d.world.Forms(d.Lang, d.id) {
		if found[d.Lang+" "+f.Text] == nil && !slices.Contains(out, f.Text) {
			out = append(out, f.Text)
		}
	}
	n := len(out)
	if out = out[:min(n, 24)]; len(out) < n {
		return strings.Join(out, d.T("list.sep")) + " … (+" + d.Number(n-len(out)) + ")"
	}
	return strings.Join(out, d.T("list.sep"))
}
