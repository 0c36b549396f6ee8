package source

import (
	"encoding/json"
	"errors"
	"strconv"

	"golang.org/x/net/html"

	"parley"
)

// jsonEntry is an entry of a JSON Feed, versions 1 and 1.1.
type jsonEntry struct {
	ID        json.RawMessage `json:"id"`
	URL       string          `json:"url"`
	External  string          `json:"external_url"`
	Title     string          `json:"title"`
	HTML      string          `json:"content_html"`
	Text      string          `json:"content_text"`
	Summary   string          `json:"summary"`
	Published string          `json:"date_published"`
	Modified  string          `json:"date_modified"`
	Author    jsonAuthor      `json:"author"`
	Authors   []jsonAuthor    `json:"authors"`
}

type jsonAuthor struct {
	Name string `json:"name"`
}

// jsonFeed reads the entries of a JSON Feed. An entry that is no object, or has a field of
// another type, costs only itself.
func (w *walker) jsonFeed(in *input) {
	data, err := w.all(in.r, w.opt.MaxPage)
	if err != nil {
		w.broken(in.place, err)
		return
	}
	text, _ := w.opt.Charsets.Decode(data, "", false)
	var feed struct {
		Home    string            `json:"home_page_url"`
		Author  jsonAuthor        `json:"author"`
		Authors []jsonAuthor      `json:"authors"`
		Items   []json.RawMessage `json:"items"`
	}
	if err := json.Unmarshal([]byte(text), &feed); err != nil {
		w.fail(in.place, BadFeed, err)
		return
	}
	if len(feed.Items) == 0 {
		w.fail(in.place, Empty, errors.New("a feed without entries"))
		return
	}
	general := names(append(feed.Authors, feed.Author))
	for i, raw := range feed.Items {
		if w.stopped() {
			return
		}
		if i >= w.opt.MaxEntries {
			w.tooMany(in)
			return
		}
		var e jsonEntry
		if err := json.Unmarshal(raw, &e); err != nil {
			w.fail(in.place+"#"+strconv.Itoa(i+1), BadFeed, err)
			continue
		}
		w.jsonPage(in, i+1, &e, feed.Home, general)
	}
}

// jsonPage makes the page of one entry.
func (w *walker) jsonPage(in *input, n int, e *jsonEntry, home string, general []string) {
	link := absoluteURL(home, e.URL)
	if link == "" {
		link = absoluteURL(home, e.External)
	}
	id, err := lineID(e.ID, n)
	if err != nil || len(e.ID) == 0 && link != "" {
		id = link
	}
	p := in.page
	p.Source, p.URL = in.place+"#"+entryName(id), link
	en := feedEntry{
		title: e.Title, content: e.HTML, summary: html.EscapeString(e.Summary), html: e.HTML != "",
		published: e.Published, updated: e.Modified, authors: names(append(e.Authors, e.Author)),
	}
	if en.content == "" {
		en.content = html.EscapeString(e.Text)
	}
	if len(en.authors) == 0 {
		en.authors = general
	}
	w.entryPage(in, &p, &en)
}

// names gives the names of authors.
func names(list []jsonAuthor) []string {
	var out []string
	for _, a := range list {
		if s := parley.Plain(a.Name); s != "" && len(out) < 20 {
			out = append(out, s)
		}
	}
	return out
}
