package deptest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestModulesAreNamed: every module of go.mod stands in THIRD-PARTY.md with its licence, and no other does.
func TestModulesAreNamed(t *testing.T) {
	read := func(name string) string {
		text, err := os.ReadFile(filepath.Join("..", "..", name))
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	used, named := map[string]bool{}, map[string]bool{}
	for line := range strings.Lines(read("go.mod")) {
		if f := strings.Fields(line); len(f) >= 2 && strings.HasPrefix(line, "\t") {
			used[f[0]] = true
		}
	}
	for line := range strings.Lines(read("THIRD-PARTY.md")) {
		if cells := strings.Split(line, "|"); len(cells) > 3 && strings.Contains(cells[1], "/") {
			named[strings.TrimSpace(cells[1])] = strings.TrimSpace(cells[2]) != ""
		}
	}
	if len(used) == 0 {
		t.Fatal("go.mod names no modules")
	}
	for m := range used {
		if !named[m] {
			t.Errorf("%s is not in THIRD-PARTY.md with its licence", m)
		}
	}
	for m := range named {
		if !used[m] {
			t.Errorf("%s stands in THIRD-PARTY.md, and not in go.mod", m)
		}
	}
}
