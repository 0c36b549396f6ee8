package page

import (
	"unicode"
	"unicode/utf8"
)

// This file compares the texts of a page in HTML by their words, as hashes: each block is cut
// into words once, without memory of its own.

// blockWords are the hashes of the words of blocks, one behind the other: those of block i are
// all[from[i]:from[i+1]].
type blockWords struct {
	all  []uint64
	from []int32
}

// newBlockWords cuts blocks into words.
func newBlockWords(blocks []hblock) *blockWords {
	n := 0
	for i := range blocks {
		n += blocks[i].words
	}
	w := &blockWords{all: make([]uint64, 0, n+n/8), from: make([]int32, len(blocks)+1)}
	for i := range blocks {
		w.all = appendWords(w.all, blocks[i].text)
		w.from[i+1] = int32(len(w.all))
	}
	return w
}

// of gives the words of block i.
func (w *blockWords) of(i int) []uint64 { return w.all[w.from[i]:w.from[i+1]] }

// Hashes are those of Fowler, Noll and Vo.
const (
	hashBasis = 14695981039346656037
	hashPrime = 1099511628211
)

// hashText hashes a text.
func hashText(s string) uint64 {
	h := uint64(hashBasis)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * hashPrime
	}
	return h
}

// hashWords hashes a run of words.
func hashWords(list []uint64) uint64 {
	h := uint64(hashBasis)
	for _, w := range list {
		h = (h ^ w) * hashPrime
	}
	return h
}

// appendWords adds the hashes of the words of a text: runs of letters and digits in lower case.
// Of scripts that set no spaces between words each character is one.
func appendWords(out []uint64, s string) []uint64 {
	word := uint64(0)
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			i++
			switch {
			case c >= 'a' && c <= 'z', digit(c):
			case c >= 'A' && c <= 'Z':
				c |= 0x20
			default:
				if word != 0 {
					out = append(out, word)
					word = 0
				}
				continue
			}
			if word == 0 {
				word = hashBasis
			}
			word = (word ^ uint64(c)) * hashPrime
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		alone := r >= 0xe00 && unspacedScript(r)
		if word != 0 && (alone || notWord(r)) {
			out = append(out, word)
			word = 0
		}
		switch {
		case alone:
			out = append(out, (hashBasis^uint64(r))*hashPrime)
		case !notWord(r):
			if word == 0 {
				word = hashBasis
			}
			word = (word ^ uint64(unicode.ToLower(r))) * hashPrime
		}
	}
	if word != 0 {
		out = append(out, word)
	}
	return out
}

// unspacedScript tells whether a script sets no spaces between words: Chinese, Japanese, Thai,
// Lao, Burmese and Khmer.
func unspacedScript(r rune) bool {
	return r >= 0x3040 && r < 0xa000 || r >= 0xe00 && r < 0xf00 || r >= 0x1000 && r < 0x10a0 || r >= 0x1780 && r < 0x1800
}

// wordBag counts hashes, in slots of which the hash tells the first that is looked at.
type wordBag struct {
	slots []bagSlot
	mask  uint64
	size  int
}

// bagSlot is a hash with how many blocks have it; last is the one that was counted last.
type bagSlot struct {
	key   uint64
	count int32
	last  int32
}

// newWordBag makes a bag for at most n different hashes.
func newWordBag(n int) *wordBag {
	size := 16
	for size < 2*n {
		size *= 2
	}
	return &wordBag{slots: make([]bagSlot, size), mask: uint64(size - 1)}
}

// slot gives the slot of a hash, or the empty one that it would get.
func (b *wordBag) slot(key uint64) *bagSlot {
	if key == 0 {
		key = 1
	}
	for i := (key ^ key>>29) & b.mask; ; i = (i + 1) & b.mask {
		if s := &b.slots[i]; s.key == key || s.key == 0 {
			return s
		}
	}
}

// add counts a hash for block at, once for each block.
func (b *wordBag) add(key uint64, at int32) {
	s := b.slot(key)
	if s.key == 0 {
		s.key = max(key, 1)
		b.size++
	} else if s.last == at {
		return
	}
	s.count++
	s.last = at
}

// has tells whether a hash is in the bag.
func (b *wordBag) has(key uint64) bool { return b != nil && b.slot(key).key != 0 }

// wordSet gives the words of a text that is no longer than limit bytes; nil of others and of none.
func wordSet(s string, limit int) *wordBag {
	if s == "" || len(s) > limit {
		return nil
	}
	list := appendWords(nil, s)
	b := newWordBag(len(list))
	for _, w := range list {
		b.add(w, 0)
	}
	return b
}

// share gives the share of words that are in the bag.
func (b *wordBag) share(list []uint64) float32 {
	if b == nil {
		return 0
	}
	n := 0
	for _, w := range list {
		if b.has(w) {
			n++
		}
	}
	return ratio(n, len(list))
}

// shingle joins three words.
func shingle(a, b, c uint64) uint64 {
	return a*0x9E3779B97F4A7C15 ^ b*0xC2B2AE3D27D4EB4F ^ c*0x165667B19E3779F9
}

// maxGiven bounds, in bytes, the text that the markup gives as the article's.
const maxGiven = 1 << 20

// shingleSet gives all runs of three words of a text; nil of a text without.
func shingleSet(s string) *wordBag {
	if s == "" || len(s) > maxGiven {
		return nil
	}
	list := appendWords(nil, s)
	if len(list) < 3 {
		return nil
	}
	b := newWordBag(len(list))
	for i := 2; i < len(list); i++ {
		b.add(shingle(list[i-2], list[i-1], list[i]), 0)
	}
	return b
}

// shingles gives the share of the runs of three words that are in the bag.
func (b *wordBag) shingles(list []uint64) float32 {
	n := 0
	for i := 2; i < len(list); i++ {
		if b.has(shingle(list[i-2], list[i-1], list[i])) {
			n++
		}
	}
	return ratio(n, len(list)-2)
}
