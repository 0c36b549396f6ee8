package lend

// This file makes sketches of texts and says how much two texts share.

import (
	"encoding/binary"
	"hash/fnv"
	"slices"
	"strings"
	"unicode"

	"parley"
)

const (
	run    = 5     // words running
	kept   = 64    // hashes of a sketch
	doors  = 10    // of these, those by which it is looked for
	fewest = 12    // runs that a text must have
	most   = 20000 // letters of a text that are looked at
)

// Sketch is the smallest hashes of a text's runs of words, in order.
type Sketch []uint32

// NewSketch makes the sketch of an item's text, none of one that is too short, and says how
// many different runs the text has.
func NewSketch(it *parley.Item) (Sketch, int) {
	text := string(it.Lead) + "\n" + it.Body
	if it.Kind != parley.ItemArticle {
		text = string(it.Title) + "\n" + text
	}
	words := hashes(text)
	runs := make([]uint32, 0, len(words))
	for i := 0; i+run <= len(words); i++ {
		h := uint64(14695981039346656037)
		for _, w := range words[i : i+run] {
			h = (h ^ uint64(w)) * 1099511628211
			h ^= h >> 29
		}
		runs = append(runs, uint32(h>>16))
	}
	slices.Sort(runs)
	runs = slices.Compact(runs)
	if len(runs) < fewest {
		return nil, len(runs)
	}
	return slices.Clone(Sketch(runs[:min(len(runs), kept)])), len(runs)
}

// hashes are the words of a text in lower case, as numbers.
func hashes(text string) (out []uint32) {
	text = text[:min(len(text), most)]
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) }) {
		h := fnv.New32a()
		_, _ = h.Write([]byte(w)) // never fails
		out = append(out, h.Sum32())
	}
	return out
}

// share is about how much of the shorter of two texts stands in the other, 0 to 1.
func share(a, b *Item) float64 {
	if len(a.Sketch) == 0 || len(b.Sketch) == 0 {
		return 0
	}
	both, all, i, j := 0, 0, 0, 0
	for all < kept && (i < len(a.Sketch) || j < len(b.Sketch)) {
		all++
		switch {
		case j == len(b.Sketch) || i < len(a.Sketch) && a.Sketch[i] < b.Sketch[j]:
			i++
		case i == len(a.Sketch) || b.Sketch[j] < a.Sketch[i]:
			j++
		default:
			both++
			i++
			j++
		}
	}
	alike := float64(both) / float64(all)
	common := alike / (1 + alike) * float64(a.Runs+b.Runs)
	return min(1, common/float64(max(1, min(a.Runs, b.Runs))))
}

func (s Sketch) bytes() []byte {
	out := make([]byte, 0, 4*len(s))
	for _, h := range s {
		out = binary.LittleEndian.AppendUint32(out, h)
	}
	return out
}

func sketchOf(b []byte) Sketch {
	out := make(Sketch, 0, len(b)/4)
	for ; len(b) >= 4; b = b[4:] {
		out = append(out, binary.LittleEndian.Uint32(b))
	}
	return out
}
