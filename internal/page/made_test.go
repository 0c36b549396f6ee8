package page

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"flag"
	"hash/fnv"
	"io"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"parley"
)

// This file makes plain texts as bad extractors leave them out of real articles: whole, with
// leads of others behind them, or a list of leads. Outlets are parted into two halves, so
// that what is learned on one half is measured on the other.

var madePages = flag.Int("made", 0, "pages of each kind that TestMade makes and measures")

// story is an article that pages are made of.
type story struct {
	title, lead string
	body        []string // paragraphs, without the lead
	outlet      string
	half        int // 0 to learn on, 1 to measure on
}

// madeKinds are the kinds of pages that are made.
var madeKinds = []string{"whole", "unmarked", "titled", "gap", "credit", "rating", "heading", "raw", "listing", "titles"}

// made is a made page.
type made struct {
	text    string
	end     int // the line that is the first of another story; 0 in a listing
	stories int // in a listing
	list    bool
}

// outletHalf parts outlets by their names.
func outletHalf(outlet string) int {
	h := fnv.New32a()
	_, _ = io.WriteString(h, outlet)
	return int(h.Sum32()>>3) % 2
}

// storiesOf reads the stories of a language: Vietnamese ones from the shared clusters,
// English ones from the true texts of the shared pages: "en" news, "en-web" others.
func storiesOf(t testing.TB, lang string) []story {
	if lang == "vi" {
		var out []story
		rng := rand.New(rand.NewPCG(5, 6))
		for _, a := range sharedArticles(t) {
			out = append(out, story{
				oneLine(a.Title), oneLine(a.Lead), paragraphs(strings.Join(strings.Fields(a.Text), " "), rng), a.Outlet, outletHalf(a.Outlet),
			})
		}
		return append(out, diplomacyStories(t, rng)...)
	}
	sets := []string{"aeb", "fundus-eval"} // news
	switch lang {
	case "en-web":
		sets = []string{"wcxb"} // pages of companies, shops, blogs
	case "en-all":
		sets = append(sets, "wcxb")
	}
	r := New(tableWords(t))
	var out []story
	for _, set := range sets {
		out = append(out, englishStories(t, r, filepath.Join(shared, "pages", set))...)
	}
	return out
}

// diplomacyStories are the articles of the shared corpus that begin with a title and a lead. Their
// outlets are not known: each is one of its own.
func diplomacyStories(t testing.TB, rng *rand.Rand) []story {
	d := sharedLines(t, "corpus/diplomacy-2017.jsonl.gz")
	var out []story
	for {
		var a struct{ ID, Text string }
		if d.Decode(&a) != nil {
			return out
		}
		lines := strings.Split(a.Text, "\n")
		if len(lines) != 3 || len(lines[0]) <= 15 || len(lines[0]) > 200 || len(lines[1]) <= 80 || !finalStop(lines[1]) || len(lines[2]) <= 600 {
			continue
		}
		out = append(out, story{lines[0], lines[1], paragraphs(lines[2], rng), a.ID, outletHalf(a.ID)})
	}
}

// englishStories reads the true texts of a set of pages; titles that the truth lacks are
// taken from the pages.
func englishStories(t testing.TB, r *Reader, dir string) []story {
	f, err := os.Open(filepath.Join(dir, "truth.jsonl"))
	if err != nil {
		t.Skip("no shared material: ", err)
	}
	defer f.Close()
	var out []story
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<24)
	for in.Scan() {
		var d struct{ ID, URL, Kind, Title, Body string }
		if err := json.Unmarshal(in.Bytes(), &d); err != nil {
			t.Fatal(err)
		}
		if d.Kind != "article" || r.lex.language(d.Body) != "en" {
			continue
		}
		if d.Title == "" {
			d.Title = pageTitle(r, filepath.Join(dir, "html", d.ID+".html.gz"))
		}
		s := story{title: oneLine(d.Title), outlet: strings.TrimPrefix(hostOf(d.URL), "www.")}
		s.half = outletHalf(s.outlet)
		for line := range strings.SplitSeq(d.Body, "\n") {
			if line = oneLine(line); line != "" && line != s.title {
				s.body = append(s.body, line)
			}
		}
		if len(s.body) < 4 || len(d.Body) < 800 || len(s.title) < 15 {
			continue
		}
		s.lead, s.body = s.body[0], s.body[1:]
		if finalStop(s.lead) && len(s.lead) > 60 {
			out = append(out, s)
		}
	}
	return out
}

func hostOf(s string) string {
	u, err := url.Parse(s)
	if err != nil {
		return ""
	}
	return u.Host
}

// pageTitle reads the title of a page.
func pageTitle(r *Reader, name string) string {
	f, err := os.Open(name)
	if err != nil {
		return ""
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return ""
	}
	b, err := io.ReadAll(z)
	if err != nil {
		return ""
	}
	l := r.Read(&parley.Page{Bytes: b, Media: parley.MediaHTML})
	if len(l.Items) == 0 {
		return ""
	}
	return string(l.Items[0].Title)
}

// maker makes pages of stories of one half.
type maker struct {
	stories []story
	lang    string
	rng     *rand.Rand
}

func newMaker(all []story, lang string, half int, seed uint64) *maker {
	m := &maker{lang: lang, rng: rand.New(rand.NewPCG(seed, 9))}
	for _, s := range all {
		if s.half == half {
			m.stories = append(m.stories, s)
		}
	}
	return m
}

func (m *maker) chance(p float64) bool { return m.rng.Float64() < p }

// page makes a page of a kind out of story i.
func (m *maker) page(kind string, i int) made {
	s := m.stories[i%len(m.stories)]
	gap := strings.Repeat("\n", 1+m.rng.IntN(2))
	var lines []string
	if kind == "listing" || kind == "titles" {
		p := made{list: true, stories: 4 + m.rng.IntN(9)}
		for range p.stories {
			lines = append(lines, m.teaser(s, kind == "titles")...)
		}
		p.text = strings.Join(lines, gap)
		return p
	}
	if kind == "raw" {
		lines = m.scraps(s, 2+m.rng.IntN(40), 0)
	}
	if m.chance(0.8) {
		lines = append(lines, s.title)
	}
	body := s.body
	if m.chance(0.25) {
		body = m.thinned(body)
	}
	if m.chance(0.25) {
		body = body[:min(len(body), 2+m.rng.IntN(5))]
	}
	lines = append(append(lines, s.lead), body...)
	if kind == "whole" {
		text := strings.Join(lines, gap)
		return made{text: text, end: strings.Count(text, "\n") + 1}
	}
	mark := map[string][2]string{
		"gap": {"\n\n", "\n\n"}, "credit": {"Theo Reuters" + gap, "Reporting by Jane Doe; Editing by John Roe" + gap},
		"rating": {"Ý kiến" + gap, "Comments" + gap}, "heading": {"Tin liên quan" + gap, "Related stories" + gap},
	}[kind]
	at := mark[0]
	if m.lang != "vi" {
		at = mark[1]
	}
	text := strings.Join(lines, gap) + gap + at
	end := strings.Count(text, "\n")
	lines = nil
	if kind == "raw" {
		lines = m.scraps(s, 8+m.rng.IntN(50), []float64{0, 0.3, 0.6}[m.rng.IntN(3)])
		return made{text: text + strings.Join(lines, gap), end: end}
	}
	for range 1 + m.rng.IntN(9) {
		lines = append(lines, m.teaser(s, kind == "titled" || kind != "unmarked" && m.chance(0.4))...)
	}
	return made{text: text + strings.Join(lines, gap), end: end}
}

// thinned leaves the first sentence of every paragraph and some paragraphs out, as articles have it
// that tell much in few sentences, each of somebody else.
func (m *maker) thinned(body []string) []string {
	var out []string
	for _, p := range body {
		if s := paragraphs(p, nil)[0]; m.chance(0.8) && finalStop(s) {
			out = append(out, s)
		}
	}
	return out
}

// teaser is the lead of another story than s, with its title or without.
func (m *maker) teaser(s story, titled bool) []string {
	b := m.stories[m.rng.IntN(len(m.stories))]
	for b.title == s.title {
		b = m.stories[m.rng.IntN(len(m.stories))]
	}
	lead := b.lead
	if m.chance(0.25) {
		if w := strings.Fields(lead); len(w) > 24 {
			lead = strings.Join(w[:18+m.rng.IntN(6)], " ") + []string{"...", "…"}[m.rng.IntN(2)]
		}
	}
	if titled {
		return []string{b.title, lead}
	}
	return []string{lead}
}

// scraps are what the rest of a page leaves when its tags are cut out: titles of other
// stories, a part of them with their texts, and a word or three of menus.
func (m *maker) scraps(s story, n int, texts float64) []string {
	var out []string
	for range n {
		t := m.teaser(s, true)
		words := strings.Fields(t[0])
		switch {
		case m.chance(texts):
			out = append(out, t...)
		case m.chance(0.5):
			out = append(out, t[0])
		default:
			out = append(out, strings.Join(words[:min(len(words), 1+m.rng.IntN(3))], " "))
		}
	}
	return out
}

// right tells whether a made page is taken apart exactly.
func (p made) right(l *parley.Layout) bool {
	if p.list {
		return l.Kind == parley.PageListing
	}
	if l.Kind != parley.PageArticle && l.Kind != parley.PageLive || has(l, p.end, 0) {
		return false
	}
	for i, b := range lineBlocks(l) { // a title of another story may truly stand inside the text
		if i < p.end && b != nil && b.Item > 0 && b.Kind != parley.BlockTeaserTitle {
			return false
		}
	}
	return true
}

// TestMade prints, for each language and kind, which part of the made pages is taken apart
// exactly, on the half of the outlets that nothing was learned on.
func TestMade(t *testing.T) {
	if *madePages == 0 {
		t.Skip("-made N makes N pages of each kind and prints figures")
	}
	r := New(tableWords(t))
	for _, lang := range []string{"vi", "en", "en-web"} {
		all := storiesOf(t, lang)
		for half, name := range []string{"learned", "held out"} {
			m := newMaker(all, lang, half, 7)
			var row []string
			for _, kind := range madeKinds {
				good := 0
				for i := range *madePages {
					p := m.page(kind, i)
					if p.right(r.Read(&parley.Page{Bytes: []byte(p.text), Media: parley.MediaText})) {
						good++
					}
				}
				row = append(row, kind+" "+percent(good, *madePages))
			}
			t.Logf("%s %s (%d stories): %s", lang, name, len(m.stories), strings.Join(row, ", "))
		}
	}
}

func percent(n, of int) string {
	b, _ := json.Marshal(float64(n*1000/of) / 1000)
	return string(b)
}
