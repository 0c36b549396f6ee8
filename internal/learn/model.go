package learn

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Model is a set of weights. It is only read after Read or Train and may be shared.
type Model struct {
	Classes []string
	rows    []row // in the order of their names
	weights []weight
	table   []int32 // by hash: 1 + the row
}

// row is a feature with its weights.
type row struct {
	hash     uint64
	name     string
	from, to int32
}

type weight struct {
	class int32
	value float32
}

// Limits of a model file: it comes with the program, but may be replaced.
const (
	maxLine    = 1 << 16
	maxClasses = 256
	maxRows    = 1 << 20
	maxWeight  = 1e3
)

// Read reads a model from text. An error says in which line it is.
func Read(r io.Reader) (*Model, error) {
	m, class, seen := &Model{}, map[string]int32{}, map[uint64]bool{}
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, maxLine)
	n, last := 0, ""
	for sc.Scan() {
		n++
		cells := strings.Split(sc.Text(), "\t")
		var err error
		switch {
		case cells[0] == "" || cells[0][0] == '#':
		case m.Classes == nil:
			err = m.readClasses(cells, class)
		case cells[0] <= last:
			err = fmt.Errorf("%q is not in order", cells[0])
		default:
			last = cells[0]
			err = m.readRow(cells, class, seen)
		}
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
	}
	if err := sc.Err(); err != nil {
		return nil, fmt.Errorf("line %d: %w", n+1, err)
	}
	if m.Classes == nil {
		return nil, errors.New("no line of classes")
	}
	m.index()
	return m, nil
}

func (m *Model) readClasses(cells []string, class map[string]int32) error {
	if cells[0] != "classes" || len(cells) < 3 || len(cells) > maxClasses+1 {
		return errors.New("the first line must name two classes or more")
	}
	for i, c := range cells[1:] {
		if _, twice := class[c]; twice || c == "" {
			return fmt.Errorf("class %q", c)
		}
		class[c] = int32(i)
	}
	m.Classes = cells[1:]
	return nil
}

func (m *Model) readRow(cells []string, class map[string]int32, seen map[uint64]bool) error {
	if len(m.rows) == maxRows {
		return errors.New("too many features")
	}
	from := int32(len(m.weights))
	for _, c := range cells[1:] {
		i := strings.LastIndexByte(c, ':')
		if i < 0 {
			return fmt.Errorf("%q is not class:weight", c)
		}
		k, known := class[c[:i]]
		v, err := strconv.ParseFloat(c[i+1:], 32)
		if !known || err != nil || !(math.Abs(v) <= maxWeight) {
			return fmt.Errorf("%q is not class:weight", c)
		}
		m.weights = append(m.weights, weight{k, float32(v)})
	}
	h := hashName(cells[0])
	if seen[h] {
		return fmt.Errorf("%q cannot be told from another", cells[0])
	}
	seen[h] = true
	m.rows = append(m.rows, row{h, cells[0], from, int32(len(m.weights))})
	return nil
}

// Scores adds the weights of the features to scores, one for each class. A feature that was noted
// twice counts once.
func (m *Model) Scores(f *Features, scores []float64) {
	for _, n := range m.known(f) {
		for _, w := range m.weights[m.rows[n].from:m.rows[n].to] {
			scores[w.class] += float64(w.value)
		}
	}
}

// known lists the rows of the features that the model knows, each once. It holds until the next call.
func (m *Model) known(f *Features) []int32 {
	f.known = f.known[:0]
	for _, h := range f.hashes {
		if n, ok := m.find(h); ok {
			f.known = append(f.known, n)
		}
	}
	slices.Sort(f.known)
	f.known = slices.Compact(f.known)
	return f.known
}

// Each gives what the noted features weigh for a class, by their numbers in the order in which they were
// noted; those that weigh nothing are left out, and one that was noted twice is given twice.
func (m *Model) Each(f *Features, class int, each func(i int, weight float64)) {
	for i, h := range f.hashes {
		n, ok := m.find(h)
		if !ok {
			continue
		}
		for _, w := range m.weights[m.rows[n].from:m.rows[n].to] {
			if int(w.class) == class {
				each(i, float64(w.value))
			}
		}
	}
}

// find looks a feature up in the table, whose length is a power of two and at most half full.
func (m *Model) find(h uint64) (int32, bool) {
	if len(m.table) == 0 {
		return 0, false
	}
	for i := h & uint64(len(m.table)-1); ; i = (i + 1) & uint64(len(m.table)-1) {
		n := m.table[i]
		if n == 0 {
			return 0, false
		}
		if m.rows[n-1].hash == h {
			return n - 1, true
		}
	}
}

// index builds the table.
func (m *Model) index() {
	size := 4
	for size < 2*len(m.rows) {
		size *= 2
	}
	m.table = make([]int32, size)
	for n := range m.rows {
		i := m.rows[n].hash & uint64(size-1)
		for m.table[i] != 0 {
			i = (i + 1) & uint64(size-1)
		}
		m.table[i] = int32(n + 1)
	}
}

// Reason is a feature with its weight for a class.
type Reason struct {
	Feature string
	Weight  float64
}

// Why lists the features that weigh most for a class or against it, n at most, the heaviest first.
func (m *Model) Why(f *Features, class, n int) []Reason {
	var out []Reason
	for _, n := range m.known(f) {
		r := &m.rows[n]
		for _, w := range m.weights[r.from:r.to] {
			if int(w.class) == class {
				out = append(out, Reason{r.name, float64(w.value)})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Reason) int {
		switch x, y := math.Abs(a.Weight), math.Abs(b.Weight); {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return strings.Compare(a.Feature, b.Feature)
	})
	return out[:min(n, len(out))]
}

// Write writes the model as Read reads it, below a comment.
func (m *Model) Write(w io.Writer, comment string) error {
	b := bufio.NewWriter(w)
	for l := range strings.Lines(comment) {
		fmt.Fprintf(b, "# %s\n", strings.TrimRight(l, "\n"))
	}
	fmt.Fprintf(b, "classes\t%s\n", strings.Join(m.Classes, "\t"))
	for i := range m.rows {
		r := &m.rows[i]
		b.WriteString(r.name)
		for _, x := range m.weights[r.from:r.to] {
			fmt.Fprintf(b, "\t%s:%s", m.Classes[x.class], strconv.FormatFloat(float64(x.value), 'f', 2, 32))
		}
		b.WriteByte('\n')
	}
	return b.Flush()
}
