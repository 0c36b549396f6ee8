package page

import (
	"math"

	"golang.org/x/net/html/atom"
)

// This file judges the blocks of a page.

// model is what was learned of pages.
type model struct {
	names  map[string]nameOdds
	blocks *trees
	kind   *trees // of pages: above 0 for lists
	lines  *trees // of lines of plain text
	text   *trees // of plain texts: above 0 for lists
}

// newModel reads the tables of model/.
func newModel() *model {
	return &model{
		names:  readNames(namesTable),
		blocks: readTrees(blocksTable, measureNames),
		kind:   readTrees(kindTable, traitNames),
		lines:  readTrees(linesTable, lineNames),
		text:   readTrees(textTable, textNames),
	}
}

// sigmoid turns the logarithm of odds into a probability.
func sigmoid(x float64) float32 { return float32(1 / (1 + math.Exp(-x))) }

// judge gives for each block the odds, as logarithm, that it belongs to the article.
func (m *meter) judge(by *model) []float64 {
	out := make([]float64, len(m.doc.blocks))
	var f measures
	for i := range out {
		if m.doc.blocks[i].entry() {
			out[i] = entryOdds
			continue
		}
		f = measures{}
		m.block(i, &f)
		out[i] = by.blocks.sumUntil(f[:], lostOdds)
	}
	return out
}

// entryOdds are the odds of an entry of a menu, which are not measured.
const entryOdds = -5

// lostOdds are odds, after a third of the trees, that the others never make good.
const lostOdds = -3

// entry tells whether a block is an entry of a menu: a link of a few words in a menu or footer.
func (h *hblock) entry() bool {
	return h.words <= 4 && h.links == h.words && (h.marks&(inNav|inFooter) != 0 || h.box.within(atom.Nav, atom.Footer))
}

// Weights with which the odds of its kin, and of the two blocks on either side, count in a block's.
const (
	kinWeight  = 0.5
	sideWeight = 0.1
)

// agree turns odds into likelihoods, from 0 to 1: of each block alone, and with others. Blocks of
// one kin are mostly of the article together or not at all, and so are neighbours: a block's odds
// are drawn towards theirs. Those of one that leads elsewhere are never raised by them.
func (m *meter) agree(odds []float64) (alone, agreed []float32) {
	weight := func(i int) float64 { return math.Sqrt(float64(m.doc.blocks[i].words + 1)) }
	n := len(odds)
	sum, weights := make([]float64, n+1), make([]float64, n+1)
	for i, v := range odds {
		w, k := weight(i), m.kins[i]
		k.odds += w * v
		k.weight += w
		sum[i+1], weights[i+1] = sum[i]+w*v, weights[i]+w
	}
	alone, agreed = make([]float32, n), make([]float32, n)
	for i, own := range odds {
		from, to := max(0, i-2), min(n, i+3)
		v := (1-kinWeight-sideWeight)*own + kinWeight*m.kins[i].odds/m.kins[i].weight + sideWeight*(sum[to]-sum[from])/(weights[to]-weights[from])
		if h := &m.doc.blocks[i]; h.links*10 > h.words*4 || h.longest >= 5 && h.words <= 30 {
			v = min(v, own)
		}
		alone[i], agreed[i] = sigmoid(own), sigmoid(v)
	}
	return alone, agreed
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
