package annotate

import (
	"flag"
	"os"
	"strings"
	"testing"
)

var (
	update = flag.Bool("update", false, "rewrite the expected lines in testdata")
	timing = flag.Bool("timing", false, "also measure how time grows with the text")
)

// rewriteLines passes every line of a file that is no comment to check, which returns what
// the line should be; with -update the file is rewritten so. A line after "#! " says what
// would be right and is not so yet.
func rewriteLines(t *testing.T, file string, check func(n int, line string) string) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(data), "\n")
	cases := 0
	for i, l := range lines {
		if right, ok := strings.CutPrefix(l, "#! "); ok {
			if check(i+1, right) == right {
				lines[i] = right
				if !*update {
					t.Errorf("%s:%d is right now: take the #! away (-update does)", file, i+1)
				}
			}
			continue
		}
		if strings.HasPrefix(l, "#") {
			continue
		}
		got := check(i+1, l)
		if got != l && !*update {
			t.Errorf("%s:%d:\n  got  %s\n  want %s", file, i+1, got, l)
		}
		lines[i] = got
		cases++
	}
	if cases == 0 {
		t.Fatalf("%s holds no case", file)
	}
	if *update {
		if err := os.WriteFile(file, []byte(strings.Join(lines, "\n")), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
