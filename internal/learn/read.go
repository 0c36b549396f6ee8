package learn

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
)

// Limits of a model file: it comes with the program, but may be replaced.
const (
	maxLine    = 1 << 16
	maxClasses = 256
	maxRows    = 1 << 20
	maxWeight  = 1e3
	maxText    = 1 << 30
)

// Read reads a model from text. An error says in which line it is.
func Read(r io.Reader) (*Model, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxText))
	if err != nil {
		return nil, err
	}
	return Parse(string(text))
}

// Parse is Read of a text, which the model does not keep.
func Parse(text string) (*Model, error) {
	var p parser
	p.made.grow(strings.Count(text, "\n")+1, strings.Count(text, ":"))
	for p.at < len(text) {
		p.line++
		if err := p.next(text); err != nil {
			return nil, fmt.Errorf("line %d: %w", p.line, err)
		}
	}
	if p.classes == nil {
		return nil, errors.New("no line of classes")
	}
	return p.made.model(p.classes)
}

// parser is the state of Parse.
type parser struct {
	made     builder
	classes  []string
	class    map[string]int32
	at, line int
	rows     int
	last     string
	weights  []weight // of the line
}

// next reads the line that begins at p.at, and goes behind it.
func (p *parser) next(text string) error {
	from, to := p.at, len(text)
	if n := strings.IndexByte(text[from:], '\n'); n >= 0 {
		to = from + n
		p.at = to + 1
	} else {
		p.at = to
	}
	if to-from > maxLine {
		return bufio.ErrTooLong
	}
	line := strings.TrimSuffix(text[from:to], "\r")
	name, rest, more := strings.Cut(line, "\t")
	switch {
	case name == "" || name[0] == '#':
		return nil
	case p.classes == nil:
		return p.first(strings.Split(line, "\t"))
	case name <= p.last:
		return fmt.Errorf("%q is not in order", name)
	}
	p.last = name
	if p.rows++; p.rows > maxRows {
		return errors.New("too many features")
	}
	p.weights = p.weights[:0]
	for more {
		var cell string
		cell, rest, more = strings.Cut(rest, "\t")
		if err := p.weight(cell); err != nil {
			return err
		}
	}
	p.made.add(hashName(name), p.weights...)
	return nil
}

// first reads the line that names the classes.
func (p *parser) first(cells []string) error {
	if cells[0] != "classes" || len(cells) < 3 || len(cells) > maxClasses+1 {
		return errors.New("the first line must name two classes or more")
	}
	p.class = map[string]int32{}
	for i, c := range cells { // of their own, so that they do not hold the text
		cells[i] = strings.Clone(c)
	}
	for i, c := range cells[1:] {
		if _, twice := p.class[c]; twice || c == "" {
			return fmt.Errorf("class %q", c)
		}
		p.class[c] = int32(i)
	}
	p.classes = cells[1:]
	return nil
}

// weight reads "class:weight".
func (p *parser) weight(cell string) error {
	i := strings.LastIndexByte(cell, ':')
	if i < 0 {
		return fmt.Errorf("%q is not class:weight", cell)
	}
	k, known := p.class[cell[:i]]
	v, ok := hundredths(cell[i+1:])
	if !ok {
		x, err := strconv.ParseFloat(cell[i+1:], 32)
		v, ok = float32(x), err == nil && math.Abs(x) <= maxWeight
	}
	if !known || !ok {
		return fmt.Errorf("%q is not class:weight", cell)
	}
	p.weights = append(p.weights, weight{k, v})
	return nil
}

// hundredths reads a number as Write writes it, with up to three digits before the point and two behind it;
// ok is false for any other text. One division of whole numbers rounds as strconv does.
func hundredths(s string) (v float32, ok bool) {
	digits := strings.TrimPrefix(s, "-")
	if len(digits) < 4 || len(digits) > 6 || digits[len(digits)-3] != '.' {
		return 0, false
	}
	n := 0
	for i := range len(digits) {
		switch c := digits[i]; {
		case i == len(digits)-3:
		case c < '0' || c > '9':
			return 0, false
		default:
			n = 10*n + int(c-'0')
		}
	}
	v = float32(n) / 100
	if len(digits) < len(s) {
		v = -v
	}
	return v, true
}

// Write writes a model that was trained as Read reads it, below a comment.
func (m *Model) Write(w io.Writer, comment string) error {
	b := bufio.NewWriter(w)
	for l := range strings.Lines(comment) {
		fmt.Fprintf(b, "# %s\n", strings.TrimRight(l, "\n"))
	}
	fmt.Fprintf(b, "classes\t%s\n", strings.Join(m.Classes, "\t"))
	for _, name := range m.names {
		b.WriteString(name)
		for _, x := range m.weights(nil, hashName(name)) {
			fmt.Fprintf(b, "\t%s:%s", m.Classes[x.class], strconv.FormatFloat(float64(x.value), 'f', 2, 32))
		}
		b.WriteByte('\n')
	}
	return b.Flush()
}
