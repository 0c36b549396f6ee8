// Package screens lists addresses of every kind of screen that a running parley has.
package screens

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
)

// Screen is one address, with a name fit for a file.
type Screen struct{ Name, Path string }

// searches show the search screen in each of its states.
var searches = []Screen{
	{"search", "/search"},
	{"search-found", "/search?q=kind%3Atalks"},
	{"search-none", "/search?q=kind%3Atalks+after%3A2090"},
	{"search-wrong", "/search?q=kind%3Asinging"},
	{"grammar", "/search/grammar"},
}

// All asks the server which nouns it has and lists one screen of each kind. The track is
// the one with the most events; event, page and actor belong to it.
func All(url string) ([]Screen, error) {
	list := []Screen{
		{"today", "/"},
		{"digest", "/diem-tin"},
		{"tracks", "/tracks"},
		{"events", "/events"},
		{"events-none", "/events?kind=talks&after=2090-01-01"},
		{"stories", "/stories"},
		{"pages", "/pages"},
		{"pages-trouble", "/pages?problems=1"},
		{"health", "/health"},
		{"help", "/help"},
		{"absent", "/nothing"},
	}
	list = append(list, searches...)
	track, err := most(url, "tracks", "events")
	if err != nil {
		return nil, err
	}
	list = append(list, Screen{"track", "/tracks/" + track})
	event, err := first(url, "events?track="+track+"&kind=talks")
	if err != nil { // they have not talked
		event, err = first(url, "events?track="+track)
	}
	if err != nil {
		return nil, err
	}
	list = append(list, Screen{"event", "/events/" + event.ID})
	if len(event.Claims) > 0 {
		list = append(list, Screen{"reading", fmt.Sprintf("/pages/%s?at=%d", event.Claims[0].Page, event.Claims[0].Evidence.Start)})
	}
	story, err := most(url, "stories", "items")
	if err != nil {
		return nil, err
	}
	list = append(list, Screen{"story", "/stories/" + story})
	for _, a := range event.Actors {
		if strings.HasPrefix(a.ID, "state:") && exists(url+"/actors/"+a.ID) {
			return append(list, Screen{"actor", "/actors/" + a.ID}), nil
		}
	}
	return list, nil
}

// noun is what is asked of any answer of the API.
type noun struct {
	ID     string
	Events []any
	Items  []any
	Actors []struct{ ID string }
	Claims []struct {
		Page     string
		Evidence struct{ Start int }
	}
}

// nouns asks for a list.
func nouns(url, path string) ([]noun, error) {
	resp, err := http.Get(url + "/api/v1/" + path)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	var answer map[string]json.RawMessage
	if err := json.NewDecoder(resp.Body).Decode(&answer); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	for _, v := range answer {
		var list []noun
		if json.Unmarshal(v, &list) == nil && len(list) > 0 && list[0].ID != "" {
			return list, nil
		}
	}
	return nil, fmt.Errorf("%s: the API lists none", path)
}

func first(url, path string) (noun, error) {
	list, err := nouns(url, path)
	if err != nil {
		return noun{}, err
	}
	return list[0], nil
}

// most is the id of the noun with the most events or items.
func most(url, path, what string) (string, error) {
	list, err := nouns(url, path)
	if err != nil {
		return "", err
	}
	best, size := "", -1
	for _, x := range list {
		n := len(x.Events)
		if what == "items" {
			n = len(x.Items)
		}
		if n > size {
			best, size = x.ID, n
		}
	}
	return best, nil
}

func exists(address string) bool {
	resp, err := http.Get(address)
	if err != nil {
		return false
	}
	resp.Body.Close()
	return resp.StatusCode == http.StatusOK
}
