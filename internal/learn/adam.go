package learn

import (
	"math"
	"math/rand/v2"
)

// The constants of Adam: how slowly the means of slopes and of their squares forget, and what keeps a
// division from failing.
const (
	adamMean    = 0.9
	adamSquare  = 0.999
	adamEpsilon = 1e-8
)

// descend learns the weights by Adam (Kingma and Ba, 2015) over batches of samples in a random order that is
// always the same, with steps that shrink from round to round. It is meant to be stopped early, before what is
// rare gets large weights.
func (t *trainer) descend(of [][]int32) {
	n := len(t.class)
	size := len(t.names) * t.k
	mean, square, slope := make([]float64, size), make([]float64, size), make([]float64, size)
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	random := rand.New(rand.NewPCG(1, 2))
	scores := make([]float64, t.k)
	seen := make([]int, len(t.names)) // by feature: the batch that had it last
	var held []int32
	faded, fadedSquare, batches := 1.0, 1.0, 0
	for round := range t.Rounds {
		pace := t.Pace * (1 - float64(round)/float64(t.Rounds))
		random.Shuffle(n, func(i, j int) { order[i], order[j] = order[j], order[i] })
		for from := 0; from < n; from += t.Batch {
			batch := order[from:min(from+t.Batch, n)]
			batches++
			held = held[:0]
			for _, i := range batch {
				t.slopes(of[i], i, scores, slope, 1/float64(len(batch)))
				for _, f := range of[i] {
					if seen[f] != batches {
						seen[f] = batches
						held = append(held, f)
					}
				}
			}
			for _, f := range held {
				for c := t.first; c < t.k; c++ {
					at := int(f)*t.k + c
					slope[at] += 2 * t.L2 * t.weights[at]
				}
			}
			faded, fadedSquare = faded*adamMean, fadedSquare*adamSquare
			for at := range slope {
				mean[at] = adamMean*mean[at] + (1-adamMean)*slope[at]
				square[at] = adamSquare*square[at] + (1-adamSquare)*slope[at]*slope[at]
				if mean[at] != 0 {
					t.weights[at] -= pace * mean[at] / (1 - faded) / (math.Sqrt(square[at]/(1-fadedSquare)) + adamEpsilon)
				}
				slope[at] = 0
			}
		}
	}
}

// slopes adds what a sample says of the weights of its features.
func (t *trainer) slopes(features []int32, i int, scores, slope []float64, share float64) {
	clear(scores)
	for _, f := range features {
		for c, w := range t.weights[int(f)*t.k : (int(f)+1)*t.k] {
			scores[c] += w
		}
	}
	most, sum := scores[0], 0.0
	for _, s := range scores {
		most = max(most, s)
	}
	for c := range scores {
		scores[c] = math.Exp(scores[c] - most)
		sum += scores[c]
	}
	for c := t.first; c < t.k; c++ {
		d := scores[c] / sum
		if c == t.class[i] {
			d--
		}
		d *= share * t.counts[i]
		for _, f := range features {
			slope[int(f)*t.k+c] += d
		}
	}
}
