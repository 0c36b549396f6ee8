package page

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
)

// This file evaluates decision trees, and reads the tables that testdata/README tells how to
// make: names.tsv (odds of the names of elements) and the trees of model/.

//go:embed model/names.tsv
var namesTable string

//go:embed model/blocks.txt
var blocksTable string

//go:embed model/kind.txt
var kindTable string

//go:embed model/lines.txt
var linesTable string

//go:embed model/text.txt
var textTable string

// trees are decision trees whose leaves are added up: the logarithm of odds. All are filled up to the same
// depth, so that no branch of the processor depends on what was measured: it would be guessed wrong
// a thousand times a block.
type trees struct {
	depth  int
	asks   []ask     // of each tree the first question, the two behind it, the four behind these …
	leaves []float32 // of each tree
}

// ask is a question: whether what is measured is less than a value.
type ask struct {
	at    int32
	value float32
}

// count gives how many trees there are.
func (t *trees) count() int { return len(t.leaves) >> t.depth }

// sum adds up the leaves that measures reach.
func (t *trees) sum(f []float32) float64 { return t.part(f, 0, t.count()) }

// part adds up the leaves of some trees.
func (t *trees) part(f []float32, from, to int) float64 {
	s := 0.0
	inner := 1<<t.depth - 1
	for k := from; k < to; k++ {
		asks := t.asks[k*inner : (k+1)*inner]
		i := 0
		for range t.depth {
			a := &asks[i]
			less := 0
			if f[a.at] < a.value {
				less = 1
			}
			i = 2*i + 2 - less
		}
		s += float64(t.leaves[k+k*inner+i-inner])
	}
	return s
}

// sumUntil is sum, but where the sum is below least after a third of the trees it gives that.
func (t *trees) sumUntil(f []float32, least float64) float64 {
	third := t.count() / 3
	s := t.part(f, 0, third)
	if s < least {
		return s
	}
	return s + t.part(f, third, t.count())
}

// node is a question of a tree as it is read, or a leaf.
type node struct {
	ask
	less, more *node // nil for a leaf, whose value is that of the question
}

// height is how many questions stand above each other at most.
func (n *node) height() int {
	if n.less == nil {
		return 0
	}
	return 1 + max(n.less.height(), n.more.height())
}

// put writes a tree at its place among those of the same depth. Below a leaf that stands higher all
// questions lead to the same.
func (t *trees) put(n *node, tree, i int) {
	inner := 1<<t.depth - 1
	if i >= inner {
		t.leaves[tree+tree*inner+i-inner] = n.value
		return
	}
	less, more := n, n
	if n.less != nil {
		t.asks[tree*inner+i] = n.ask
		less, more = n.less, n.more
	}
	t.put(less, tree, 2*i+1)
	t.put(more, tree, 2*i+2)
}

// readTrees reads trees as text: a line a node, deeper ones indented by a space each, first
// the branch for "less". A leaf is a number.
//
//	words < 2.4
//	 links < 0.5
//	  +0.12
//	  -0.80
//	 +0.40
func readTrees(text string, names []string) *trees {
	index := map[string]int32{}
	for i, n := range names {
		index[n] = int32(i)
	}
	var roots, open []*node // open are the nodes around, by depth
	line := 0
	for s := range strings.Lines(text) {
		line++
		if s = strings.TrimRight(s, "\n"); s == "" || s[0] == '#' {
			continue
		}
		rest := strings.TrimLeft(s, " ")
		depth, n := len(s)-len(rest), &node{}
		name, value, question := strings.Cut(rest, " < ")
		if question {
			at, ok := index[name]
			if !ok {
				panic(fmt.Sprintf("trees line %d: no measure %q", line, name))
			}
			n.at, rest = at, value
		}
		v, err := strconv.ParseFloat(rest, 32)
		if err != nil {
			panic(fmt.Sprintf("trees line %d: %v", line, err))
		}
		n.value = float32(v)
		switch {
		case depth == 0:
			roots = append(roots, n)
		case open[depth-1].less == nil:
			open[depth-1].less = n
		default:
			open[depth-1].more = n
		}
		open = append(open[:depth], n)
	}
	t := &trees{}
	for _, n := range roots {
		t.depth = max(t.depth, n.height())
	}
	t.asks, t.leaves = make([]ask, len(roots)*(1<<t.depth-1)), make([]float32, len(roots)<<t.depth)
	for k, n := range roots {
		t.put(n, k, 0)
	}
	return t
}

// readNames reads names.tsv: name, odds of text, odds of a list, of which 0 is left out.
func readNames(text string) map[string]nameOdds {
	out := map[string]nameOdds{}
	number := int16(0)
	for s := range strings.Lines(text) {
		name, odds, ok := strings.Cut(strings.TrimRight(s, "\n"), "\t")
		if !ok || name == "" || name[0] == '#' {
			continue
		}
		of, list, _ := strings.Cut(odds, "\t")
		var o nameOdds
		if v, err := strconv.ParseFloat(of, 32); err == nil {
			o.text = float32(v)
		}
		if v, err := strconv.ParseFloat(list, 32); err == nil && number < maxListNames-1 {
			number++
			o.list, o.number = float32(v), number
		}
		out[name] = o
	}
	return out
}
