package export

// This file writes feeds for news readers: Atom (RFC 4287) and JSON Feed 1.1. An entry is
// an event; its text is the sentence that tells it.

import (
	"bufio"
	"context"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"net/url"
	"time"

	"parley"
)

// feedFilter asks for the newest events that a feed has room for.
func (o *Options) feedFilter() parley.EventFilter {
	f := o.Filter
	if o.Newest > 0 && (f.Limit == 0 || f.Limit > o.Newest) {
		f.Limit = o.Newest
	}
	return f
}

// about says how many of all events a feed holds.
func about(rows, total int) string {
	if rows < total {
		return fmt.Sprintf("the %d newest of %d events", rows, total)
	}
	return fmt.Sprintf("%d events", total)
}

type atomLink struct {
	Href string `xml:"href,attr"`
	Rel  string `xml:"rel,attr,omitempty"`
}

type atomText struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

type atomCategory struct {
	Term string `xml:"term,attr"`
}

type atomEntry struct {
	XMLName  xml.Name       `xml:"entry"`
	ID       string         `xml:"id"`
	Title    atomText       `xml:"title"`
	Updated  string         `xml:"updated"`
	Link     *atomLink      `xml:"link"`
	Category []atomCategory `xml:"category"`
	Content  atomText       `xml:"content"`
}

// id is a URI that names an event wherever it is shown.
func urn(id string) string { return "urn:parley:" + id }

// updated is when the event was last told or changed, as far as the ledger knows the day.
func (o *Options) updated(e *parley.Event) string {
	day := firstDay(string(e.FirstSeen))
	for _, c := range e.Changes {
		if d := firstDay(c.At); d > day {
			day = d
		}
	}
	if day != "" {
		return day + "T00:00:00Z"
	}
	if _, err := time.Parse(time.RFC3339, o.Made); err == nil {
		return o.Made
	}
	return "1970-01-01T00:00:00Z"
}

func writeAtom(ctx context.Context, w *bufio.Writer, l Ledger, o *Options) (Total, error) {
	x := xml.NewEncoder(w)
	leaf := func(name, text string) error {
		return x.EncodeElement(text, xml.StartElement{Name: xml.Name{Local: name}})
	}
	feed := xml.StartElement{Name: xml.Name{Space: "http://www.w3.org/2005/Atom", Local: "feed"}}
	begin := func(total int) error {
		if _, err := w.WriteString(xml.Header); err != nil {
			return err
		}
		if err := x.EncodeToken(feed); err != nil {
			return err
		}
		rows := total
		if f := o.feedFilter(); f.Limit > 0 {
			rows = min(rows, f.Limit)
		}
		made := o.Made
		if made == "" {
			made = "1970-01-01T00:00:00Z"
		}
		for _, p := range [][2]string{{"id", o.feedID()}, {"title", parley.Plain(o.Title)}, {"subtitle", about(rows, total)}, {"updated", made}} {
			if err := leaf(p[0], p[1]); err != nil {
				return err
			}
		}
		if o.Self != "" {
			if err := x.EncodeElement(atomLink{Href: o.Self, Rel: "self"}, xml.StartElement{Name: xml.Name{Local: "link"}}); err != nil {
				return err
			}
		}
		return x.EncodeElement(struct {
			Name string `xml:"name"`
		}{"parley " + o.Version}, xml.StartElement{Name: xml.Name{Local: "author"}})
	}
	var t Total
	asked := *o
	asked.Filter = o.feedFilter()
	err := l.EachEvent(ctx, asked.Filter, begin, func(e *parley.Event) error {
		t.Rows++
		t.Events++
		a := atomEntry{
			ID: urn(e.ID), Title: atomText{"text", o.headline(e)}, Updated: o.updated(e),
			Content: atomText{"text", o.saysWho(e)}, Category: []atomCategory{{string(e.Kind)}, {string(e.Status)}},
		}
		if o.Link != "" {
			a.Link = &atomLink{Href: o.Link + "/events/" + e.ID, Rel: "alternate"}
		}
		return x.Encode(a)
	})
	if err != nil {
		return t, err
	}
	if err := x.EncodeToken(feed.End()); err != nil {
		return t, err
	}
	return t, x.Flush()
}

// feedID names the feed: what it is asked for makes it another one. It is made of what
// was asked and of nothing else, so that a reader's feed stays the same in later versions.
func (o *Options) feedID() string {
	f := o.Filter
	q := url.Values{"actor": f.Actors}
	for _, k := range f.Kinds {
		q.Add("kind", string(k))
	}
	for _, s := range f.Status {
		q.Add("status", string(s))
	}
	for name, v := range map[string]string{"track": f.Track, "page": f.Page, "after": f.After, "before": f.Before, "q": f.Text, "search": o.Search} {
		if v != "" {
			q.Set(name, v)
		}
	}
	id := "events"
	if asked := q.Encode(); asked != "" {
		id += "?" + asked
	}
	return urn(id)
}

type jsonItem struct {
	ID      string   `json:"id"`
	URL     string   `json:"url,omitempty"`
	Title   string   `json:"title"`
	Content string   `json:"content_text"`
	Date    string   `json:"date_published"`
	Tags    []string `json:"tags"`
}

func writeJSONFeed(ctx context.Context, w *bufio.Writer, l Ledger, o *Options) (Total, error) {
	a := &array{w: w}
	begin := func(total int) error {
		rows := total
		if f := o.feedFilter(); f.Limit > 0 {
			rows = min(rows, f.Limit)
		}
		return a.open(struct {
			Version     string `json:"version"`
			Title       string `json:"title"`
			Description string `json:"description"`
			Language    string `json:"language"`
			Home        string `json:"home_page_url,omitempty"`
			Feed        string `json:"feed_url,omitempty"`
		}{"https://jsonfeed.org/version/1.1", parley.Plain(o.Title), about(rows, total), o.Language, o.Link, o.Self}, "items")
	}
	var t Total
	err := l.EachEvent(ctx, o.feedFilter(), begin, func(e *parley.Event) error {
		t.Rows++
		t.Events++
		i := jsonItem{
			ID: urn(e.ID), Title: o.headline(e), Content: o.saysWho(e), Date: o.updated(e), Tags: []string{string(e.Kind), string(e.Status)},
		}
		if o.Link != "" {
			i.URL = o.Link + "/events/" + e.ID
		}
		return a.add(i)
	})
	if err != nil {
		return t, err
	}
	return t, a.close()
}

// array writes a JSON object whose last member is a list that is written one by one.
type array struct {
	w *bufio.Writer
	n int
}

// open writes the object's other members, then the name of the list.
func (a *array) open(members any, list string) error {
	head, err := json.Marshal(members)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.w, "%s,\n%q:[", head[:len(head)-1], list)
	return err
}

func (a *array) add(v any) error {
	sep := ",\n"
	if a.n == 0 {
		sep = "\n"
	}
	a.n++
	if _, err := a.w.WriteString(sep); err != nil {
		return err
	}
	body, err := json.Marshal(v)
	if err != nil {
		return err
	}
	_, err = a.w.Write(body)
	return err
}

func (a *array) close() error {
	_, err := a.w.WriteString("\n]}\n")
	return err
}
