// Package claimtest writes readings down as text, for tests.
//
// One line is one claim; a line that begins with @ opens an item, and the claims below it
// are the item's:
//
//	@ p1/0 2025-04-08 vov.vn                      page/item, day of publication or -, outlet or -
//	c1 talks planned RUS USA head:person:aleksandr-darchiev:RUS:ambassador place:Istanbul:TUR #embassies | the sentence
//	c2 propose/concede occurred USA > UKR t:2025-03-10/2025-03-16 bg | another
//
// A claim is its id, kind (with /object), status, then in any order: actors, t:EDTF,
// place:NAME:STATE, dur:PT1H, round:2, #topic, if:CONDITION, by:ACTOR (who says it), rule:NAME (what derived it), bg
// (background), title (it stands in the headline). An actor is XXX (a state), org:EU,
// group:hamas, office:RUS/foreign-ministry, person:ID:STATE:office, or
// person:ID::ORG/office; before ">" it is a source, after it a target, without ">" a
// party; "med:", "head:", "host:" before it give those roles. Lines that begin with // are
// comments.
package claimtest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	"parley"
)

// Readings reads the text. The readings come in the order of their pages.
func Readings(text string) ([]*parley.Reading, error) {
	var out []*parley.Reading
	var r *parley.Reading
	for n, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		var err error
		switch {
		case line == "" || strings.HasPrefix(line, "//"):
		case strings.HasPrefix(line, "@"):
			r, out, err = item(out, strings.Fields(line[1:]))
		case r == nil:
			err = fmt.Errorf("a claim before the first item")
		default:
			err = claim(r, line)
		}
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n+1, err)
		}
	}
	return out, nil
}

// Page is the page that the reading could have come from: its bytes are its name.
func Page(r *parley.Reading) *parley.Page {
	return &parley.Page{Source: r.Source, Bytes: []byte("bytes of " + r.Source), Media: parley.MediaText, Outlet: string(r.Outlet)}
}

func item(out []*parley.Reading, f []string) (*parley.Reading, []*parley.Reading, error) {
	if len(f) != 3 {
		return nil, nil, fmt.Errorf("an item is page/item, day, outlet")
	}
	page, num, _ := strings.Cut(f[0], "/")
	n, err := strconv.Atoi(num)
	if err != nil {
		return nil, nil, fmt.Errorf("item %s: %w", f[0], err)
	}
	var r *parley.Reading
	for _, o := range out {
		if o.Source == page {
			r = o
		}
	}
	if r == nil {
		r = &parley.Reading{
			Schema: parley.PageSchema, Source: page, Kind: parley.PageArticle, Language: "en",
			Mentions: []parley.Mention{}, Times: []parley.Time{}, Problems: []parley.Problem{},
		}
		if f[2] != "-" {
			r.Outlet = parley.Maybe(f[2])
		}
		r.ID = Page(r).ID()
		out = append(out, r)
	}
	if n != len(r.Items) {
		return nil, nil, fmt.Errorf("item %s out of order", f[0])
	}
	it := parley.Item{Kind: parley.ItemArticle, Title: parley.Maybe("title of " + f[0]), Authors: []string{}}
	if n > 0 {
		it.Kind = parley.ItemTeaser
	}
	if f[1] != "-" {
		it.Published = &parley.Date{Value: f[1], Basis: parley.BasisGiven}
	}
	it.Start = len([]rune(r.Text))
	r.Items = append(r.Items, it)
	return r, out, nil
}

func claim(r *parley.Reading, line string) error {
	head, sentence, ok := strings.Cut(line, "|")
	f := strings.Fields(head)
	if !ok || len(f) < 3 {
		return fmt.Errorf("a claim is id, kind, status, …, |, sentence")
	}
	kind, object, _ := strings.Cut(f[1], "/")
	info, ok := parley.Kind(kind).Info()
	if !ok {
		return fmt.Errorf("no kind %s", kind)
	}
	c := parley.Claim{
		ID: "c_" + f[0], Item: len(r.Items) - 1, Kind: info.Kind, Object: parley.Maybe(object), Plover: info.Plover, CAMEO: info.CAMEO,
		Status: parley.Status(f[2]), Topics: []string{}, Conditions: []string{}, Rules: []string{}, Confidence: 0.9,
	}
	if len(f[0]) < 3 { // spread short ids over the space of ids
		h := sha256.Sum256([]byte(f[0]))
		c.ID = "c_" + f[0] + hex.EncodeToString(h[:4])
	}
	role := parley.RoleParty
	if strings.Contains(head, " > ") {
		role = parley.RoleSource
	}
	title := false
	for _, w := range f[3:] {
		if w == "title" {
			title = true
			continue
		}
		if err := word(&c, w, &role); err != nil {
			return err
		}
	}
	write(r, &c, strings.TrimSpace(sentence), title)
	r.Claims = append(r.Claims, c)
	return nil
}

// write puts the sentence at the end of the text; the same sentence twice running is one.
func write(r *parley.Reading, c *parley.Claim, sentence string, title bool) {
	if n := len(r.Claims); n > 0 && r.Claims[n-1].Item == c.Item && r.Claims[n-1].Evidence.Exact == sentence {
		c.Evidence = r.Claims[n-1].Evidence
		return
	}
	kind := parley.BlockBody
	if title {
		kind = parley.BlockTitle
	}
	start := len([]rune(r.Text))
	span := parley.Span{Start: start, End: start + len([]rune(sentence))}
	r.Text += sentence + "\n"
	c.Evidence = parley.Quote{Span: span, Exact: sentence}
	r.Blocks = append(r.Blocks, parley.Block{Kind: kind, Span: span, Item: c.Item})
	it := &r.Items[c.Item]
	it.Body += sentence + "\n"
	it.End = span.End
}

func word(c *parley.Claim, w string, role *parley.Role) error {
	key, rest, _ := strings.Cut(w, ":")
	switch {
	case w == ">":
		*role = parley.RoleTarget
	case w == "bg":
		c.Background = true
	case strings.HasPrefix(w, "#"):
		c.Topics = append(c.Topics, w[1:])
	case key == "t":
		c.Time = &parley.When{Value: rest, Basis: parley.BasisStated}
	case key == "place":
		name, state, _ := strings.Cut(rest, ":")
		c.Place = &parley.Place{Name: strings.ReplaceAll(name, "_", " "), State: parley.Maybe(state)}
	case key == "dur":
		c.Duration = parley.Maybe(rest)
	case key == "if":
		c.Conditions = append(c.Conditions, rest)
	case key == "by":
		a, err := actor(rest, "")
		c.Attribution = &parley.Attribution{ID: parley.Maybe(a.ID)}
		return err
	case key == "rule":
		c.Rules = append(c.Rules, rest)
	case key == "round":
		n, err := strconv.Atoi(rest)
		c.Round = &n
		return err
	case key == "med" || key == "head" || key == "host":
		a, err := actor(rest, map[string]parley.Role{"med": parley.RoleMediator, "head": parley.RoleHead, "host": parley.RoleHost}[key])
		c.Actors = append(c.Actors, a)
		return err
	default:
		a, err := actor(w, *role)
		c.Actors = append(c.Actors, a)
		return err
	}
	return nil
}

func actor(w string, role parley.Role) (parley.Actor, error) {
	f := strings.Split(w, ":")
	switch {
	case len(f) == 1 && len(w) == 3:
		return parley.Actor{Role: role, ID: "state:" + w, Name: w, State: parley.Maybe(w)}, nil
	case f[0] == "org" || f[0] == "group":
		return parley.Actor{Role: role, ID: w, Name: f[1]}, nil
	case f[0] == "office":
		return parley.Actor{Role: role, ID: w, Name: f[1], State: parley.Maybe(f[1][:3]), Office: parley.Maybe(f[1])}, nil
	case f[0] == "person" && len(f) >= 3:
		a := parley.Actor{Role: role, ID: "person:" + f[1], Name: f[1], State: parley.Maybe(f[2])}
		switch {
		case len(f) > 3 && f[2] == "":
			a.Office = parley.Maybe(f[3])
		case len(f) > 3:
			a.Office = parley.Maybe(f[2] + "/" + f[3])
		}
		return a, nil
	}
	return parley.Actor{}, fmt.Errorf("no actor %q", w)
}
