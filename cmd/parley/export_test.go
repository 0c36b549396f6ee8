package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"parley/internal/app"
)

// rowsOf counts the rows of an exported file with a reader of its format.
func rowsOf(t *testing.T, format string, data []byte) int {
	t.Helper()
	count := func(mark string) int { return bytes.Count(data, []byte(mark)) }
	switch format {
	case "csv":
		all, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		return len(all) - 1
	case "plover":
		return count("\n") - 1
	case "jsonl", "gdelt":
		return count("\n")
	case "parquet":
		f, err := parquet.OpenFile(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatal(err)
		}
		return int(f.NumRows())
	case "ics":
		return count("\r\nBEGIN:VEVENT\r\n")
	case "atom":
		return count("<entry>")
	case "graphml":
		return count("<edge ")
	}
	var doc map[string]json.RawMessage
	if err := json.Unmarshal(data, &doc); err != nil {
		t.Fatal(err)
	}
	for _, list := range []string{"items", "hasPart"} {
		var all []json.RawMessage
		if json.Unmarshal(doc[list], &all) == nil && len(all) > 0 {
			return len(all)
		}
	}
	return 0
}

// TestExportsAreWhole: every export holds as many rows as it says, its events and those that
// it says it left out are those of the ledger, and the codebook beside a table names its
// columns in their order.
func TestExportsAreWhole(t *testing.T) {
	if testing.Short() {
		t.Skip("reads all examples")
	}
	examples, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	examples += "/../../examples/pages"
	t.Chdir(t.TempDir())
	run := func(args ...string) string {
		t.Helper()
		var out, log bytes.Buffer
		if code := app.Main(t.Context(), args, strings.NewReader(""), &out, &log); code != 0 {
			t.Fatalf("%q: status %d: %s", args, code, log.String())
		}
		return log.String()
	}
	said := regexp.MustCompile(`(\d+) claims, (\d+) events`).FindStringSubmatch(run("ingest", examples))
	if said == nil {
		t.Fatal("ingest says no count of events")
	}
	var events int
	if _, err := fmt.Sscan(said[2], &events); err != nil {
		t.Fatal(err)
	}
	total := regexp.MustCompile(`: (\d+) rows? of (\d+) events?(?:; (\d+) events? left out)?`)
	for _, format := range []string{"csv", "jsonl", "parquet", "plover", "gdelt", "ics", "atom", "jsonfeed", "jsonld", "graphml"} {
		m := total.FindStringSubmatch(run("export", "--format", format, "--out", "x."+format))
		if m == nil {
			t.Errorf("%s: no total", format)
			continue
		}
		var rows, of, left int
		fmt.Sscan(m[1], &rows)
		fmt.Sscan(m[2], &of)
		fmt.Sscan(m[3], &left) // nothing where none was left out
		data, err := os.ReadFile("x." + format)
		if err != nil {
			t.Fatal(err)
		}
		if got := rowsOf(t, format, data); got != rows || rows == 0 {
			t.Errorf("%s: %d rows, %d said", format, got, rows)
		}
		if of+left != events && format != "ics" { // a calendar speaks of what is planned only
			t.Errorf("%s: %d events and %d left out, of %d", format, of, left, events)
		}
	}
	header, _, _ := strings.Cut(read(t, "x.csv"), "\n")
	var listed []string
	run("export", "--format", "csv", "--out", "x.csv") // its codebook was written over
	for _, m := range regexp.MustCompile(`(?m)^\| ([a-z_]+) \| `).FindAllStringSubmatch(read(t, "x.codebook.md"), -1) {
		listed = append(listed, m[1])
	}
	listed = slices.DeleteFunc(listed, func(s string) bool { return s == "column" })
	if want := strings.Split(strings.TrimSpace(strings.TrimPrefix(header, "\ufeff")), ","); !slices.Equal(listed, want) {
		t.Errorf("the codebook tells the columns\n%q, the file has\n%q", listed, want)
	}
}

func read(t *testing.T, file string) string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
