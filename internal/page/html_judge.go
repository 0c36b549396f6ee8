package page

import "math"

// This file judges the blocks of a page.

// model is what was learned of pages.
type model struct {
	names  map[string]float32
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

// judge gives for each block how likely it belongs to the article, from 0 to 1.
func (m *meter) judge(by *model) []float32 {
	out := make([]float32, len(m.doc.blocks))
	var f measures
	for i := range out {
		f = measures{}
		m.block(i, &f)
		out[i] = sigmoid(by.blocks.sum(f[:]))
	}
	return out
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
