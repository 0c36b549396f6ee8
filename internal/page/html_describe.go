package page

// This file fills the article's item from what the markup and the visible text beside the
// title say: title, dates, authors.

import (
	"slices"
	"strings"

	"parley"
)

// describe fills the article's item from the markup: title, date, authors.
func (o *outline) describe(out *parley.Layout) {
	if o.plan.kind != parley.PageArticle || len(out.Items) == 0 {
		return
	}
	it := &out.Items[0]
	if it.Title == "" {
		it.Title = parley.Maybe(oneLine(o.title))
	}
	if it.Start < 0 {
		it.Start, it.End = 0, 0
	}
	if o.page.Title != "" && it.Title == "" {
		it.Title = parley.Maybe(oneLine(o.page.Title))
	}
	it.Published = o.published(out.URL)
	names := o.doc.meta.authors
	if len(names) == 0 {
		names = o.doc.meta.metaAuthors
	}
	if len(names) > 0 {
		it.Authors = []string{}
		for _, n := range names {
			if n = oneLine(n); n != "" && !slices.Contains(it.Authors, n) && len(it.Authors) < 20 {
				it.Authors = append(it.Authors, n)
			}
		}
	}
}

// published gives the day of publication: given, by JSON-LD or meta, by a time element, by
// a date that the page shows near its title, by the address.
func (o *outline) published(address string) *parley.Date {
	if d := givenDate(o.page); d != nil {
		return d
	}
	for _, c := range []struct{ value, why string }{
		{o.doc.meta.published, "the page's metadata"},
		{o.doc.meta.timeTag, "a time element of the page"},
	} {
		if d, ok := isoDay(c.value); ok {
			return &parley.Date{Value: d, Basis: parley.BasisMarkup, Why: c.why}
		}
	}
	for i := max(0, o.titleAt); i < len(o.doc.blocks) && i < max(0, o.titleAt)+12; i++ {
		h := &o.doc.blocks[i]
		if h.words > 15 && h.marks&inByline == 0 {
			continue
		}
		if d, ok := dayMonthYear(h.text); ok {
			return &parley.Date{Value: d, Basis: parley.BasisMarkup, Why: "the line «" + h.text + "»"}
		}
	}
	if d, ok := dayMonthYear(strings.ReplaceAll(address, "/", "-")); ok {
		return &parley.Date{Value: d, Basis: parley.BasisMarkup, Why: "the page's address"}
	}
	return nil
}
