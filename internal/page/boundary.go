package page

import (
	"math"
	"slices"

	"parley"
)

// This file finds where the article of a page ends and teasers of other stories begin.
//
// Each line has a score: the logarithm of the odds that it continues the lines before it,
// from the features of terms.go. The end of the article is the place k for which the
// lines from k on, measured against the lines before k, speak most against belonging
// there, together with what stands between (a credit, a rating box, a wide gap) and with
// the shape of what follows (title and text in turn). A page on which every line speaks
// against all lines before it is a listing: its article ends before it begins.

const (
	twiceLine  = 2.0 // the same short line twice: a picture's text and the title
	lineCap    = 7.0 // what a line says nears this, and never passes it
	candidates = 160 // lines from the end at which a boundary is sought
)

// weights are the weights of one way of writing (see weights.go).
type weights struct {
	text  features // of a line of text that may be a teaser behind an article
	title features // of a line without a stop that may be a teaser's title
	list  features // of a line of text that may be one of a list, measured against all lines before it
	shape shapes   // of the place of a boundary
	gap   gaps     // of what stands between
	page  lists    // of a page that is a listing
}

// score is the dot product of weights and features, bounded.
func score(f, weights *features) float64 {
	s := 0.0
	for i, w := range weights {
		s += w * f[i]
	}
	return s * lineCap / (lineCap + math.Abs(s))
}

// flow is the lines of a page that carry text, with their place among the units.
type flow struct {
	w        *weights
	lines    []*unit
	at       []int // index of each line among the units
	profiles []profile
	units    []unit
	usual    int // empty lines that usually stand between the lines
	regular  int // the line from which on title and text stand in turn; len(lines) where they do not
	pairs    int // how often they do
}

// newFlow takes the lines that are free to be anything.
func (l *lexicon) newFlow(units []unit, v *vocabulary, all [][]int) *flow {
	f := &flow{units: units, w: &syllableWeights}
	if v.whole {
		f.w = &wordWeights
	}
	var ids [][]int
	for i := range units {
		if units[i].free() || units[i].given {
			f.lines = append(f.lines, &units[i])
			f.at = append(f.at, i)
			ids = append(ids, all[i])
		}
	}
	f.profiles = l.profiles(f.lines, ids, v)
	f.usual = f.usualGap()
	f.regular, f.pairs = l.regular(f)
	return f
}

// unmarkedPrice is how much surer an end of the article must be that nothing shows but what the lines
// are about: no title above each text, no credit, heading or gap. Articles of which each paragraph
// tells of another state are commoner than leads of other stories right behind the last sentence.
const unmarkedPrice = 3

// boundary gives the index of the first line that belongs to no article: len(lines) where
// the whole page is one article, 0 where the page is a listing. odds says how sure that is;
// where
// wary is set, an end that nothing marks has its price.
func (l *lexicon) boundary(f *flow, wary bool) (at int, odds float64) {
	n := len(f.lines)
	best, bestScore := n, 0.0
	prose := 0
	for k := 1; k < n; k++ {
		if f.lines[k-1].prose() {
			prose++
		}
		if prose > 0 && n-k <= candidates && !f.lines[k].glued && !f.lines[k].given {
			s := l.odds(f, k)
			if wary && k != f.regular && l.gap(f, k) == (gaps{}) {
				s -= unmarkedPrice
			}
			if s > bestScore {
				best, bestScore = k, s
			}
		}
	}
	if f.mayList() {
		if s := f.scattered(); s > bestScore {
			return 0, s
		}
	}
	return best, bestScore
}

// odds says how much better line k begins the teasers than the article goes on to the end.
func (l *lexicon) odds(f *flow, k int) float64 {
	sum := 0.0
	for i, x := range l.shape(f, k) {
		sum += f.w.shape[i] * x
	}
	for i, x := range l.gap(f, k) {
		sum += f.w.gap[i] * x
	}
	return sum - f.continues(k)
}

// continues sums what the lines from k on say for continuing the lines before k.
func (f *flow) continues(k int) float64 {
	sum := 0.0
	size := f.profiles[k].before
	for i := k; i < len(f.lines); i++ {
		u := f.lines[i]
		if u.glued {
			continue
		}
		m := f.profiles[i].measure(k, i, size)
		if titleLike(u) {
			sum += score(&m, &f.w.title)
			if i > k && same(u, f.lines[i-1]) {
				sum -= twiceLine
			}
			continue
		}
		sum += score(&m, &f.w.text)
	}
	return sum
}

// titleLike tells whether a line may be the title of a teaser.
func titleLike(u *unit) bool { return u.short() || u.headline() }

// shapes are the measures of a boundary before line k by what the lines look like.
type shapes [shapeCount]float64

const (
	sPrice   = iota // of any boundary
	sOne            // one line follows
	sTwo            // two lines follow
	sMore           // the logarithm of how many follow
	sSplit          // a title stands above it
	sRegular        // title and text stand in turn from here on
	sPairs          // the logarithm of how many pairs that makes
	sInside         // they do so already before
	sBefore         // they do so, but only further on
	sLines          // the logarithm of how many lines the page has
	sThin           // two or three lines without a title above it
	shapeCount
)

// shape measures a boundary before line k.
func (l *lexicon) shape(f *flow, k int) shapes {
	var s shapes
	n := len(f.lines)
	prev := f.lines[k-1]
	s[sPrice] = 1
	s[sMore] = math.Log(float64(min(n-k, 12)))
	for _, x := range []struct {
		at int
		is bool
	}{
		{sOne, n-k == 1},
		{sTwo, n-k == 2},
		{sSplit, k > 1 && titleLike(prev) && f.lines[k].prose() && !l.nameLine(prev)},
		{sRegular, k == f.regular},
		{sInside, k > f.regular},
		{sThin, k > 1 && k <= 3 && !f.lines[0].given && !titleLike(f.lines[0])},
		{sBefore, k < f.regular && f.regular < n},
	} {
		if x.is {
			s[x.at] = 1
		}
	}
	s[sLines] = math.Log(float64(min(n, 60)))
	if k == f.regular {
		s[sPairs] = math.Log(float64(f.pairs))
	}
	return s
}

// regular gives the line from which on each text has one to three titles or captions above
// it, up to the end of the page, and how many texts those are; the first line of the page
// cannot be it.
func (l *lexicon) regular(f *flow) (at, pairs int) {
	n := len(f.lines)
	at = n
	for i := n - 1; i > 1 && f.textAt(i); {
		k := i
		for k > 1 && i-k < 3 && titleLike(f.lines[k-1]) {
			k--
		}
		if k == i {
			break
		}
		at, i = k, k-1
		pairs++
	}
	for at < n && l.nameLine(f.lines[at]) {
		at++
	}
	if pairs < 2 {
		return n, 0
	}
	return at, pairs
}

// textAt tells whether line i is a text, or stands under a title as one would.
func (f *flow) textAt(i int) bool {
	u, above := f.lines[i], f.lines[i-1]
	if u.prose() {
		return true
	}
	return len(u.toks) >= 18 && titleLike(above) && len(u.toks)*4 > len(above.toks)*5
}

// gaps are the measures of what stands between an article and its teasers.
type gaps [gapCount]float64

const (
	gCredit  = iota // a credit that signs a text
	gName           // an author's name
	gWidget         // a rating box, a line on rights
	gRelated        // the heading of a list of other stories
	gWide           // more empty lines than usual
	gapCount
)

// gap measures what stands between line k-1 and line k.
func (l *lexicon) gap(f *flow, k int) gaps {
	var credit, widget, related, wide bool
	for i := f.at[k-1] + 1; i < f.at[k]; i++ {
		u := &f.units[i]
		switch u.kind {
		case parley.BlockCredit:
			credit = credit || l.textCredit(u)
		case parley.BlockWidget:
			widget = widget || len(u.toks) > 0 && !numbers(u)
		case parley.BlockLegal:
			widget = true
		case parley.BlockNavigation:
			related = related || l.relatedLine(u)
		}
		wide = wide || u.blanks > f.usual
	}
	wide = wide || f.lines[k].blanks > f.usual
	prev := f.lines[k-1]
	var g gaps
	for i, is := range [gapCount]bool{
		gCredit: credit, gWidget: widget, gRelated: related, gWide: wide,
		gName: !credit && k > 2 && prev.short() && l.nameLine(prev),
	} {
		if is {
			g[i] = 1
		}
	}
	return g
}

// textCredit tells whether a credit signs a text, and not a picture.
func (l *lexicon) textCredit(u *unit) bool {
	return l.photoMark.prefix(u.toks) == 0 && !(u.part && l.sourceMark.prefix(u.toks) > 0)
}

// usualGap gives the number of empty lines that usually stands between the lines.
func (f *flow) usualGap() int {
	var gaps []int
	for i, u := range f.lines {
		if i > 0 && !u.glued {
			gaps = append(gaps, u.blanks)
		}
	}
	if len(gaps) == 0 {
		return 0
	}
	slices.Sort(gaps)
	return gaps[len(gaps)/2]
}

// mayList tells whether the page has enough texts for a listing, none that is given, and
// not a title over the first of them alone.
func (f *flow) mayList() bool {
	if f.lines[0].given {
		return false
	}
	prose, pairs := 0, true
	for i, u := range f.lines {
		if u.prose() {
			prose++
			pairs = pairs && (i == 0 || titleLike(f.lines[i-1]) || titleLike(u))
		}
	}
	if !pairs && f.lines[0].short() && len(f.lines[0].toks) > 4 {
		return false
	}
	return prose >= 3
}

// lists are the measures of a listing as a whole.
type lists [listCount]float64

const (
	lPrice  = iota // of any listing
	lTitled        // a title stands above each text
	lTitle         // one stands above the first text, and not above each
	lLines         // the logarithm of how many lines there are
	listCount
)

// listing measures the page as a listing.
func (f *flow) listing() lists {
	var s lists
	s[lPrice] = 1
	switch {
	case f.regular <= 2:
		s[lTitled] = 1
	case titleLike(f.lines[0]):
		s[lTitle] = 1
	}
	s[lLines] = math.Log(float64(min(len(f.lines), 20)))
	return s
}

// scattered says how much better the lines stand each for itself than together: a listing.
// Each is measured against all before it.
func (f *flow) scattered() float64 {
	sum := 0.0
	for i, x := range f.listing() {
		sum += f.w.page[i] * x
	}
	for i := 1; i < len(f.lines); i++ {
		u := f.lines[i]
		if u.glued || u.short() {
			continue
		}
		m := f.profiles[i].measure(i, i, f.profiles[i].before)
		sum -= score(&m, &f.w.list)
	}
	return sum
}
