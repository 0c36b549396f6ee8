package extract

import "parley"

// manyKinds is more than there are kinds.
const manyKinds = 32

// kindSet is a set of kinds: bit n is the nth of parley.Kinds.
type kindSet uint32

func kindsOf(kinds ...parley.Kind) kindSet {
	var s kindSet
	for _, k := range kinds {
		s |= 1 << k.Number()
	}
	return s
}

// has tells whether a kind is in the set; what is no kind is not.
func (s kindSet) has(k parley.Kind) bool { return s>>uint(k.Number())&1 != 0 }
