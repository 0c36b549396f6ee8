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

// trees are decision trees whose leaves are added up: the logarithm of odds.
type trees struct {
	nodes []node
	roots []int32
}

// node is a question of a tree, whose answer "less" is the node behind it, or a leaf.
type node struct {
	at    int16 // what is measured; -1 for a leaf
	more  int16 // how far behind it the node for answers that are not less stands
	value float32
}

// sum adds up the leaves that measures reach.
func (t *trees) sum(f []float32) float64 {
	s := 0.0
	for _, r := range t.roots {
		n := t.nodes[r]
		for n.at >= 0 {
			step := int32(n.more)
			if f[n.at] < n.value {
				step = 1
			}
			r += step
			n = t.nodes[r]
		}
		s += float64(n.value)
	}
	return s
}

// sumUntil is sum, but where the sum is below least after a third of the trees it gives that.
func (t *trees) sumUntil(f []float32, least float64) float64 {
	third := trees{nodes: t.nodes, roots: t.roots[:len(t.roots)/3]}
	s := third.sum(f)
	if s < least {
		return s
	}
	third.roots = t.roots[len(t.roots)/3:]
	return s + third.sum(f)
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
	t := &trees{}
	index := map[string]int16{}
	for i, n := range names {
		index[n] = int16(i)
	}
	var open []int32 // nodes around, by depth
	line := 0
	for s := range strings.Lines(text) {
		line++
		if s = strings.TrimRight(s, "\n"); s == "" || s[0] == '#' {
			continue
		}
		rest := strings.TrimLeft(s, " ")
		depth, id := len(s)-len(rest), int32(len(t.nodes))
		if depth == 0 {
			t.roots = append(t.roots, id)
		} else if parent := open[depth-1]; parent != id-1 {
			t.nodes[parent].more = int16(id - parent)
		}
		n := node{at: -1}
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
		t.nodes = append(t.nodes, n)
		open = append(open[:depth], id)
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
