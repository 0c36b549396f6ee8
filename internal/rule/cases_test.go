package rule

import (
	"flag"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite what stands after => in testdata")

// block is one case of a text file: the lines up to the next blank line. Head are the
// lines that do not ask anything, asked are those of the form "input => answer".
type block struct {
	line int
	head []string
	asks []ask
}

type ask struct {
	line     int
	in, want string
}

// readCases reads a file of blocks. A line that begins with # says why the block is there;
// "input => answer" asks; everything else is the head of the block.
func readCases(t *testing.T, file string) []block {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out []block
	open := false
	for n, l := range strings.Split(string(data), "\n") {
		switch in, want, asked := strings.Cut(l, "=>"); {
		case strings.TrimSpace(l) == "":
			open = false
			continue
		case strings.HasPrefix(l, "#"):
			continue
		default:
			if !open {
				out = append(out, block{line: n + 1})
				open = true
			}
			b := &out[len(out)-1]
			if asked {
				b.asks = append(b.asks, ask{n + 1, strings.TrimSpace(in), strings.TrimSpace(want)})
			} else {
				b.head = append(b.head, l)
			}
		}
	}
	if len(out) == 0 {
		t.Fatalf("%s holds no case", file)
	}
	return out
}

// checkCases compares every answer of the file with what get says now, or with -update
// writes that into the file.
func checkCases(t *testing.T, file string, get func(b block, in string) string) {
	t.Helper()
	now := map[int]string{}
	for _, b := range readCases(t, file) {
		for _, a := range b.asks {
			got := get(b, a.in)
			if now[a.line] = got; got != a.want && !*update {
				t.Errorf("%s:%d: %s\n  got  %s\n  want %s", file, a.line, a.in, got, a.want)
			}
		}
	}
	if !*update {
		return
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(data), "\n")
	for n, got := range now {
		in, _, _ := strings.Cut(lines[n-1], "=>")
		lines[n-1] = strings.TrimRight(in, " ") + strings.TrimRight(" => "+got, " ")
	}
	if err := os.WriteFile(file, []byte(strings.Join(lines, "\n")), 0o644); err != nil {
		t.Fatal(err)
	}
}
