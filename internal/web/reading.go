package web

import (
	"net/url"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"

	"parley"
)

// readingView is the data of reading.html.
type readingView struct {
	Outlet, Kind, Lang string
	TextLang           string // for the lang attribute
	Original           string // http(s) address, or ""
	Source             string
	Published          string
	Problems           []string
	Missing            string // ?at= points nowhere
	Kin                []link // whom its articles copy, who copied them
	Parts              []part
	Prev, Next, Shown  string // of a long page
	Items              []itemView
	Claims             string // "3 claims"
	Trace              string // how it was read, or ""
	Events             string // list of this page's events
}

// itemView is what was extracted from one item.
type itemView struct {
	N          int
	Kind       string
	Title      string
	Published  string
	Why        string
	Lender     string // address of the page that lends the date, or ""
	Claims     []claimView
	MoreCredit string
}

// claimView is a claim in a readable line.
type claimView struct {
	N          int
	ID         string
	Line       string
	Kind       string
	Status     string
	StatusID   string
	Background bool
	When       string
	WhenWhy    string
	Place      string
	Said       string
	Conditions string
	Duration   string
	Topics     string
	Trigger    string
	Rules      string
	Back       string // fragment of the sentence
	Round      string
}

func (s *site) reading(r *request) (*screen, error) {
	p, err := s.ledger.Reading(r.Context(), r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	if p == nil {
		return nil, errAbsent
	}
	at := -1
	missing := ""
	if text := r.URL.Query().Get("at"); text != "" {
		n, err := strconv.Atoi(text)
		if err == nil && n >= 0 && n < len([]rune(p.Text)) {
			at = n
		} else {
			missing = r.T("reading.at.missing", "at", parley.Shorten(parley.Plain(text), 20))
		}
	}
	also, kin, err := s.barred(r, p)
	if err != nil {
		return nil, err
	}
	all := stretches(p)
	n := r.stretch(all, at)
	v := r.readingView(p, &all[n])
	v.Missing, v.Kin, v.Parts = missing, distinct(kin), r.parts(p, &all[n], at, also)
	if len(all) > 1 {
		v.Shown = r.T("reading.part", "n", r.Number(n+1), "all", r.Number(len(all)))
	}
	if n > 0 {
		v.Prev = r.leaf(n - 1)
	}
	if n+1 < len(all) {
		v.Next = r.leaf(n + 1)
	}
	return &screen{Title: parley.Shorten(r.pageTitle(p), 120), Section: "pages", API: r.To("api/v1/pages", p.ID), Data: v}, nil
}

// distinct leaves the first link of each text.
func distinct(all []link) []link {
	seen := map[string]bool{}
	return slices.DeleteFunc(all, func(l link) bool {
		again := seen[l.Text]
		seen[l.Text] = true
		return again
	})
}

// pageTitle is the title of the first article of the page, else of its first item.
func (r *reader) pageTitle(p *parley.Reading) string {
	title := ""
	for i := range p.Items {
		t := parley.Plain(string(p.Items[i].Title))
		if t != "" && p.Items[i].Kind == parley.ItemArticle {
			return t
		}
		if title == "" {
			title = t
		}
	}
	if title == "" {
		return r.T("pages.untitled")
	}
	return title
}

func (r *reader) readingView(p *parley.Reading, shown *stretch) *readingView {
	v := &readingView{
		Outlet: outletName(p.Outlet, p.Source), Kind: r.word("page", string(p.Kind)), TextLang: languageTag(p.Language),
		Source: parley.Plain(p.Source), Original: webAddress(string(p.URL)), Problems: r.problems(p.Problems),
		Claims: r.Count("claims", len(p.Claims)), Events: r.Link("/events", "page", p.ID),
	}
	if r.replays {
		v.Trace = r.Link("/pages/" + url.PathEscape(p.ID) + "/trace")
	}
	if v.TextLang != "" {
		v.Lang = r.T("reading.language", "lang", r.languageName(v.TextLang))
	}
	for i := range p.Items {
		article := p.Items[i].Kind == parley.ItemArticle && v.Published == ""
		if !article && !shown.holds(p, i) {
			continue
		}
		x := r.itemView(p, i, shown.claims)
		if article {
			v.Published = x.Published
		}
		if shown.holds(p, i) {
			v.Items = append(v.Items, x)
		}
	}
	return v
}

// languageName is the name of a language that there is a catalogue for, else its tag.
func (r *reader) languageName(tag string) string {
	if c := r.all[tag]; c != nil {
		return c.T("lang.name")
	}
	return tag
}

// languageTag is a BCP 47 tag fit for the lang attribute, or "".
func languageTag(tag string) string {
	if tag == "und" || len(tag) > 35 || strings.Trim(tag, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") != "" {
		return ""
	}
	return tag
}

// webAddress lets only http and https through.
func webAddress(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	return u.String()
}

func (r *reader) itemView(p *parley.Reading, i int, claims []numberedClaim) itemView {
	item := &p.Items[i]
	v := itemView{
		N: i + 1, Kind: r.word("item", string(item.Kind)), Title: parley.Plain(string(item.Title)),
		Published: r.T("reading.nodate"),
	}
	if value := dateValue(item.Published); value != "" {
		v.Published = r.T("reading.published", "date", r.Date(value))
	}
	if item.Published != nil {
		v.Why = r.Why(item.Published.Basis, item.Published.Why)
		if page, _, ok := strings.Cut(string(item.Published.Lent), "/"); ok {
			v.Lender = r.To("pages", page)
		}
	}
	credit := append([]string(nil), item.Authors...)
	if item.Agency != "" {
		credit = append(credit, string(item.Agency))
	}
	v.MoreCredit = strings.Join(plainAll(credit), r.T("list.sep"))
	for _, n := range claims {
		if c := &p.Claims[n.claim]; c.Item == i {
			v.Claims = append(v.Claims, r.claimView(c, n.number))
		}
	}
	return v
}

// numberedClaim is a claim of a page with the number that both sides show.
type numberedClaim struct{ claim, number int }

// numbered gives the claims numbers in the order of the text.
func numbered(p *parley.Reading) []numberedClaim {
	out := make([]numberedClaim, len(p.Claims))
	for i := range out {
		out[i].claim = i
	}
	sort.SliceStable(out, func(i, j int) bool {
		a, b := &p.Claims[out[i].claim], &p.Claims[out[j].claim]
		if a.Evidence.Start != b.Evidence.Start {
			return a.Evidence.Start < b.Evidence.Start
		}
		return a.Trigger.Start < b.Trigger.Start
	})
	for i := range out {
		out[i].number = i + 1
	}
	return out
}

// itemReason is a reason that rests on the item's day, which stands with its own reason above the claims.
var itemReason = regexp.MustCompile(`^(completed by the item's date, \S+) \(.*\)$`)

func (r *reader) claimView(c *parley.Claim, n int) claimView {
	v := claimView{
		N: n, ID: "c-" + strconv.Itoa(n), Line: r.line(deed{c.Kind, c.Object, c.Status, c.Actors, c.ObjectText, c.Trigger.Exact}),
		Kind: r.word("kind", string(c.Kind)), Background: c.Background, Place: r.Place(c.Place),
		Trigger: parley.Plain(c.Trigger.Exact), Rules: strings.Join(plainAll(c.Rules), r.T("list.sep")),
		Back: "#s-" + strconv.Itoa(c.Evidence.Start), Conditions: strings.Join(plainAll(c.Conditions), "; "),
	}
	if c.Status != parley.Occurred {
		v.Status, v.StatusID = r.word("status", string(c.Status)), string(c.Status)
	}
	if c.Time != nil {
		v.When, v.WhenWhy = r.When(c.Time), r.Why(c.Time.Basis, itemReason.ReplaceAllString(c.Time.Why, "$1"))
	}
	if c.Duration != "" {
		v.Duration = r.Duration(string(c.Duration))
	}
	if c.Round != nil {
		v.Round = r.T("event.round", "n", strconv.Itoa(*c.Round))
	}
	if c.Attribution != nil {
		v.Said = r.T("reading.said", "who", parley.Plain(c.Attribution.Text))
	}
	var topics []string
	for _, t := range c.Topics {
		topics = append(topics, r.topic(t))
	}
	v.Topics = strings.Join(topics, r.T("list.sep"))
	return v
}
