package web

// This file says which paragraphs one article took from another: for the bars of a story and
// of a page. The stage of stories decides who copied whom; here it is looked up where.

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"parley"
	"parley/internal/picture"
)

// The bounds of what is compared.
const (
	passageItems  = 12   // articles of a story
	passageCopies = 6    // copies of the article that a page shows
	passageBlocks = 200  // paragraphs of an article
	passageWords  = 2000 // words of a paragraph
	passageRun    = 4    // words running that must stand in both
)

// Shares of the words of a paragraph from which it counts as taken over whole, and in part.
const (
	wholePassage = .7
	partPassage  = .25
)

// passage is a paragraph of an article.
type passage struct {
	Start int // where it stands on the page
	words []string
	runs  []uint64
	Text  string
}

// article is the paragraphs of an item of a page.
type article struct {
	page     string
	passages []passage
	runs     map[uint64]struct{} // of all paragraphs
}

// told are the kinds of block that are the article's own text.
func ownText(k parley.BlockKind) bool {
	switch k {
	case parley.BlockTitle, parley.BlockLead, parley.BlockHeading, parley.BlockBody, parley.BlockQuote, parley.BlockEntry:
		return true
	}
	return false
}

// articleOf takes the paragraphs of an item out of its page; fine cuts long ones, as pages
// have that were saved without their paragraphs, at the ends of sentences.
func articleOf(p *parley.Reading, item int, fine bool) *article {
	a := &article{page: p.ID}
	text := []rune(p.Text)
	for _, b := range p.Blocks {
		if b.Item != item || !ownText(b.Kind) || b.Start < 0 || b.End > len(text) || b.Start >= b.End || len(a.passages) >= passageBlocks {
			continue
		}
		from := b.Start
		for fine && b.End-from > longPassage {
			end := sentenceEnd(text[:b.End], from)
			a.add(text, from, end)
			from = end
		}
		a.add(text, from, b.End)
	}
	n := 0
	for i := range a.passages {
		n += len(a.passages[i].runs)
	}
	a.runs = make(map[uint64]struct{}, n)
	for i := range a.passages {
		for _, h := range a.passages[i].runs {
			a.runs[h] = struct{}{}
		}
	}
	return a
}

// longPassage is from how many letters on a paragraph is cut; shortPassage the least that is
// cut off.
const (
	longPassage  = 500
	shortPassage = 60
)

// sentenceEnd is where the sentence at a place ends: behind a full stop before a blank and a
// capital letter, at the end of a line, or at the end of the text.
func sentenceEnd(text []rune, from int) int {
	for i := from + shortPassage; i+2 < len(text); i++ {
		switch {
		case text[i] == '\n':
			return i + 1
		case strings.ContainsRune(".!?…", text[i]) && unicode.IsSpace(text[i+1]) && !unicode.IsLower(text[i+2]):
			return i + 2
		}
	}
	return len(text)
}

func (a *article) add(text []rune, from, to int) {
	x := passage{Start: from, Text: parley.Plain(string(text[from:to]))}
	x.words = strings.FieldsFunc(strings.ToLower(x.Text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) })
	if x.words = x.words[:min(len(x.words), passageWords)]; len(x.words) == 0 {
		return
	}
	x.runs = runs(x.words)
	a.passages = append(a.passages, x)
}

// runs are the hashes of all words running; of fewer words than that, of all of them.
func runs(words []string) []uint64 {
	n := min(passageRun, len(words))
	out := make([]uint64, 0, len(words)-n+1)
	for i := 0; i+n <= len(words); i++ {
		h := uint64(fnvBegin)
		for _, w := range words[i : i+n] {
			for k := range len(w) {
				h = (h ^ uint64(w[k])) * fnvPrime
			}
			h = (h ^ ' ') * fnvPrime
		}
		out = append(out, h)
	}
	return out
}

// The numbers of the hash FNV-1a.
const (
	fnvBegin = 14695981039346656037
	fnvPrime = 1099511628211
)

// taken is the share of the words of a paragraph that stand in the other article too, in
// the same order, some at a time.
func (x *passage) taken(from *article) float64 {
	there := make([]bool, len(x.words))
	for i, h := range x.runs {
		if _, both := from.runs[h]; both {
			for k := i; k < min(i+passageRun, len(there)); k++ {
				there[k] = true
			}
		}
	}
	n := 0
	for _, yes := range there {
		if yes {
			n++
		}
	}
	return float64(n) / float64(len(there))
}

// opened reads the article of an item of a story; nil where its page is gone.
func (s *site) opened(ctx context.Context, i *parley.StoryItem, fine bool) (*article, error) {
	p, err := s.ledger.Text(ctx, i.Page)
	if err != nil || p == nil {
		return nil, err
	}
	return articleOf(p, i.Item, fine), nil
}

// kinship is the articles of a story that copied or were copied, in the order of the tree.
type kinship struct {
	of       []int // places in the tale's items
	parent   []int // in of; -1 for who was copied
	articles []*article
	left     int               // articles that copied and are not among them
	known    map[int][]float64 // shares
}

// kin opens them. Who was copied comes before its copies: so the tree has them.
func (s *site) kin(ctx context.Context, t *tale) (*kinship, error) {
	k := &kinship{}
	at := map[int]int{}
	copied := map[int]bool{}
	for i := range t.items {
		if p := t.items[i].parent; p >= 0 {
			copied[p] = true
		}
	}
	for i := range t.items {
		parent := -1
		if p := t.items[i].parent; p >= 0 {
			in, ok := at[p]
			if !ok {
				k.left++
				continue
			}
			parent = in
		} else if !copied[i] {
			continue
		}
		if len(k.of) == passageItems {
			k.left++
			continue
		}
		a, err := s.opened(ctx, t.items[i].StoryItem, true)
		if err != nil {
			return nil, err
		}
		if a == nil || len(a.passages) == 0 {
			continue
		}
		at[i] = len(k.of)
		k.of, k.parent, k.articles = append(k.of, i), append(k.parent, parent), append(k.articles, a)
	}
	return k, nil
}

// copies are the places of those that copied the article at a place.
func (k *kinship) copies(i int) []int {
	var out []int
	for c, p := range k.parent {
		if p == i {
			out = append(out, c)
		}
	}
	return out
}

// passageRowView is what one copy took of what it copies, paragraph by paragraph: they are
// named by their numbers in their articles.
type passageRowView struct {
	Outlet, From       string
	Href               string
	Taken, Own, Missed []passageLink
}

type passageLink struct{ N, Text, Href string }

// shares are how much of each paragraph of an article stands in another: of one that copied
// in what it copied, of one that was copied in the copies together.
func (k *kinship) shares(i int) []float64 {
	if k.known == nil {
		k.known = map[int][]float64{}
	}
	if out, ok := k.known[i]; ok {
		return out
	}
	a := k.articles[i]
	out := make([]float64, len(a.passages))
	k.known[i] = out
	others := k.copies(i)
	if k.parent[i] >= 0 {
		others = []int{k.parent[i]}
	}
	for j := range a.passages {
		for _, o := range others {
			out[j] = max(out[j], a.passages[j].taken(k.articles[o]))
		}
	}
	return out
}

// passageRows says it in words, a row a copy.
func (t *tale) passageRows(k *kinship) []passageRowView {
	var out []passageRowView
	most, named := passageCell, true
	if copies := len(k.parent) - count(k.parent, -1); copies > fewCopies {
		most, named = passageCell/2, false
	}
	for i, parent := range k.parent {
		if parent < 0 || len(out) == passageRows {
			continue
		}
		row := passageRowView{Outlet: t.outlet(k.of[i]), From: t.outlet(k.of[parent]), Href: t.To("pages", k.articles[i].page)}
		for j, share := range k.shares(i) {
			if share >= partPassage {
				row.Taken = append(row.Taken, t.passageLink(k.articles[i], j))
			} else {
				row.Own = append(row.Own, t.passageLink(k.articles[i], j))
			}
		}
		for j := range k.articles[parent].passages {
			if k.articles[parent].passages[j].taken(k.articles[i]) < partPassage {
				row.Missed = append(row.Missed, t.passageLink(k.articles[parent], j))
			}
		}
		for _, cell := range []*[]passageLink{&row.Taken, &row.Own, &row.Missed} {
			*cell = (*cell)[:min(len(*cell), most)]
			for j := range *cell {
				if !named {
					(*cell)[j].Text = ""
				}
			}
		}
		out = append(out, row)
	}
	return out
}

// The most copies that the table lists, and the most paragraphs in a cell; of more than a few
// copies half of these, without their words. The picture has all.
const (
	passageRows = 8
	passageCell = 16
	fewCopies   = 4
)

// count is how many of the list are x.
func count(list []int, x int) (n int) {
	for _, y := range list {
		if y == x {
			n++
		}
	}
	return n
}

// passageTitle is how many letters of a paragraph stand behind its number.
const passageTitle = 48

func (t *tale) passageLink(a *article, j int) passageLink {
	x := &a.passages[j]
	return passageLink{t.Number(j + 1), parley.Shorten(x.Text, passageTitle), t.at(a.page, x.Start)}
}

// passages is the picture of it; nil where nobody copied.
func (t *tale) passages(k *kinship) *sketch {
	if len(k.of) < 2 {
		return nil
	}
	var p picture.Passages
	for i := range k.of {
		row := picture.PassageRow{Name: t.outlet(k.of[i]), Source: k.parent[i] < 0, Indent: k.parent[i] >= 0}
		for j, share := range k.shares(i) {
			x := &k.articles[i].passages[j]
			part := picture.PassagePart{Words: len(x.words), Href: t.at(k.articles[i].page, x.Start)}
			key := "own"
			switch {
			case share >= wholePassage:
				part.Have, key = picture.Same, "same"
			case share >= partPassage:
				part.Have, key = picture.Other, "part"
			}
			if row.Source {
				key += ".source"
			}
			part.Label = t.T("story.passage."+key, "n", t.Number(j+1), "text", parley.Shorten(x.Text, passageTitle))
			row.Parts = append(row.Parts, part)
		}
		p.Rows = append(p.Rows, row)
	}
	return &sketch{"passages", t.T("story.passages.alt"), "", func(f picture.Frame) drawer { q := p; q.Frame = f; return &q }}
}

// barred says for the paragraphs of a page that stand in other articles of its stories, by
// where they begin, in which; about says it of the whole.
func (s *site) barred(r *request, p *parley.Reading) (by map[int]string, about []link, err error) {
	stories, err := s.ledger.StoriesOf(r.Context(), p.ID)
	if err != nil {
		return nil, nil, err
	}
	by = map[int]string{}
	for i := range stories {
		for k := range stories[i].Items {
			mine := &stories[i].Items[k]
			if mine.Page != p.ID {
				continue
			}
			others := related(&stories[i], mine)
			if len(others) == 0 {
				continue
			}
			here := articleOf(p, mine.Item, false)
			outlets := map[int][]string{}
			for _, o := range others[:min(len(others), passageCopies)] {
				there, err := s.opened(r.Context(), o, false)
				if err != nil {
					return nil, nil, err
				}
				if there == nil || o.Page == p.ID {
					continue
				}
				name := sourceName(o.Outlet, o.Source, o.Title)
				for j := range here.passages {
					if x := &here.passages[j]; x.taken(there) >= wholePassage && !slices.Contains(outlets[x.Start], name) {
						outlets[x.Start] = append(outlets[x.Start], name)
					}
				}
			}
			for start, names := range outlets {
				by[start] = r.T("reading.also", "outlets", r.join(names, 4))
			}
			about = append(about, r.kinNote(mine, others, &stories[i]))
		}
	}
	return by, about, nil
}

// related are the articles that one copied, or else those that copied it.
func related(st *parley.Story, mine *parley.StoryItem) []*parley.StoryItem {
	var out []*parley.StoryItem
	for i := range st.Items {
		o := &st.Items[i]
		if mine.CopyOf != "" && o.ID == string(mine.CopyOf) || mine.CopyOf == "" && string(o.CopyOf) == mine.ID {
			out = append(out, o)
		}
	}
	return out
}

// kinNote says whom an article copies, or who copied it.
func (r *reader) kinNote(mine *parley.StoryItem, others []*parley.StoryItem, st *parley.Story) link {
	var names []string
	for _, o := range others {
		if name := sourceName(o.Outlet, o.Source, o.Title); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	key := "reading.copied"
	if mine.CopyOf != "" {
		key = "reading.copies"
	}
	return link{r.T(key, "outlets", r.join(names, 4), "pct", percent(mine.Similarity)), r.To("stories", st.ID)}
}
