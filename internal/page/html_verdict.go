package page

import (
	"net/url"
	"strings"
	"unicode"

	"golang.org/x/net/html/atom"

	"parley"
)

// This file tells an article from a list of links or goods and from pages that are neither.

// trait is one thing that is measured of a page as a whole.
type trait int

const (
	tWords       trait = iota // words of the article, as logarithm
	tBlocks                   // its blocks, as logarithm
	tLong                     // its paragraphs of 25 words and more, as logarithm
	tLongest                  // words of its longest paragraph, as logarithm
	tShare                    // its share of the page's words that are no links
	tSure                     // mean likelihood of its words
	tRun                      // share of its words between which no more than two other blocks stand
	tParagraphs               // words in paragraphs of the whole page, as logarithm
	tProse                    // share of those that are the article's
	tLinks                    // links of six words and more, as logarithm
	tLinkBlocks               // blocks that are links, of four words and more, as logarithm
	tLinkShare                // share of the page's words that are links
	tAmong                    // titles of other stories among the article's blocks, as logarithm
	tAmongShare               // of its paragraphs
	tKin                      // largest number of links of four words and more that are of one kin, as logarithm
	tKinPlain                 // the same of blocks that are no links
	tSaidArticle              // JSON-LD says article
	tSaidList                 // JSON-LD says list
	tOpenGraph                // og:type: 0 none, 1 article, 2 website, 3 other
	tPublished                // the head says when it was published
	tAuthors                  // the head says by whom
	tDescribed                // the description stands in the article
	tTitles                   // first-level headings
	tHeadings                 // headings for each hundred words of the article
	tDates                    // short blocks that say a day
	tPrices                   // blocks that say a price, as logarithm
	tArticles                 // article elements, as logarithm
	tPathDepth                // parts of the address
	tPathWords                // words in the last part of the address
	tPathDigits               // digits in the address
	tPathSlash                // the address ends with a slash
	tPathList                 // a part of the address is a name of lists
	tTitled                   // a first-level heading says what the head does
	tHeadline                 // the title is that of the article in JSON-LD
	tCards                    // boxes of one kin side by side that have links, as logarithm
	tCardShare                // share of the page's words in them
	tCardWords                // their words for each word of the article, as logarithm
	tBefore                   // links of four words and more before the article's first paragraph, as logarithm
	tFirst                    // words between the title and that, as logarithm; -1 where there is no title
	tPressed                  // pictures that are links, as logarithm
	tHeadsLinked              // headings that are links, as logarithm
	tHeadsPlain               // headings that are none, as logarithm
	numTraits
)

var traitNames = []string{
	"words", "blocks", "long", "longest", "share", "sure", "run", "paragraphs", "prose", "links", "link-blocks", "link-share", "among",
	"among-share", "kin", "kin-plain", "said-article", "said-list", "open-graph", "published", "authors", "described", "titles", "headings",
	"dates", "prices", "articles", "path-depth", "path-words", "path-digits", "path-slash", "path-list",
	"titled", "headline", "cards", "card-share", "card-words", "before", "first",
	"pressed", "heads-linked", "heads-plain",
}

// traits measures the page.
func (o *outline) traits() *[numTraits]float32 {
	f := &[numTraits]float32{}
	o.articleTraits(f)
	o.pageTraits(f)
	o.headTraits(f)
	addressTraits(o.page.URL, o.doc.meta.canonical, f)
	return f
}

// articleTraits measures what is likely the article.
func (o *outline) articleTraits(f *[numTraits]float32) {
	words, blocks, long, longest, run, plain, among := 0, 0, 0, 0, 0, 0, 0
	last, open, start, before := -1, false, -1, 0
	sure, paragraphs, kept, headings := float32(0), 0, 0, 0
	desc := o.meter.desc
	for i := range o.doc.blocks {
		h := &o.doc.blocks[i]
		plain += h.words - h.links
		if h.paragraph() {
			paragraphs += h.words
		}
		if o.likely[i] < 0.5 {
			open = open || h.href != "" && h.words >= 5 && h.words <= 40
			if start < 0 && i > o.titleAt && h.href != "" && h.words >= 4 {
				before++
			}
			continue
		}
		words += h.words
		sure += o.likely[i] * float32(h.words)
		blocks++
		if h.paragraph() {
			if start < 0 {
				start = i
			}
			kept += h.words
			if open {
				among++
				open = false
			}
		}
		if h.words >= 25 {
			long++
		}
		if h.marks&inHeading != 0 {
			headings++
		}
		longest = max(longest, h.words)
		if last >= 0 && i-last <= 3 {
			run += h.words
		}
		last = i
		if list := o.meter.said.of(i); desc != nil && desc.size >= 6 && desc.share(list[:min(len(list), 40)]) > 0.8 {
			f[tDescribed] = 1
		}
	}
	f[tBefore], f[tFirst] = logOf(before), -1
	if o.titleAt >= 0 && start > o.titleAt {
		between := 0
		for i := o.titleAt + 1; i < start; i++ {
			between += o.doc.blocks[i].words
		}
		f[tFirst] = logOf(between)
	}
	f[tWords], f[tBlocks], f[tLong], f[tLongest] = logOf(words), logOf(blocks), logOf(long), logOf(longest)
	f[tShare], f[tRun], f[tProse] = ratio(words, plain), ratio(run, words), ratio(kept, paragraphs)
	f[tParagraphs], f[tAmong], f[tAmongShare] = logOf(paragraphs), logOf(among), ratio(among, blocks)
	f[tSure], f[tHeadings] = sure/float32(words+1), 100*ratio(headings, words+20)
}

// pageTraits measures the blocks and boxes of the whole page.
func (o *outline) pageTraits(f *[numTraits]float32) {
	words, links, linkBlocks, dates, prices, titles := 0, 0, 0, 0, 0, 0
	kin, kinPlain := map[uint32]int{}, map[uint32]int{}
	most, mostPlain := 0, 0
	pressed, headsLinked, headsPlain := 0, 0, 0
	for i := range o.doc.blocks {
		h := &o.doc.blocks[i]
		words += h.words
		links += h.links
		if h.href != "" && h.words >= 4 {
			linkBlocks++
			kin[h.box.kin]++
			most = max(most, kin[h.box.kin])
		} else if h.words >= 6 {
			kinPlain[h.box.kin]++
			mostPlain = max(mostPlain, kinPlain[h.box.kin])
		}
		if h.words <= 8 {
			if _, ok := dayMonthYear(h.text); ok {
				dates++
			}
			if strings.ContainsAny(h.text, "$€£₫¥₹₽") {
				prices++
			}
		}
		if h.marks&inTitle != 0 {
			titles++
		}
		if h.pressed {
			pressed++
		}
		switch {
		case h.marks&(inHeading|inTitle) == 0:
		case h.links*2 > h.words:
			headsLinked++
		default:
			headsPlain++
		}
	}
	f[tCards], f[tCardShare] = logOf(o.cards.linked), ratio(o.cards.words, words)
	f[tCardWords] = logOf(o.cards.words) - f[tWords]
	f[tLinks], f[tLinkBlocks], f[tLinkShare] = logOf(o.doc.links), logOf(linkBlocks), ratio(links, words)
	f[tKin], f[tKinPlain] = logOf(most), logOf(mostPlain)
	f[tPressed], f[tHeadsLinked], f[tHeadsPlain] = logOf(pressed), logOf(headsLinked), logOf(headsPlain)
	f[tDates], f[tPrices], f[tTitles] = float32(dates), logOf(prices), float32(titles)
	articles := 0
	for _, b := range o.doc.boxes {
		if b.tag == atom.Article {
			articles++
		}
	}
	f[tArticles] = logOf(articles)
}

// headTraits measures what the head says.
func (o *outline) headTraits(f *[numTraits]float32) {
	m := &o.doc.meta
	f[tTitled] = truth(o.titleAt >= 0)
	f[tHeadline] = truth(m.headline != "" && o.titleAt >= 0 && overlap(m.headline, o.title) > 0.8)
	f[tSaidArticle], f[tSaidList] = truth(m.article), truth(m.list)
	f[tPublished] = truth(len(m.dates) > 0)
	f[tAuthors] = truth(len(m.authors)+len(m.authorOf) > 0)
	switch m.ogType {
	case "":
	case "article":
		f[tOpenGraph] = 1
	case "website":
		f[tOpenGraph] = 2
	default:
		f[tOpenGraph] = 3
	}
}

// listParts are names that parts of addresses of lists have.
var listParts = names{"category", "categories", "tag", "tags", "topic", "topics", "section", "collections", "collection", "archive", "archives", "search", "author", "list", "shop", "browse", "all", "c", "b", "w"}

// addressTraits measures the address.
func addressTraits(given, canonical string, f *[numTraits]float32) {
	if given == "" {
		given = canonical
	}
	u, err := url.Parse(given)
	f[tPathDepth] = -1
	if given == "" || err != nil {
		return
	}
	parts := strings.FieldsFunc(u.Path, func(r rune) bool { return r == '/' })
	f[tPathDepth] = float32(len(parts))
	f[tPathSlash] = truth(strings.HasSuffix(u.Path, "/") || u.Path == "")
	for i, p := range parts {
		for _, n := range listParts {
			if strings.EqualFold(p, n) && i < len(parts) {
				f[tPathList] = 1
			}
		}
		for j := range len(p) {
			if digit(p[j]) {
				f[tPathDigits]++
			}
		}
	}
	if len(parts) > 0 {
		f[tPathWords] = float32(1 + strings.Count(parts[len(parts)-1], "-") + strings.Count(parts[len(parts)-1], "_"))
	}
}

// verdict tells what the page is.
func (o *outline) verdict() parley.PageKind {
	f := o.traits()
	switch among, texts := o.titlesAmong(); {
	case among >= 5 && among*10 >= texts*7 && !o.doc.meta.article:
		return parley.PageListing // paragraphs each under a title that leads elsewhere
	case o.lex.model.kind.sum(f[:]) > o.listingBar():
		return parley.PageListing
	case f[tWords] >= logOf(30), f[tWords] >= logOf(8) && o.saysArticle():
		return parley.PageArticle
	case o.saysArticle() && o.hasText():
		return parley.PageArticle
	case o.doc.links >= 5, o.cards.linked >= 3:
		return parley.PageListing
	}
	return parley.PageOther
}

// saysArticle tells whether the head says that the page is an article and the page shows its title.
func (o *outline) saysArticle() bool {
	m := &o.doc.meta
	return o.titleAt >= 0 && (m.article || m.ogType == "article" || len(m.dates) > 0)
}

// hasText tells whether the page has an article of which no block is likely, but something is
// taken: a list or a table and nothing else.
func (o *outline) hasText() bool {
	words := 0
	for i, k := range o.kinds {
		if k == parley.BlockBody || k == parley.BlockQuote {
			words += o.doc.blocks[i].words
		}
	}
	return words >= 15
}

// listingBar gives the odds, as logarithm, above which a page is taken for a listing: higher for one
// that says that it is an article. They were chosen on pages that the trees did not see.
func (o *outline) listingBar() float64 {
	if o.saysArticle() {
		return 1.2
	}
	return -0.8
}

// titlesAmong counts the paragraphs of the main box, and those of them that stand under a
// link that reads as a title.
func (o *outline) titlesAmong() (among, texts int) {
	if o.main == nil {
		return 0, 0
	}
	open := false
	for i := o.main.first; i < o.main.last; i++ {
		h := &o.doc.blocks[i]
		switch {
		case h.marks&inHidden != 0:
		case h.href != "" && h.words >= 5 && h.words <= 40:
			open = true
		case h.paragraph():
			texts++
			if open {
				among++
			}
			open = false
		}
	}
	return among, texts
}

// lowerWord gives the lower case of a word, and the word itself where it has no capital.
func lowerWord(s string) string {
	for _, r := range s {
		if upper(r) || unicode.IsTitle(r) {
			return strings.ToLower(s)
		}
	}
	return s
}
