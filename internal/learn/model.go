package learn

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math"
	"math/bits"
	"slices"
	"strconv"
	"strings"
)

// Model is a set of weights. It is only read after Read or Train and may be shared.
type Model struct {
	Classes []string
	rows    []row // in the order of their names
	weights []weight

	// Most features of a case are in no model: filter answers "surely not" from memory that stays
	// near the processor. It has bit h>>shift set for the hash h of each row.
	filter []uint64
	shift  uint
	table  []slot // by hash
}

// row is a feature; its weights are those from its first to the first of the next row.
type row struct {
	hash uint64
	name string
	from int32
}

// slot is a place of the table; row is 1 + the number of the row, 0 in an empty one.
type slot struct {
	hash uint64
	row  int32
	from int32 // as of the row
	to   int32
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
	m.rows = append(m.rows, row{h, cells[0], from})
	return nil
}

// of gives the weights of a row.
func (m *Model) of(row int32) []weight {
	to := int32(len(m.weights))
	if int(row)+1 < len(m.rows) {
		to = m.rows[row+1].from
	}
	return m.weights[m.rows[row].from:to]
}

// Scores adds the weights of the features to scores, one for each class. A feature that was noted
// twice counts once. In which order the features were noted makes no difference: weights as Write
// writes them add up without rounding.
func (m *Model) Scores(f *Features, scores []float64) {
	f.begin(len(m.rows))
	for _, h := range f.hashes {
		if bit := h >> m.shift; m.filter[bit>>6]&(1<<(bit&63)) == 0 {
			continue
		}
		s := m.find(h)
		if s == nil || !f.first(s.row-1) {
			continue
		}
		for _, w := range m.weights[s.from:s.to] {
			scores[w.class] += float64(w.value)
		}
	}
	f.end()
}

// Each gives what the noted features weigh for a class, by their numbers in the order in which they were
// noted; those that weigh nothing are left out, and one that was noted twice is given twice.
func (m *Model) Each(f *Features, class int, each func(i int, weight float64)) {
	for i, h := range f.hashes {
		s := m.find(h)
		if s == nil {
			continue
		}
		for _, w := range m.weights[s.from:s.to] {
			if int(w.class) == class {
				each(i, float64(w.value))
			}
		}
	}
}

// find looks a feature up; nil where the model does not know it.
func (m *Model) find(h uint64) *slot {
	for i := h & uint64(len(m.table)-1); ; i = (i + 1) & uint64(len(m.table)-1) {
		switch s := &m.table[i]; {
		case s.row == 0:
			return nil
		case s.hash == h:
			return s
		}
	}
}

// index builds the table, whose length is a power of two and which is at most half full, and the filter, of
// which one bit in sixteen or fewer is set.
func (m *Model) index() {
	size := 4
	for size < 2*len(m.rows) {
		size *= 2
	}
	m.table = make([]slot, size)
	size = max(64, 8*size)
	m.filter, m.shift = make([]uint64, size/64), uint(64-bits.TrailingZeros(uint(size)))
	for n := range m.rows {
		h := m.rows[n].hash
		i := h & uint64(len(m.table)-1)
		for m.table[i].row != 0 {
			i = (i + 1) & uint64(len(m.table)-1)
		}
		from := m.rows[n].from
		m.table[i] = slot{h, int32(n + 1), from, from + int32(len(m.of(int32(n))))}
		bit := h >> m.shift
		m.filter[bit>>6] |= 1 << (bit & 63)
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
	f.begin(len(m.rows))
	for _, h := range f.hashes {
		s := m.find(h)
		if s == nil || !f.first(s.row-1) {
			continue
		}
		for _, w := range m.weights[s.from:s.to] {
			if int(w.class) == class {
				out = append(out, Reason{m.rows[s.row-1].name, float64(w.value)})
			}
		}
	}
	f.end()
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
		for _, x := range m.of(int32(i)) {
			fmt.Fprintf(b, "\t%s:%s", m.Classes[x.class], strconv.FormatFloat(float64(x.value), 'f', 2, 32))
		}
		b.WriteByte('\n')
	}
	return b.Flush()
}
