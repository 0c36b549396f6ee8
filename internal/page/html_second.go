package page

import (
	"math"

	"golang.org/x/net/html/atom"
)

// This file judges the blocks of a page in two looks. The first sees a block by itself; the
// second sees what the first said of the blocks around it, and corrects it.

// second is one thing that the second look measures, besides what the first one did.
type second int

const (
	wSelf        second = iota // what the first look said, from 0 to 1
	wPrev                      // of the block before
	wPrev2                     // and of the one before that
	wNext                      //
	wNext2                     //
	wBox                       // mean of the words of its box
	wUp                        // and of the boxes around
	wUp2                       //
	wBoxMass                   // share of the article's words in its box
	wUpMass                    //
	wUp2Mass                   //
	wKin                       // mean of blocks of its kin
	wBefore                    // share of the article's words before it
	wGapBefore                 // blocks since the last one of the article
	wGapAfter                  // blocks up to the next one
	wWordsBefore               // words since the last one, as logarithm
	wWordsAfter                // words up to the next one
	wAround                    // mean of the five blocks on either side
	wHead                      // of the last heading before; -1 where there is none
	wBeside                    // mean of the other blocks of its tag in the box around its own; -1 where there are none
	wRest                      // share of the article's words behind it
	numSecond
)

// carried are measures of the first look that the second one sees again.
var carried = [...]measure{mWords, mLinks, mStop, mTag, mLevel, mStrong, mBad, mOther, mCaptions, mGiven, mHiddens, mForm, mNextWords, mNextLinks, mRule, mRepeat, mRepeatAt, mSlant, mEnd}

// numCarried counts them.
const numCarried = len(carried)

// secondNames are the names of the measures of the second look.
var secondNames = append([]string{
	"first", "first-prev", "first-prev2", "first-next", "first-next2", "first-box", "first-up", "first-up2", "mass-box", "mass-up",
	"mass-up2", "first-kin", "mass-before", "gap-before", "gap-after", "gap-words-before", "gap-words-after", "first-around",
	"first-head", "first-beside", "mass-after",
}, carriedNames()...)

func carriedNames() []string {
	var out []string
	for _, m := range carried {
		out = append(out, measureNames[m])
	}
	return out
}

// model is what was learned of pages.
type model struct {
	names  map[string]float32
	first  *trees
	second *trees
	kind   *trees // of pages: above 0 for lists
	lines  *trees // of lines of plain text
	text   *trees // of plain texts: above 0 for lists
}

// newModel reads the tables of model/.
func newModel() *model {
	return &model{
		names:  readNames(namesTable),
		first:  readTrees(firstTable, measureNames),
		second: readTrees(secondTable, secondNames),
		kind:   readTrees(kindTable, traitNames),
		lines:  readTrees(linesTable, lineNames),
		text:   readTrees(textTable, textNames),
	}
}

// sigmoid turns the logarithm of odds into a probability.
func sigmoid(x float64) float32 { return float32(1 / (1 + math.Exp(-x))) }

// judge gives for each block how likely it belongs to the article, from 0 to 1.
func (m *meter) judge(by *model) []float32 {
	n := len(m.doc.blocks)
	all := make([]measures, n)
	base, p := make([]float64, n), make([]float32, n)
	for i := range all {
		m.block(i, &all[i])
		base[i] = by.first.sum(all[i][:])
		p[i] = sigmoid(base[i])
	}
	out := make([]float32, n)
	var f [int(numSecond) + numCarried]float32
	v := m.newView(p)
	for i := range all {
		v.block(i, f[:], &all[i])
		out[i] = sigmoid(base[i] + by.second.sum(f[:]))
	}
	return out
}

// view is what the first look said of a page.
type view struct {
	m      *meter
	p      []float32
	mass   []float64 // of words that belong to the article, before each block
	before []int     // last block of the article before each; -1
	after  []int     // next one behind each; len(p)
	kin    map[uint32]*[2]float64
	tags   map[tagIn]*[2]float64 // by the tag and the box around
}

// tagIn is a tag in a box.
type tagIn struct {
	box *box
	tag atom.Atom
}

// newView sums what the first look said.
func (m *meter) newView(p []float32) *view {
	n := len(p)
	v := &view{m: m, p: p, mass: make([]float64, n+1), before: make([]int, n), after: make([]int, n), kin: map[uint32]*[2]float64{}, tags: map[tagIn]*[2]float64{}}
	last := -1
	for i := range p {
		w := float64(m.doc.blocks[i].words)
		v.mass[i+1] = v.mass[i] + w*float64(p[i])
		k := v.kin[m.doc.blocks[i].box.kin]
		if k == nil {
			k = &[2]float64{}
			v.kin[m.doc.blocks[i].box.kin] = k
		}
		k[0] += w * float64(p[i])
		k[1] += w
		in := tagIn{m.doc.blocks[i].box.parent, m.doc.blocks[i].tag}
		if v.tags[in] == nil {
			v.tags[in] = &[2]float64{}
		}
		v.tags[in][0] += w * float64(p[i])
		v.tags[in][1] += w
		v.before[i] = last
		if p[i] > 0.5 && w >= 5 {
			last = i
		}
	}
	last = n
	for i := n - 1; i >= 0; i-- {
		v.after[i] = last
		if p[i] > 0.5 && m.doc.blocks[i].words >= 5 {
			last = i
		}
	}
	return v
}

// block measures block i for the second look.
func (v *view) block(i int, f []float32, first *measures) {
	n := len(v.p)
	for k, m := range carried {
		f[int(numSecond)+k] = first[m]
	}
	total := v.mass[n] + 1
	f[wSelf] = v.p[i]
	for k, at := range [...]int{i - 1, i - 2, i + 1, i + 2} {
		f[int(wPrev)+k] = -1
		if at >= 0 && at < n {
			f[int(wPrev)+k] = v.p[at]
		}
	}
	b := v.m.doc.blocks[i].box
	for k := 0; k < 3; k++ {
		mass, words := v.mass[b.last]-v.mass[b.first], v.m.words[b.last]-v.m.words[b.first]
		f[int(wBox)+k], f[int(wBoxMass)+k] = float32(mass/float64(words+1)), float32(mass/total)
		if b.parent != nil {
			b = b.parent
		}
	}
	k := v.kin[v.m.doc.blocks[i].box.kin]
	f[wKin] = float32(k[0] / (k[1] + 1))
	f[wBefore], f[wRest] = float32(v.mass[i]/total), float32((v.mass[n]-v.mass[i+1])/total)
	f[wHead], f[wBeside] = -1, -1
	if j := v.m.heads[i]; j >= 0 {
		f[wHead] = v.p[j]
	}
	h := &v.m.doc.blocks[i]
	if t, w := v.tags[tagIn{h.box.parent, h.tag}], float64(h.words); t[1] > w {
		f[wBeside] = float32((t[0] - w*float64(v.p[i])) / (t[1] - w))
	}
	f[wGapBefore], f[wWordsBefore], f[wGapAfter], f[wWordsAfter] = 100, 10, 100, 10
	if j := v.before[i]; j >= 0 {
		f[wGapBefore], f[wWordsBefore] = float32(min(100, i-j)), logOf(v.m.words[i]-v.m.words[j+1])
	}
	if j := v.after[i]; j < n {
		f[wGapAfter], f[wWordsAfter] = float32(min(100, j-i)), logOf(v.m.words[j]-v.m.words[i+1])
	}
	from, to := max(0, i-5), min(n, i+6)
	f[wAround] = float32((v.mass[to] - v.mass[from]) / float64(v.m.words[to]-v.m.words[from]+1))
}

// threshold gives how likely a block must be to be taken: where the F measure of what is
// taken is expected to be highest. On a page of which little is sure, that is lower.
func (d *document) threshold(p []float32) float32 {
	return threshold(p, func(i int) int { return d.blocks[i].words })
}

// threshold does the same for anything that has words.
func threshold(p []float32, size func(i int) int) float32 {
	const steps = 20
	var mass, words [steps + 1]float64 // by likelihood
	for i := range p {
		k := int(p[i] * steps)
		w := float64(size(i))
		mass[k] += w * float64(p[i])
		words[k] += w
	}
	total, in, all := 0.0, 0.0, 0.0
	for k := range mass {
		total += mass[k]
	}
	best, at := 0.0, steps/2
	for k := steps; k >= steps/4; k-- {
		in += mass[k]
		all += words[k]
		if f := 2 * in / (all + total + 1); f > best {
			best, at = f, k
		}
	}
	return float32(min(at, steps*6/10)) / steps
}
