package story

// This file makes a vector of an item's words.

import (
	"cmp"
	"hash/fnv"
	"math"
	"slices"
	"strings"
	"unicode"
)

const (
	titleWeight = 6
	leadWeight  = 2
	everyone    = 0.12 // share of items; a word of more carries nothing
	fewItems    = 12   // below so many items no word is called everyone's
	strongest   = 400  // words of an item that are kept
)

// words are the hashes of the lower-cased runs of letters.
func words(s string) []uint32 {
	var out []uint32
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) }) {
		h := fnv.New32a()
		h.Write([]byte(w))
		out = append(out, h.Sum32())
	}
	return out
}

// term is a word or pair of words with its weight; a vector is in order of term.
type term struct {
	id     uint64
	weight float64
}

// count is how often a word or pair of words stands in an item, as weight.
type count struct {
	id uint64
	tf float32
}

// features counts the words and pairs of words of an item, title and lead several times;
// in order of word; made once.
func (it *Item) features() []count {
	if it.counts != nil {
		return it.counts
	}
	all := make([]count, 0, 2*(len(it.title)+len(it.lead)+len(it.body)))
	for _, part := range []struct {
		words  []uint32
		weight float32
	}{{it.title, titleWeight}, {it.lead, leadWeight}, {it.body, 1}} {
		for i, w := range part.words {
			all = append(all, count{uint64(w), part.weight})
			if i > 0 {
				all = append(all, count{mix(part.words[i-1:i+1]) | 1<<63, part.weight})
			}
		}
	}
	slices.SortFunc(all, func(a, b count) int { return cmp.Compare(a.id, b.id) })
	it.counts = all[:0]
	for _, c := range all {
		if n := len(it.counts); n > 0 && it.counts[n-1].id == c.id {
			it.counts[n-1].tf += c.tf
			continue
		}
		it.counts = append(it.counts, c)
	}
	return it.counts
}

// vectors are the items' vectors, of length 1.
func vectors(all []*Item) [][]term {
	terms := 0
	for _, it := range all {
		terms += len(it.features())
	}
	df := make(map[uint64]int, terms/2) // most stand in one item alone
	for _, it := range all {
		for _, c := range it.features() {
			df[c.id]++
		}
	}
	most := max(fewItems, int(everyone*float64(len(all))))
	out := make([][]term, len(all))
	for i, it := range all {
		out[i] = weigh(it.features(), df, most, len(all))
	}
	return out
}

func weigh(f []count, df map[uint64]int, most, n int) []term {
	v := make([]term, 0, len(f))
	for _, c := range f {
		if d := df[c.id]; d <= most {
			idf := math.Log(float64(n+fewItems) / (float64(d) + 0.5))
			v = append(v, term{c.id, (1 + math.Log(float64(c.tf))) * idf})
		}
	}
	if len(v) > strongest {
		slices.SortFunc(v, func(a, b term) int { return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.id, b.id)) })
		v = slices.Clip(v[:strongest])
		slices.SortFunc(v, func(a, b term) int { return cmp.Compare(a.id, b.id) })
	}
	sum := 0.0
	for _, t := range v {
		sum += t.weight * t.weight
	}
	for i := range v {
		v[i].weight /= math.Sqrt(sum)
	}
	return v
}

// cosine of two vectors of length 1.
func cosine(a, b []term) (sum float64) {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i].id < b[j].id:
			i++
		case a[i].id > b[j].id:
			j++
		default:
			sum += a[i].weight * b[j].weight
			i++
			j++
		}
	}
	return sum
}
