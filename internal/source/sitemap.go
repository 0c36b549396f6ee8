package source

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"

	"parley"
	own "parley/internal/charset"
)

// perListing is how many addresses of a sitemap become one page.
const perListing = 1000

// maxEntry is the most bytes that one entry may have.
const maxEntry = 64 * kib

// sitemap reads a sitemap, an index of sitemaps or a news sitemap as it streams by. Its
// entries as they stand become pages of MediaSitemap, each a listing.
func (w *walker) sitemap(in *input) {
	t := newTags(utf8Reader(in))
	var part bytes.Buffer
	first, n, ended := 1, 0, false
	yield := func() {
		if part.Len() == 0 {
			return
		}
		p := in.page
		p.Source, p.Media, p.Charset, p.Bytes = in.place, parley.MediaSitemap, "utf-8", bytes.Clone(part.Bytes())
		if first > 1 {
			p.Source = fmt.Sprintf("%s#%d", in.place, first)
		}
		w.page(&p)
		part.Reset()
		first = n + 1
	}
	for !w.stopped() {
		e := t.next()
		switch e.kind {
		case html.ErrorToken:
			yield()
			if err := t.z.Err(); err != io.EOF {
				w.broken(in.place, err)
			} else if n == 0 {
				w.refuse(in, Empty, errors.New("a sitemap without entries"))
			} else if !ended {
				w.fail(in.place, BadFeed, fmt.Errorf("it breaks off behind entry %d", n))
			}
			return
		case html.EndTagToken:
			ended = ended || e.name == "urlset" || e.name == "sitemapindex"
		case html.StartTagToken:
			if e.name != "url" && e.name != "sitemap" || e.empty {
				continue
			}
			if n >= w.opt.MaxEntries {
				w.tooMany(in)
				yield()
				return
			}
			n++
			if !sitemapEntry(t, e.name, &part) {
				w.fail(fmt.Sprintf("%s: entry %d", in.place, n), TooLarge, tooLong(maxEntry))
			}
			if n-first+1 >= perListing || int64(part.Len()) > min(w.opt.MaxPage/2, mib) {
				yield()
			}
		}
	}
}

// sitemapEntry copies what an entry says of its address into out: the elements that the
// page stage reads, under their usual names. false where the entry is too large.
func sitemapEntry(t *tags, name string, out *bytes.Buffer) bool {
	size, field := 0, ""
	at := out.Len()
	out.WriteString("<" + name + ">")
	for {
		e := t.next()
		if size += len(e.raw); size > maxEntry {
			out.Truncate(at)
			return false
		}
		switch e.kind {
		case html.ErrorToken:
			out.Truncate(at)
			return true
		case html.StartTagToken:
			switch e.name {
			case "loc", "lastmod", "news:title", "news:publication_date", "news:name", "news:language":
				field = e.name
				out.WriteString("<" + field + ">")
			}
		case html.TextToken:
			if field != "" {
				out.WriteString(html.EscapeString(strings.TrimSpace(e.text)))
			}
		case html.EndTagToken:
			if e.name == field && field != "" {
				out.WriteString("</" + field + ">")
				field = ""
			}
			if e.name == name {
				out.WriteString("</" + name + ">\n")
				return true
			}
		}
	}
}

// utf8Reader gives the input in UTF-8, by its form or its XML declaration.
func utf8Reader(in *input) io.Reader {
	head, _ := in.r.Peek(4 * kib)
	if e := own.Wide(head); e != nil {
		return e.NewDecoder().Reader(in.r)
	}
	if name := own.Declared(head); name != "" {
		if e, canonical := charset.Lookup(name); e != nil && canonical != "utf-8" && !strings.HasPrefix(canonical, "utf-16") && canonical != "replacement" {
			return e.NewDecoder().Reader(in.r)
		}
	}
	return in.r
}
