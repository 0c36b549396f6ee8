package page

import (
	"math"
	"slices"
)

// This file compares what lines are about.

// terms are the words of a unit that say what it is about.
type terms struct {
	names []string    // capitalised words
	words []string    // other words that are no stop words
	pairs [][2]string // two words in a row, as Vietnamese writes most of its words
}

// termsOf gives the terms of a unit. A capitalised word at the start of a sentence is a
// name only where it is one elsewhere on the page too.
func (l *lexicon) termsOf(u *unit, isName map[string]bool) terms {
	var t terms
	toks := u.toks[:min(len(u.toks), 600)]
	seen, pairs := make(map[string]bool, len(toks)), make(map[[2]string]bool, len(toks))
	for i, x := range toks {
		stop := l.stop[x.low]
		switch {
		case seen[x.low] || x.cap && !x.first && stop:
			// a capital inside a title of office: neither a name nor a common word
		case x.cap && (!x.first || isName[x.low]) && !stop:
			seen[x.low] = true
			t.names = append(t.names, x.low)
		case !stop:
			seen[x.low] = true
			t.words = append(t.words, x.low)
		}
		if i == 0 || x.apart || x.first || stop && l.stop[toks[i-1].low] {
			continue
		}
		if p := [2]string{toks[i-1].low, x.low}; !pairs[p] {
			pairs[p] = true
			t.pairs = append(t.pairs, p)
		}
	}
	return t
}

// namesOf gives the words that stand with a capital inside a sentence.
func namesOf(units []unit) map[string]bool {
	out := map[string]bool{}
	for i := range units {
		for _, t := range units[i].toks {
			if t.cap && !t.first {
				out[t.low] = true
			}
		}
	}
	return out
}

// features are the measures of how a line continues the text before it. Their weights
// stand in boundary.go; the order is the same.
type features [featureCount]float64

const (
	fBias = iota
	fNames
	fWords
	fPairs
	fNoNames
	fContinue
	fWeak
	fBack
	fKnownShort
	fOneSentence
	fManySentences
	fEllipsis
	fQuoted
	fLong
	fBrief
	fSlug
	fPrefix
	fNewNames
	featureCount
)

// profile is what is kept of a line to measure it against any beginning of the page: for
// each of its terms the line in which it stands first, in order.
type profile struct {
	names, words, pairs, short []int
	still                      features // those that do not depend on what stands before
	before                     int      // words in the lines before
}

// profiles describes the lines of a page.
func (l *lexicon) profiles(lines []*unit, isName map[string]bool) []profile {
	out := make([]profile, len(lines))
	names, words, pairs := map[string]int{}, map[string]int{}, map[[2]string]int{}
	total := 0
	for i, u := range lines {
		t := l.termsOf(u, isName)
		p := &out[i]
		p.names, p.words, p.pairs = since(names, t.names, i), since(words, t.words, i), since(pairs, t.pairs, i)
		p.short = l.shortNames(u, names)
		p.still = l.still(u)
		p.before = total
		total += len(u.toks)
	}
	return out
}

// since looks up in which line each term stands first, noting new ones as standing in line i.
func since[T comparable](first map[T]int, terms []T, i int) []int {
	out := make([]int, len(terms))
	for k, w := range terms {
		at, ok := first[w]
		if !ok {
			at = i
			first[w] = i
		}
		out[k] = at
	}
	slices.Sort(out)
	return out
}

// measure describes a line against what stands before line k; size counts the words there.
func (p *profile) measure(k, size int) features {
	f := p.still
	var fresh float64
	f[fNames], fresh = share(p.names, k)
	f[fNewNames] = math.Min(8, fresh)
	f[fWords], _ = share(p.words, k)
	f[fPairs], _ = share(p.pairs, k)
	if len(p.names) == 0 {
		f[fNoNames] = 1
	}
	known, _ := slices.BinarySearch(p.short, k)
	f[fKnownShort] = math.Min(2, float64(known))
	f[fPrefix] = math.Min(2.5, math.Log1p(float64(size)/100))
	return f
}

// still measures a line by itself.
func (l *lexicon) still(u *unit) features {
	var f features
	f[fBias] = 1
	if l.cont.prefix(u.toks) > 0 {
		f[fContinue] = 1
	} else if l.contWeak.prefix(u.toks) > 0 {
		f[fWeak] = 1
	}
	f[fBack] = math.Min(3, float64(l.back.count(u.toks[:min(len(u.toks), 60)])))
	switch n := sentences(u.toks); {
	case n <= 1:
		f[fOneSentence] = 1
	case n >= 3:
		f[fManySentences] = 1
	}
	if ellipsis(u.text) {
		f[fEllipsis] = 1
	}
	if u.quoted() {
		f[fQuoted] = 1
	}
	if n := len(u.toks); n > 70 {
		f[fLong] = 1
	} else if n < 20 {
		f[fBrief] = 1
	}
	if slug(u) {
		f[fSlug] = 1
	}
	return f
}

// share gives which part of the terms stands in a line before k, and how many do not.
func share(first []int, k int) (part, fresh float64) {
	if len(first) == 0 {
		return 0, 0
	}
	n, _ := slices.BinarySearch(first, k)
	return float64(n) / float64(len(first)), float64(len(first) - n)
}

// shortNames gives, for each person called by a short name with a short title ("Mr
// Putin"), the line where that name stands first.
func (l *lexicon) shortNames(u *unit, names map[string]int) []int {
	var out []int
	for i := 0; i+1 < len(u.toks) && i < 80; i++ {
		if l.honorific.prefix(u.toks[i:]) != 1 || !u.toks[i+1].cap || u.toks[i+1].apart {
			continue
		}
		if at, ok := names[u.toks[i+1].low]; ok {
			out = append(out, at)
		}
	}
	slices.Sort(out)
	return out
}

// slug tells whether the line begins with the sign of a newsroom: "(Sign) - " or "SIGN - ".
func slug(u *unit) bool {
	head := u.text[:min(len(u.text), 60)]
	for i, r := range head {
		if r != '-' && r != '–' && r != '—' {
			continue
		}
		before := head[:i]
		n := 0
		lower := false
		for _, t := range u.toks {
			if t.end > i {
				break
			}
			n++
			lower = lower || !t.cap
		}
		spaced := len(before) > 1 && before[len(before)-1] == ' '
		return spaced && n > 0 && n <= 4 && !lower
	}
	return false
}
