package eval

import (
	"bufio"
	"fmt"
	"os"
	"sort"
	"strconv"
	"strings"
)

// Floors are figures below which nothing may fall, by name, such as seeds.claim.
type Floors map[string]float64

// slack is how far a figure may lie below its floor: the floors are kept to three digits.
const slack = 0.0005

// ReadFloors reads a file of lines "name figure"; # begins a comment.
func ReadFloors(file string) (Floors, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	out := Floors{}
	sc := bufio.NewScanner(f)
	for n := 1; sc.Scan(); n++ {
		line, _, _ := strings.Cut(sc.Text(), "#")
		w := strings.Fields(line)
		if len(w) == 0 {
			continue
		}
		if len(w) != 2 {
			return nil, fmt.Errorf("%s:%d: want a name and a figure", file, n)
		}
		v, err := strconv.ParseFloat(w[1], 64)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", file, n, err)
		}
		out[w[0]] = v
	}
	return out, sc.Err()
}

// Below names every figure that lies below its floor, and every one that has none.
func (f Floors) Below(figures map[string]float64) []string {
	var out []string
	for name, v := range figures {
		floor, ok := f[name]
		switch {
		case !ok:
			out = append(out, fmt.Sprintf("%s is %.3f and has no floor", name, v))
		case v < floor-slack:
			out = append(out, fmt.Sprintf("%s fell to %.3f, below its floor %.3f", name, v, floor))
		}
	}
	sort.Strings(out)
	return out
}

// Raise writes the file anew with every figure that rose; none is lowered. The comments
// at its head stay.
func (f Floors) Raise(file string, figures map[string]float64) error {
	old, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var b strings.Builder
	for _, line := range strings.SplitAfter(string(old), "\n") {
		if strings.HasPrefix(line, "#") {
			b.WriteString(line)
		}
	}
	for name, v := range figures {
		f[name] = max(f[name], float64(int(v*1000+0.5))/1000)
	}
	names := make([]string, 0, len(f))
	for name := range f {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		fmt.Fprintf(&b, "%-22s %.3f\n", name, f[name])
	}
	return os.WriteFile(file, []byte(b.String()), 0o644)
}
