package page

import (
	"fmt"
	"strings"

	"golang.org/x/net/html"

	"parley"
)

// readSitemap lays out the entries of a sitemap as a listing: of each the title, or its
// address where the sitemap gives no title, and the day that it gives. A day of publication
// (news sitemaps) dates the entry; the day of the last change is shown and dates nothing.
func (r *Reader) readSitemap(text string, out *parley.Layout) {
	out.Kind, out.Language = parley.PageListing, "und"
	var b strings.Builder
	runes := 0
	line := func(s string, kind parley.BlockKind) {
		if s == "" {
			return
		}
		if b.Len() > 0 {
			b.WriteByte('\n')
			runes++
		}
		n := len([]rune(s))
		b.WriteString(s)
		out.Blocks = append(out.Blocks, parley.Block{Kind: kind, Item: len(out.Items), Span: parley.Span{Start: runes, End: runes + n}})
		runes += n
	}
	for e := range sitemapEntries(text) {
		it := parley.Item{Kind: parley.ItemEntry, Authors: []string{}, Title: parley.Maybe(e["news:title"]), URL: parley.Maybe(absolute(out.URL, e["loc"]))}
		first := len(out.Blocks)
		if it.Title != "" {
			line(string(it.Title), parley.BlockEntry)
		} else {
			line(e["loc"], parley.BlockEntry)
		}
		if day, ok := sitemapDay(e["news:publication_date"]); ok {
			it.Published = &parley.Date{Value: day, Basis: parley.BasisGiven, Why: "given by the sitemap"}
			line(e["news:publication_date"], parley.BlockDateline)
		} else if _, ok := sitemapDay(e["lastmod"]); ok {
			line(e["lastmod"], parley.BlockDateline)
		}
		if len(out.Blocks) == first {
			continue
		}
		it.Start, it.End = out.Blocks[first].Start, runes
		out.Items = append(out.Items, it)
	}
	out.Text = b.String()
	if l := r.lex.language(titles(out.Items)); l != "" {
		out.Language = l
	}
}

// titles joins the titles of items, to tell the language by.
func titles(items []parley.Item) string {
	var b strings.Builder
	for i := range items {
		if items[i].Title != "" && b.Len() < 16<<10 {
			fmt.Fprintln(&b, items[i].Title)
		}
	}
	return b.String()
}

// sitemapEntries gives the fields of each entry by name.
func sitemapEntries(text string) func(yield func(map[string]string) bool) {
	return func(yield func(map[string]string) bool) {
		z := html.NewTokenizer(strings.NewReader(text))
		entry, field := map[string]string{}, ""
		for {
			kind := z.Next()
			name, _ := z.TagName()
			n := string(name)
			switch kind {
			case html.ErrorToken:
				return
			case html.StartTagToken:
				z.NextIsNotRawText()
				if field = n; n == "url" || n == "sitemap" {
					entry, field = map[string]string{}, ""
				}
			case html.TextToken:
				if field != "" {
					entry[field] = oneLine(string(z.Text()))
				}
			case html.EndTagToken:
				if field = ""; (n == "url" || n == "sitemap") && !yield(entry) {
					return
				}
			}
		}
	}
}

// sitemapDay gives the day of a date or time as sitemaps write it (W3C).
func sitemapDay(s string) (string, bool) {
	if len(s) < 10 {
		return "", false
	}
	return dateAt(s[:10])
}
