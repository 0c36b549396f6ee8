package app

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"parley"
	"parley/internal/export"
)

// listing are the flags of every command that prints a list from the database.
type listing struct {
	Format string `enum:"table,jsonl,csv" default:"table" help:"table, jsonl or csv."`
	Lang   tongue `placeholder:"TAG" help:"Language of names: vi or en (default: as $$LANG says, else en)."`
}

// tongue is a language that names and forms are known in, as a flag says it: vi, en, vi-VN, en_GB.
type tongue string

// UnmarshalText refuses other languages: what was printed instead would be in another one without
// a word of why.
func (t *tongue) UnmarshalText(text []byte) error {
	tag, _, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(string(text), "_", "-")), "-")
	if tag != "vi" && tag != "en" {
		return fmt.Errorf("no language %q: vi or en", text)
	}
	*t = tongue(tag)
	return nil
}

// language is the language of names.
func (l *listing) language() string {
	if l.Lang != "" {
		return string(l.Lang)
	}
	for _, k := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := os.Getenv(k); v != "" {
			tag, _, _ := strings.Cut(v, "_")
			if len(tag) == 2 {
				return tag
			}
			return "en"
		}
	}
	return "en"
}

// write prints a list: head and row say what its columns hold, for a table and for CSV;
// JSON prints the records themselves, one a line.
func write[T any](l *listing, w io.Writer, all []T, head []string, row func(*T) []string) error {
	b := bufio.NewWriter(w)
	switch l.Format {
	case "jsonl":
		enc := json.NewEncoder(b)
		enc.SetEscapeHTML(false)
		for i := range all {
			if err := enc.Encode(&all[i]); err != nil {
				return err
			}
		}
	case "csv":
		if err := writeCSV(b, all, head, row); err != nil {
			return err
		}
	default:
		rows := [][]string{head}
		for i := range all {
			rows = append(rows, row(&all[i]))
		}
		writeTable(b, rows)
	}
	return b.Flush()
}

func writeCSV[T any](w io.Writer, all []T, head []string, row func(*T) []string) error {
	c := csv.NewWriter(w)
	if err := c.Write(head); err != nil {
		return err
	}
	for i := range all {
		cells := row(&all[i])
		for k := range cells {
			cells[k] = export.Harmless(cells[k])
		}
		if err := c.Write(cells); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

// widest is how wide a column but the last may be.
const widest = 48

// writeTable aligns cells by characters.
func writeTable(w io.Writer, rows [][]string) {
	width := make([]int, len(rows[0]))
	for _, r := range rows {
		for i, c := range r {
			r[i] = parley.Plain(c)
			if i < len(r)-1 {
				r[i] = parley.Shorten(r[i], widest)
			}
			width[i] = max(width[i], utf8.RuneCountInString(r[i]))
		}
	}
	for _, r := range rows {
		var line strings.Builder
		for i, c := range r {
			line.WriteString(c)
			if i < len(r)-1 {
				line.WriteString(strings.Repeat(" ", width[i]-utf8.RuneCountInString(c)+2))
			}
		}
		fmt.Fprintln(w, strings.TrimRight(line.String(), " "))
	}
}
