package main

// This file collects the addresses of screens: those that a person can reach, with the parameters
// that screens offer.

import (
	"context"
	_ "embed" // the searches
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"

	"parley/bench/browser/server"
)

// searches are of every kind that the language of searches has, one a line.
//
//go:embed searches.txt
var searches string

// days are a screen on days of the corpus.
func days(path string, n int) (out []string) {
	for i := range n {
		out = append(out, path+"?day=2017-06-"+fmt.Sprintf("%02d", i+5))
	}
	return out
}

// months are a screen on days of several years, of which no two share a week, with more parameters.
func months(path, more string) (out []string) {
	for year := 2016; year <= 2025; year++ {
		for _, day := range []string{"-02-11", "-06-28", "-10-19"} {
			out = append(out, path+"?"+more+"day="+strconv.Itoa(year)+day)
		}
	}
	return out
}

// lists are the screens that are no noun's.
func lists() []screen {
	return []screen{
		{"today", append([]string{"/", "/?days=30", "/?days=1"}, days("/", 20)...)},
		{"today, days", months("/", "")},
		{"today, months", months("/", "days=30&")},
		{"digest", append([]string{"/diem-tin", "/diem-tin?days=30"}, days("/diem-tin", 20)...)},
		{"digest, months", months("/diem-tin", "days=30&words=own&")},
		{"tracks", []string{"/tracks", "/tracks?offset=50", "/tracks?offset=100", "/tracks?offset=1500", "/tracks?offset=12000"}},
		{"events", []string{
			"/events", "/events?kind=talks", "/events?actor=USA", "/events?status=planned", "/events?offset=400", "/events?offset=40000",
			"/events?actor=RUS&offset=2000", "/events?after=2017-06-01&before=2017-07-01", "/events?before=2016-01-01", "/events?q=dam+phan",
			"/events?q=%C4%91%C3%A0m+ph%C3%A1n&kind=talks", "/events?actor=QAT&kind=mediate", "/events?actor=XXX", "/events?actor=USA&kind=sign&status=denied",
			"/events?kind=sign&status=cancelled&after=2030-01-01", "/events?status=denied&offset=400",
		}},
		{"stories", []string{"/stories"}},
		{"pages", []string{"/pages", "/pages?problems=1", "/pages?offset=200", "/pages?offset=5000", "/pages?offset=90000"}},
		{"health", []string{"/health"}},
		{"help", []string{"/help", "/search/grammar", "/search", "/searches", "/edits"}},
	}
}

// find collects the addresses: lists as they are, nouns from the API of a server, which is stopped then.
func (s *settings) find(ctx context.Context) ([]screen, error) {
	p, err := server.Start(ctx, s.bin, s.db, os.Stderr)
	if err != nil {
		return nil, err
	}
	defer p.Stop()
	return s.crowd(p).screens()
}

func (c *crowd) screens() ([]screen, error) {
	all := lists()
	find, further := screen{name: "search"}, screen{name: "search, more"}
	for q := range strings.Lines(searches) {
		address := "/search?q=" + url.QueryEscape(strings.TrimSpace(q))
		find.urls = append(find.urls, address)
		further.urls = append(further.urls, address+"&offset=25")
	}
	all = append(all, find, further)
	for _, noun := range []string{"tracks", "events", "stories", "pages", "actors"} {
		ids, err := c.ids(noun)
		if err != nil {
			return nil, err
		}
		x := screen{name: strings.TrimSuffix(strings.Replace(noun, "stories", "story", 1), "s")}
		for _, id := range ids {
			x.urls = append(x.urls, "/"+noun+"/"+url.PathEscape(id))
		}
		if len(x.urls) == 0 {
			continue
		}
		if _, _, err := c.one(context.Background(), x.urls[0], false); err != nil {
			continue
		}
		all = append(all, x)
		if y := x.opened(); len(y.urls) > 0 {
			all = append(all, y)
		}
	}
	every := screen{name: mixed}
	for i := range c.each {
		for _, x := range all {
			every.urls = append(every.urls, x.urls[i%len(x.urls)])
		}
	}
	return append(all, every), nil
}

// opened are screens of nouns with what they can be asked to show besides.
func (x *screen) opened() screen {
	more := map[string][]string{
		"track": {"part=rounds", "lanes=level", "part=positions", "lanes=channel", "part=stages"},
		"actor": {"terms=all", "year=2019", "at=2018-05-05"},
		"page":  {"at=10", "part=2"},
	}[x.name]
	out := screen{name: x.name + ", more"}
	for i, u := range x.urls {
		if len(more) > 0 {
			out.urls = append(out.urls, u+"?"+more[i%len(more)])
		}
	}
	return out
}

// mixed is the name of all screens together.
const mixed = "all mixed"

// ids asks the API for nouns; one that it does not list has none. Of tracks those come first that
// have most of the newest talks.
func (c *crowd) ids(noun string) (ids []string, err error) {
	switch noun {
	case "actors":
		return c.actors()
	case "tracks":
		if ids, err = c.most("kind:talks", "track"); err != nil {
			return nil, err
		}
	}
	var answer map[string]any
	if err := c.api(noun+"?limit="+strconv.Itoa(c.each), &answer); err != nil {
		return nil, err
	}
	for _, v := range answer {
		list, _ := v.([]any)
		for _, x := range list {
			m, _ := x.(map[string]any)
			if id, ok := m["id"].(string); ok && len(ids) < c.each && !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	return ids, nil
}

// api asks the API.
func (c *crowd) api(path string, answer any) error {
	resp, err := c.client.Get(c.server.URL + "/api/v1/" + path)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if err := json.NewDecoder(resp.Body).Decode(answer); err != nil {
		return fmt.Errorf("the API's %s: %w", path, err)
	}
	return nil
}

// most are the values of a facet that most hits of a search have.
func (c *crowd) most(search, facet string) (out []string, err error) {
	var answer struct {
		Facets []struct {
			Field  string
			Values []struct{ Value string }
		}
	}
	err = c.api("search/facets?q="+url.QueryEscape(search), &answer)
	for _, f := range answer.Facets {
		for _, v := range f.Values {
			if f.Field == facet {
				out = append(out, v.Value)
			}
		}
	}
	return out, err
}

// actors are those of the newest events.
func (c *crowd) actors() ([]string, error) {
	var answer struct {
		Items []struct {
			Actors []struct{ ID string } `json:"actors"`
		} `json:"items"`
	}
	if err := c.api("events?limit="+strconv.Itoa(max(c.each, 100)), &answer); err != nil {
		return nil, err
	}
	ids := []string{"state:USA", "state:RUS", "state:CHN", "state:PRK", "state:VNM", "state:QAT", "state:FRA", "state:IRN"}
	for _, e := range answer.Items {
		for _, a := range e.Actors {
			if !slices.Contains(ids, a.ID) && len(ids) < c.each {
				ids = append(ids, a.ID)
			}
		}
	}
	return ids, nil
}
