package page

import (
	"net/url"
	"slices"
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
	tSaidList                 // JSON-LD or og:type says list
	tOpenGraph                // og:type: 0 none or another, 1 article, 2 website, 3 a list
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
	tPathList                 // a part of the address is a name of lists: 1, the last one: 2
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
	tNamed                    // odds of a list by the names of the page's elements
	tTitleWords               // words of the title, as logarithm; -1 where there is none
	tPager                    // links that are figures and stand together, as on a row of pages
	tRunWords                 // words of the most paragraphs side by side, as logarithm
	tSaidMany                 // articles and goods in JSON-LD, as logarithm
	tTimeNear                 // blocks between the title and a time, at most 20; -1 where none stands behind it
	tTwice                    // links of four words and more whose address another link has too, as logarithm
	tNext                     // the head names the next or previous page
	tUnder                    // paragraphs of the main box that stand each under a title that leads elsewhere, as logarithm
	tUnderShare               // share of its paragraphs that do
	numTraits
)

var traitNames = []string{
	"words", "blocks", "long", "longest", "share", "sure", "run", "paragraphs", "prose", "links", "link-blocks", "link-share", "among",
	"among-share", "kin", "kin-plain", "said-article", "said-list", "open-graph", "published", "authors", "described", "titles", "headings",
	"dates", "prices", "articles", "path-depth", "path-words", "path-digits", "path-slash", "path-list",
	"titled", "headline", "cards", "card-share", "card-words", "before", "first",
	"pressed", "heads-linked", "heads-plain", "named", "title-words", "pager", "run-words", "said-many", "time-near", "twice", "next", "under", "under-share",
}

// traits measures the page.
func (o *outline) traits() *[numTraits]float32 {
	f := &[numTraits]float32{}
	o.articleTraits(f)
	o.pageTraits(f)
	o.headTraits(f)
	o.besideTraits(f)
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

// besideTraits measures the title, times and links beside the article.
func (o *outline) besideTraits(f *[numTraits]float32) {
	f[tNamed], f[tTitleWords], f[tTimeNear] = o.doc.met.sum, -1, -1
	if o.title != "" {
		n := 0
		for s := range strings.FieldsSeq(o.title) {
			n += wordsIn(s)
		}
		f[tTitleWords] = logOf(n)
	}
	pages, row, last, twice, run := 0, 0, 0, 0, 0
	for i := range o.doc.blocks {
		h := &o.doc.blocks[i]
		switch {
		case h.figures():
			if i-last > 3 {
				row = 0
			}
			row += h.anchors
			pages, last = max(pages, row), i
		case h.href != "" && h.words >= 4 && o.doc.again(h) >= 2:
			twice++
		}
		run = max(run, o.meter.runs[i].words)
	}
	f[tPager], f[tTwice], f[tRunWords] = float32(min(pages, 10)), logOf(twice), logOf(run)
	for i := max(0, o.titleAt); o.titleAt >= 0 && i < len(o.doc.blocks) && i <= o.titleAt+20; i++ {
		if o.doc.blocks[i].saysTime() {
			f[tTimeNear] = float32(i - o.titleAt)
			break
		}
	}
	under, texts := o.titlesAmong()
	f[tUnder], f[tUnderShare] = logOf(under), ratio(under, texts)
	f[tSaidMany], f[tNext] = logOf(o.doc.meta.many), truth(o.doc.meta.paged)
}

// figures tells whether a block is a link that is a number, or several of them.
func (h *hblock) figures() bool {
	if h.anchors == 0 || h.words > 15 || len(h.text) > 60 {
		return false
	}
	n := 0
	for i := range len(h.text) {
		switch c := h.text[i]; {
		case digit(c):
			n++
		case c == ' ' || c == '.' || c == '|' || c == '[' || c == ']' || c == '-' || c == ',':
		default:
			return false
		}
	}
	return n > 0 && n <= 3*h.words
}

// headTraits measures what the head says.
func (o *outline) headTraits(f *[numTraits]float32) {
	m := &o.doc.meta
	f[tTitled] = truth(o.titleAt >= 0)
	f[tHeadline] = truth(m.headline != "" && o.titleAt >= 0 && overlap(m.headline, o.title) > 0.8)
	f[tSaidArticle], f[tSaidList] = truth(m.article), truth(m.list)
	f[tPublished] = truth(len(m.dates) > 0)
	f[tAuthors] = truth(len(m.authors)+len(m.authorOf) > 0)
	switch strings.ToLower(m.ogType) {
	case "":
	case "article":
		f[tOpenGraph] = 1
	case "website", "blog":
		f[tOpenGraph] = 2
	case "object", "product.group", "product.category", "category", "collection": // archives of blogs, and of shops
		f[tOpenGraph], f[tSaidList] = 3, 1
	}
}

// listParts are names that parts of addresses of lists have.
var listParts = names{"category", "categories", "tag", "tags", "topic", "topics", "section", "collections", "collection", "archive", "archives", "search", "author", "list", "shop", "browse", "all", "c", "b", "w"}

// lastParts are such names where nothing stands behind them.
var lastParts = names{"news", "blog", "blogs", "articles", "stories", "latest", "products", "courses", "forum", "forums", "events", "results", "directory", "library", "resources", "reviews", "videos", "podcasts", "issues", "page"}

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
		last := i == len(parts)-1
		switch p = strings.ToLower(p); {
		case last && u.Query().Has("p"): // a post, as WordPress numbers them
		case last && (slices.Contains(listParts, p) || slices.Contains(lastParts, p)):
			f[tPathList] = 2
		case slices.Contains(listParts, p):
			f[tPathList] = max(f[tPathList], 1)
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
	odds := o.lex.model.kind.sum(f[:])
	switch among, texts := o.titlesAmong(); {
	case f[tSaidArticle] == 0 && f[tSaidMany] >= logOf(manySaid) && odds > surelyArticle:
		return parley.PageListing // its data tell of several things, and of none as an article
	case f[tSaidArticle] == 0 && f[tShare] < scrapShare && f[tKin] >= logOf(manyKin):
		return parley.PageListing // what reads like text is next to nothing beside what stands in rows
	case among >= 5 && !o.saysArticle() && among*10 >= texts*7 && (texts-among <= fewPlain || odds > likelyArticle):
		return parley.PageListing // paragraphs each under a title that leads elsewhere
	case o.titleAt < 0 && f[tSaidArticle] == 0 && f[tCardShare] >= mostCards && f[tCardWords] >= 1:
		return parley.PageListing // it shows no title, and most of its words stand in cards, few in what reads like text
	case f[tSaidArticle] == 0 && f[tPathList] >= 1 && odds > listedArticle:
		return parley.PageListing // its address has a name of lists, and it may be one
	case f[tSaidArticle] == 0 && (f[tSaidList] == 1 || f[tPathList] == 2) && f[tLinkBlocks] >= logOf(fewLinks):
		return parley.PageListing // by its head, or by the last part of its address
	case odds > surelyList, odds > 0 && !o.told(f):
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

// manySaid is how many things the data of a list tell of at least. manyKin is how many links of one kin stand at least on a
// page on which a share of less than scrapShare of all words outside of links reads like an article's.
const (
	manySaid   = 5
	manyKin    = 40
	scrapShare = 0.05
)

// surelyArticle are odds of a list below which a page is an article whatever things its data tell of: they are those of a column.
const surelyArticle = -4.5

// listedArticle are odds of a list below which a page whose address has a name of lists is an article filed there.
const listedArticle = -0.5

// mostCards is the share of the page's words that stand in cards where it is a list of them.
const mostCards = 0.6

// likelyArticle are odds of a list below which most of its paragraphs may stand under titles that lead elsewhere where more than
// fewPlain do not: beside a short article whole lists of other stories do.
const (
	likelyArticle = -0.5
	fewPlain      = 2
)

// told tells whether the page's data say that it is an article and when it was published, and it shows the title and some text of one.
func (o *outline) told(f *[numTraits]float32) bool {
	return f[tSaidArticle] == 1 && f[tPublished] == 1 && f[tTitled] == 1 && f[tWords] >= logOf(toldWords)
}

// surelyList are odds above which a page is a list whatever its data say, and toldWords how many words of text there are at least where
// they are believed.
const (
	surelyList = 2
	toldWords  = 150
)

// fewLinks is how many blocks that are links a page has at least that says of itself that it is a list.
const fewLinks = 3

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
