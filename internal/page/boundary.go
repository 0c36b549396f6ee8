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
// there, together with what stands between (a credit, a rating box, a wide gap).

// weights of the features for a line that may be a teaser behind an article, fitted on
// articles cut into paragraphs at the ends of sentences, and leads of other articles put
// behind them. The number of sentences counts for less than was fitted, because newsrooms
// differ in it.
var weights = features{
	fBias: 1.6, fNames: 4.2, fWords: 5.0, fPairs: 9.0, fNoNames: 3.2, fContinue: 2.2, fWeak: 0.4, fBack: 0.3, fKnownShort: 1.0,
	fOneSentence: -1.2, fManySentences: 1.0, fEllipsis: -2.5, fQuoted: 1.2, fLong: 1.7, fBrief: 1.2, fSlug: -1.3,
	fPrefix: -3.8, fNewNames: 0,
}

// listWeights are the weights for a line that may be one of a list, measured against all
// lines before it.
var listWeights = features{
	fBias: -1.2, fNames: 3.1, fWords: 6.3, fPairs: 6.1, fNoNames: 2.0, fContinue: 2.1, fWeak: 0.5, fBack: 0.3, fKnownShort: 0.9,
	fOneSentence: -1.4, fManySentences: 1.3, fEllipsis: -1.0, fQuoted: 1.0, fLong: 1.3, fBrief: 1.5, fSlug: -1.1,
	fPrefix: -1.8,
}

// What may stand between an article and its teasers, as odds for a boundary there.
const (
	gapNone    = -4.0 // the price of a boundary that nothing marks
	gapCredit  = 5.5
	gapName    = 3.0
	gapWidget  = 4.5
	gapRelated = 7.0
	gapWide    = 4.0
	shortLine  = 0.6 // a line without a stop: more often a teaser's title than a heading
	twiceLine  = 2.0 // the same short line twice: a picture's text and the title
	lineCap    = 4.0 // no line says more than this
	bondNames  = 4.0
	bondPairs  = 9.0
	bondChance = 0.8
	candidates = 160 // lines from the end at which a boundary is sought
)

// score is the dot product of weights and features, bounded.
func score(f, weights features) float64 {
	s := 0.0
	for i, w := range weights {
		s += w * f[i]
	}
	return math.Max(-lineCap, math.Min(lineCap, s))
}

// flow is the lines of a page that carry text, with their place among the units.
type flow struct {
	lines    []*unit
	at       []int // index of each line among the units
	profiles []profile
	units    []unit
}

// newFlow takes the lines that are free to be anything.
func (l *lexicon) newFlow(units []unit) *flow {
	f := &flow{units: units}
	for i := range units {
		if units[i].free() || units[i].given {
			f.lines = append(f.lines, &units[i])
			f.at = append(f.at, i)
		}
	}
	f.profiles = l.profiles(f.lines, namesOf(units))
	return f
}

// boundary gives the index of the first line that belongs to no article, and how sure
// that is; len(lines) where the whole page is one article.
func (l *lexicon) boundary(f *flow) (int, float64) {
	n := len(f.lines)
	best, bestScore := n, 0.0
	usual := f.usualGap()
	proseBefore := 0
	for k := 0; k < n; k++ {
		if k > 0 && proseBefore > 0 && n-k <= candidates && !f.lines[k].glued && !f.lines[k].given {
			if s := f.against(k) + l.gap(f, k, usual); s > bestScore {
				best, bestScore = k, s
			}
		}
		if f.lines[k].prose() {
			proseBefore++
		}
	}
	return best, bestScore
}

// against sums what the lines from k on say against continuing the lines before k.
func (f *flow) against(k int) float64 {
	sum := 0.0
	size := f.profiles[k].before
	for i := k; i < len(f.lines); i++ {
		if f.lines[i].glued {
			continue
		}
		if u := f.lines[i]; u.short() || u.headline() {
			sum += shortLine
			if i > k && same(u, f.lines[i-1]) {
				sum += twiceLine
			}
			continue
		}
		sum -= score(f.profiles[i].measure(k, size), weights) + f.profiles[i].bond(k, i)
	}
	return sum
}

// bond says how much line i has in common with the lines from k to i that the lines before
// k do not have: teasers of different stories have nothing.
func (p *profile) bond(k, i int) float64 {
	part := func(first []int) float64 {
		if len(first) == 0 {
			return 0
		}
		from, _ := slices.BinarySearch(first, k)
		to, _ := slices.BinarySearch(first, i)
		return float64(to-from) / float64(len(first))
	}
	b := bondNames*part(p.names) + bondPairs*part(p.pairs) - bondChance*math.Log1p(float64(i-k))
	return math.Max(0, math.Min(lineCap, b))
}

// gap weighs what stands between line k-1 and line k.
func (l *lexicon) gap(f *flow, k int, usual int) float64 {
	sum := gapNone
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
		wide = wide || u.blanks > usual
	}
	wide = wide || f.lines[k].blanks > usual
	prev := f.lines[k-1]
	for _, e := range []struct {
		is bool
		w  float64
	}{
		{credit, gapCredit},
		{widget, gapWidget},
		{related, gapRelated},
		{wide, gapWide},
		{!credit && k > 2 && prev.short() && l.nameLine(prev), gapName},
	} {
		if e.is {
			sum += e.w
		}
	}
	return sum
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

// scattered tells whether the lines from the first on are each a thing of its own: a
// listing. Each is measured against all before it.
func (f *flow) scattered(from int) bool {
	n, alien, sum := 0, 0, 0.0
	for i := from; i < len(f.lines); i++ {
		if f.lines[i].short() || f.lines[i].glued {
			continue
		}
		n++
		if n == 1 {
			continue
		}
		s := score(f.profiles[i].measure(i, f.profiles[i].before), listWeights)
		sum += s
		if s < 0 {
			alien++
		}
	}
	return n >= 3 && alien*2 >= n-1 && sum < -0.3*float64(n-1)
}
