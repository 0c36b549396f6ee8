package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"parley/internal/app"
)

// shown are the commands that README.md and docs/use.md show, each on a line of its own.
var shown = regexp.MustCompile(`(?m)^    (?:go run \./cmd/)?parley (.*)$`)

// words cuts a line as a shell does: at blanks, but not between single quotes.
func words(line string) []string {
	var out []string
	for i, part := range strings.Split(line, "'") {
		if i%2 == 1 {
			out = append(out, part)
			continue
		}
		out = append(out, strings.Fields(part)...)
	}
	return out
}

// TestReadme runs every command that newcomers are shown, in order, in an empty folder with
// the examples beside it: each works, and each search finds something.
func TestReadme(t *testing.T) {
	if testing.Short() {
		t.Skip("reads all examples")
	}
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, file := range []string{"README.md", "docs/use.md"} {
		text, err := os.ReadFile(filepath.Join(root, file))
		if err != nil {
			t.Fatal(err)
		}
		if file == "README.md" && !bytes.Contains(text, []byte("\n    go test ./...\n")) {
			t.Error("README.md does not show the command that runs the tests")
		}
		for _, m := range shown.FindAllSubmatch(text, -1) {
			lines = append(lines, string(m[1]))
		}
	}
	if len(lines) < 6 {
		t.Fatalf("only %d commands are shown: %q", len(lines), lines)
	}
	t.Chdir(t.TempDir())
	if err := os.CopyFS("examples", os.DirFS(filepath.Join(root, "examples"))); err != nil {
		t.Fatal(err)
	}
	for _, line := range lines {
		args := words(line)
		if args[0] == "serve" {
			continue // it does not end; other tests serve
		}
		var out, log bytes.Buffer
		code := app.Main(t.Context(), args, strings.NewReader(""), &out, &log)
		if code != 0 || out.Len()+log.Len() == 0 {
			t.Errorf("parley %s: status %d: %s", line, code, log.String())
		}
		if args[0] == "search" && strings.Contains(log.String(), "of 0 found") {
			t.Errorf("parley %s finds nothing", line)
		}
	}
}
