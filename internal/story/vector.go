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

// features counts the words and pairs of words of an item, title and lead several times.
func features(it *Item) map[uint64]float64 {
	out := make(map[uint64]float64, 2*len(it.body))
	for _, part := range []struct {
		words  []uint32
		weight float64
	}{{it.title, titleWeight}, {it.lead, leadWeight}, {it.body, 1}} {
		for i, w := range part.words {
			out[uint64(w)] += part.weight
			if i > 0 {
				out[mix(part.words[i-1:i+1])|1<<63] += part.weight
			}
		}
	}
	return out
}

// vectors are the items' vectors, of length 1.
func vectors(all []*Item) [][]term {
	df := map[uint64]int{}
	counted := make([]map[uint64]float64, len(all))
	for i, it := range all {
		counted[i] = features(it)
		for id := range counted[i] {
			df[id]++
		}
	}
	most := max(fewItems, int(everyone*float64(len(all))))
	out := make([][]term, len(all))
	for i, f := range counted {
		out[i] = weigh(f, df, most, len(all))
		counted[i] = nil
	}
	return out
}

func weigh(f map[uint64]float64, df map[uint64]int, most, n int) []term {
	v := make([]term, 0, len(f))
	for id, tf := range f {
		if d := df[id]; d <= most {
			idf := math.Log(float64(n+fewItems) / (float64(d) + 0.5))
			v = append(v, term{id, (1 + math.Log(tf)) * idf})
		}
	}
	slices.SortFunc(v, func(a, b term) int { return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.id, b.id)) })
	v = v[:min(len(v), strongest)]
	slices.SortFunc(v, func(a, b term) int { return cmp.Compare(a.id, b.id) })
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
