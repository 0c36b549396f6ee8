package web

import (
	"net/url"
	"path"
	"strconv"
	"strings"

	"parley"
)

// link is an address and its words.
type link struct{ Text, Href string }

// quote is a sentence of a page as evidence, with the address where it stands.
type quote struct {
	N         int // number in a list of notes, 0 outside one
	Text      string
	Outlet    string
	Published string
	Href      string // the page at the sentence
	Cite      string // as plain text, for the clipboard
	Short     string // the same with the beginning of a long sentence
	Status    string // the claim's status in words where it is not "occurred"
	Kind      string
	Also      []quote // others that have the same words
}

// shortQuote is how much of a sentence stands behind the name of its outlet, in letters.
const shortQuote = 110

// listQuote is how much of a sentence a list shows, in letters; the screen of the event has all.
const listQuote = 320

// shortWhy is how much of the reason for a date stands behind it in lists, in letters; the
// screen of the event has all.
const shortWhy = 140

// eventRow is an event as one line of a list.
type eventRow struct {
	Href, Line       string
	Kind             string
	Status, StatusID string // StatusID is "" where it simply occurred
	When, WhenWhy    string
	Place            string
	Round            string
	Figures          string // "7 articles · 3 independent sources"
	Seen             string
	Differ           bool
	Quote            *quote
}

// row turns an event into one line.
func (r *reader) row(e *parley.Event) eventRow {
	out := eventRow{
		Href: r.To("events", e.ID), Line: r.line(deedOf(e)), Kind: r.word("kind", string(e.Kind)),
		Status: r.word("status", string(e.Status)), When: r.When(e.Time), Place: r.Place(e.Place),
		Figures: r.figures(e), Differ: len(e.Contradictions) > 0,
	}
	if e.Status != parley.Occurred {
		out.StatusID = string(e.Status)
	}
	if e.Time != nil && e.Time.Basis == parley.BasisInferred {
		out.WhenWhy = parley.Shorten(r.Why(e.Time.Basis, e.Time.Why), shortWhy)
	}
	if e.Round != nil {
		out.Round = r.T("event.round", "n", strconv.Itoa(*e.Round))
	}
	if seen := firstSeen(e); seen != "" {
		out.Seen = r.T("today.seen", "day", r.Date(seen))
		if whenValue(e.Time) == "" {
			out.When += ", " + out.Seen
		}
	}
	if c := e.Best(); c != nil {
		q := r.quote(c)
		q.Text = parley.Shorten(q.Text, listQuote)
		out.Quote = &q
	}
	return out
}

func (r *reader) figures(e *parley.Event) string {
	return r.Count("articles", e.Articles) + " · " + r.Count("independent", e.Independent)
}

// quote turns a claim into its sentence and the address where it stands.
func (r *reader) quote(c *parley.ClaimRef) quote {
	q := quote{
		Text: parley.Plain(c.Evidence.Exact), Outlet: sourceName(c.Outlet, c.Source, r.title(c.Page)),
		Href: r.at(c.Page, c.Evidence.Start), Kind: r.word("kind", string(c.Kind)),
	}
	q.Published = r.Dated(c.Published)
	if c.Status != parley.Occurred {
		q.Status = r.word("status", string(c.Status))
	}
	q.Cite = q.Outlet
	if q.Published != "" {
		q.Cite += ", " + q.Published
	}
	q.Short = q.Cite + ": “" + parley.Shorten(q.Text, shortQuote) + "”"
	q.Cite += ": “" + q.Text + "”"
	return q
}

// at is the address of the sentence that begins at a code point of a page.
func (r *reader) at(page string, start int) string {
	n := strconv.Itoa(start)
	return r.To("pages", page, "at", n, "#", "s-"+n)
}

// outletName is how a brief names a source: VOV for vov.vn, else the last part of its path.
func outletName(outlet parley.Maybe, source string) string {
	host := parley.Plain(string(outlet))
	if host == "" {
		return parley.Plain(path.Base(source))
	}
	parts := strings.Split(strings.TrimPrefix(host, "www."), ".")
	return strings.ToUpper(parts[0])
}

// Place is "Istanbul (Turkey)".
func (r *reader) Place(p *parley.Place) string {
	if p == nil {
		return ""
	}
	name := parley.Plain(p.Name)
	if known, ok := r.known("place:" + p.Name); ok {
		name = known
	}
	if p.State == "" {
		return name
	}
	state := r.Name("state:" + string(p.State))
	if name == "" || name == state || r.all["en"] != nil && r.nameIn("en", "state:"+string(p.State)) == name {
		return state
	}
	return name + " (" + state + ")"
}

// nameIn is the name in another language; places are written in English in the ledger.
func (r *reader) nameIn(lang, id string) string {
	if r.names == nil {
		return id
	}
	return r.names.Name(lang, id)
}

// firstSeen is the day on which the event was first reported: as the ledger says, else
// the earliest publication among its claims.
func firstSeen(e *parley.Event) string {
	if e.FirstSeen != "" {
		return string(e.FirstSeen)
	}
	best := ""
	for _, c := range e.Claims {
		if v := dateValue(c.Published); v != "" && (best == "" || earlier(v, best)) {
			best = v
		}
	}
	return best
}

// title is the track's title in the reader's language.
func (r *reader) trackTitle(t *parley.Track) string {
	return r.titleOf(t.ID, t.Title, t.Titles, t.Parties)
}

// lineTitle is the same of a line of a list.
func (r *reader) lineTitle(t *parley.TrackInfo) string {
	return r.titleOf(t.ID, t.Title, t.Titles, t.Parties)
}

func (r *reader) titleOf(id, plain string, titles map[string]string, parties []string) string {
	for _, title := range []string{titles[r.Lang], plain, r.Names(parties), id} {
		if title = parley.Plain(title); title != "" {
			return title
		}
	}
	return ""
}

// pageRow is a page as one line of a list.
type pageRow struct {
	Title, Href, Outlet, Kind string
	Items, Claims             string
	Problems                  []string
	Trace                     string // how it was read, where that can be shown
}

func (r *reader) pageRow(p *parley.PageInfo) pageRow {
	row := pageRow{
		Title: parley.Shorten(parley.Plain(p.Title), 160), Href: r.To("pages", p.ID), Outlet: outletName(p.Outlet, p.Source),
		Kind: r.word("page", string(p.Kind)), Items: r.Number(p.Items), Claims: r.Number(p.Claims),
		Problems: r.problems(p.Problems),
	}
	switch {
	case row.Title == "" && p.Outlet == "" && p.Source != "":
		row.Title, row.Outlet = row.Outlet, ""
	case row.Title == "":
		row.Title = r.T("pages.untitled")
	case p.Outlet == "":
		row.Outlet = fileName(p.Source)
	}
	if r.replays {
		row.Trace = r.Link("/pages/" + url.PathEscape(p.ID) + "/trace")
	}
	return row
}

func (r *reader) problems(list []parley.Problem) []string {
	var out []string
	for _, p := range list {
		text := r.word("problem", p.Code)
		if detail := parley.Shorten(r.detail(p), 160); detail != "" {
			text += ": " + detail
		}
		out = append(out, text)
	}
	return out
}

// detail is what more there is to say of a problem. It comes in English; where that is the
// English catalogue's detail.CODE with something in the place of {v}, it is said in the
// reader's language.
func (r *reader) detail(p parley.Problem) string {
	said := parley.Plain(p.Detail)
	english := r.all["en"]
	if english == nil || r.Lang == "en" {
		return said
	}
	before, after, ok := strings.Cut(english.texts["detail."+p.Code], "{v}")
	if !ok {
		return said
	}
	v, first := strings.CutPrefix(said, before)
	v, last := strings.CutSuffix(v, after)
	if !first || !last {
		return said
	}
	return r.T("detail."+p.Code, "v", v)
}
