package merge

// This file compares the words with which two claims tell what happened. Words join
// nothing by themselves: they decide between claims of the same kind and actors that
// neither time nor place tells apart.

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"parley"
)

// wording is what a claim says it with, as sorted hashes of words.
type wording struct {
	trigger []uint32 // the words that carry the kind
	near    []uint32 // these and those around them, without names of actors
	twos    []uint32 // two of these in a row
	text    []uint32 // those of the whole evidence, without names of actors
}

// around is how many code points before and behind the trigger belong to it.
const around = 60

func newWording(c *parley.Claim) wording {
	names := map[uint32]bool{}
	for _, a := range c.Actors {
		for _, w := range tokens(a.Name) {
			names[w] = true
		}
	}
	named := func(w uint32) bool { return names[w] }
	near := slices.DeleteFunc(tokens(window(c)), named)
	inRow := twos(near) // before near is sorted
	return wording{
		trigger: distinct(tokens(c.Trigger.Exact)),
		twos:    distinct(inRow),
		near:    distinct(near),
		text:    distinct(slices.DeleteFunc(tokens(c.Evidence.Exact), named)),
	}
}

// twos are hashes of any two words in a row.
func twos(words []uint32) []uint32 {
	const prime = 16777619
	out := make([]uint32, 0, len(words))
	for i := 1; i < len(words); i++ {
		out = append(out, words[i-1]*prime^words[i])
	}
	return out
}

// window is the part of the evidence around the trigger, in whole words.
func window(c *parley.Claim) string {
	text := []rune(c.Evidence.Exact)
	if !c.Evidence.Contains(c.Trigger.Span) {
		return c.Evidence.Exact
	}
	from := min(max(0, c.Trigger.Start-c.Evidence.Start-around), len(text))
	to := min(max(from, c.Trigger.End-c.Evidence.Start+around), len(text))
	for from > 0 && !unicode.IsSpace(text[from-1]) {
		from--
	}
	for to < len(text) && !unicode.IsSpace(text[to]) {
		to++
	}
	return string(text[from:to])
}

func distinct(words []uint32) []uint32 {
	slices.Sort(words)
	return slices.Compact(words)
}

// tokens are the hashes (FNV-1a) of the lower-cased runs of letters and digits.
func tokens(s string) []uint32 {
	const basis, prime = 2166136261, 16777619
	out := make([]uint32, 0, len(s)/4)
	h, within := uint32(basis), false
	var utf [utf8.UTFMax]byte
	for _, r := range s {
		if r = unicode.ToLower(r); !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			if within {
				out, h, within = append(out, h), basis, false
			}
			continue
		}
		within = true
		for _, b := range utf[:utf8.EncodeRune(utf[:], r)] {
			h = (h ^ uint32(b)) * prime
		}
	}
	if within {
		out = append(out, h)
	}
	return out
}

// sameTrigger tells whether the trigger of one claim holds all words of the other's.
func (a wording) sameTrigger(b wording) bool { return alike(a.trigger, b.trigger) == 1 }

// alike is the share of the smaller set's words that stand in the other.
func alike(a, b []uint32) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			n++
			i++
			j++
		}
	}
	return float64(n) / float64(min(len(a), len(b)))
}
