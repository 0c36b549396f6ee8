package pack

import (
	"bufio"
	"fmt"
	"io/fs"
	"strings"

	"golang.org/x/text/unicode/norm"

	"parley/internal/rule"
)

// Row is one line of a table.
type Row struct {
	Line  int
	Cells []string
}

// Table is a file of tab-separated rows, sorted by its first cell.
type Table struct {
	File string
	Rows []Row
}

// readTable reads a table and lints its form: NFC, sorted, no blank cells at the end, at
// least min and at most max cells.
func readTable(fsys fs.FS, file string, min, max int) (*Table, []error) {
	f, err := fsys.Open(file)
	if err != nil {
		return &Table{File: file}, []error{err}
	}
	defer f.Close()
	t := &Table{File: file}
	var errs []error
	bad := func(n int, format string, args ...any) {
		errs = append(errs, &rule.Error{File: file, Line: n, Msg: fmt.Sprintf(format, args...)})
	}
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<20)
	last := ""
	for n := 1; sc.Scan(); n++ {
		line := sc.Text()
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if !norm.NFC.IsNormalString(line) {
			bad(n, "not in Unicode form NFC")
			line = norm.NFC.String(line)
		}
		cells := strings.Split(line, "\t")
		for _, c := range cells {
			if c != strings.TrimSpace(c) {
				bad(n, "space around %q", c)
			}
		}
		if len(cells) < min || len(cells) > max {
			bad(n, "%d cells, want %d to %d", len(cells), min, max)
			continue
		}
		if cells[0] < last {
			bad(n, "%q stands after %q: rows are sorted by their first cell", cells[0], last)
		}
		last = cells[0]
		t.Rows = append(t.Rows, Row{n, cells})
	}
	if err := sc.Err(); err != nil {
		bad(0, "%v", err)
	}
	return t, errs
}

// unique reports rows whose first n cells stand twice.
func (t *Table) unique(n int) []error {
	var errs []error
	seen := map[string]int{}
	for _, r := range t.Rows {
		k := strings.Join(r.Cells[:n], "\t")
		if at, dup := seen[k]; dup {
			errs = append(errs, &rule.Error{File: t.File, Line: r.Line, Msg: fmt.Sprintf("%q stands already in line %d", k, at)})
		}
		seen[k] = r.Line
	}
	return errs
}

// Words are the surface forms of ids in one table of a language.
type Words struct {
	Forms map[string][]string // id → forms, the first is the usual one
	Flags map[string][]string // id → flags
	Order []string            // ids as they stand
}

// Flag returns the values of flags "name:value" of the id, with _ read as a space.
func (w *Words) Flag(id, name string) []string {
	var out []string
	for _, f := range w.Flags[id] {
		if k, v, ok := strings.Cut(f, ":"); ok && k == name {
			out = append(out, strings.ReplaceAll(v, "_", " "))
		}
	}
	return out
}

// readWords reads a table of words: id, forms separated by |, flags separated by spaces.
func readWords(fsys fs.FS, file string) (*Words, []error) {
	t, errs := readTable(fsys, file, 2, 3)
	errs = append(errs, t.unique(1)...)
	w := &Words{Forms: map[string][]string{}, Flags: map[string][]string{}}
	for _, r := range t.Rows {
		id := r.Cells[0]
		forms := strings.Split(r.Cells[1], "|")
		seen := map[string]bool{}
		for _, f := range forms {
			if f == "" || f != strings.TrimSpace(f) || seen[f] {
				errs = append(errs, &rule.Error{File: file, Line: r.Line, Msg: fmt.Sprintf("form %q of %s is empty, padded or stands twice", f, id)})
			}
			seen[f] = true
		}
		w.Forms[id] = forms
		w.Order = append(w.Order, id)
		if len(r.Cells) == 3 {
			w.Flags[id] = strings.Fields(r.Cells[2])
		}
	}
	return w, errs
}
