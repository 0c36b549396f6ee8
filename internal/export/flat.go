package export

import (
	"bufio"
	"context"
	"encoding/csv"
	"encoding/json"
	"slices"
	"strings"

	"github.com/parquet-go/parquet-go"

	"parley"
)

// This file writes the flat forms: CSV, JSON lines, Parquet.

func sortStrings(s []string) { slices.Sort(s) }

// writeCSV writes a head and a row an event, as RFC 4180 has it, in UTF-8.
func writeCSV(ctx context.Context, w *bufio.Writer, l Ledger, o *Options) (Total, error) {
	c := csv.NewWriter(w)
	var head, cells []string
	for _, col := range columns() {
		head = append(head, col.name)
	}
	if err := c.Write(head); err != nil {
		return Total{}, err
	}
	t, err := each(ctx, l, o, func(e *parley.Event) error {
		r := newRow(e, o)
		cells = r.cells(cells)
		for i := range cells {
			cells[i] = Harmless(cells[i])
		}
		return c.Write(cells)
	})
	c.Flush()
	if err == nil {
		err = c.Error()
	}
	return t, err
}

// Harmless keeps a spreadsheet from taking a cell for a formula: text that begins with
// = + - @, a tab or a line end gets an apostrophe before it. Numbers stay numbers.
func Harmless(s string) string {
	if s == "" || !strings.ContainsRune("=+-@\t\r\n", rune(s[0])) || number(s) {
		return s
	}
	return "'" + s
}

// number tells whether s is a plain decimal number, which no spreadsheet calculates.
func number(s string) bool {
	digits, dots := 0, 0
	for i, r := range s {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case r == '.':
			dots++
		case r == '-' && i == 0:
		default:
			return false
		}
	}
	return digits > 0 && dots <= 1
}

// writeJSONL writes the events as they are in the ledger.
func writeJSONL(ctx context.Context, w *bufio.Writer, l Ledger, o *Options) (Total, error) {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return each(ctx, l, o, func(e *parley.Event) error { return enc.Encode(e) })
}

// parquetRows is how many rows stand in one group, which is what the writer holds.
const parquetRows = 5000

// writeParquet writes the columns of row; the number of rows, the program and its version
// stand in the file's metadata.
func writeParquet(ctx context.Context, w *bufio.Writer, l Ledger, o *Options) (Total, error) {
	p := parquet.NewGenericWriter[row](w, parquet.MaxRowsPerRowGroup(parquetRows), parquet.Compression(&parquet.Zstd),
		parquet.KeyValueMetadata("parley.version", o.Version), parquet.KeyValueMetadata("parley.made", o.Made))
	one := make([]row, 1)
	t, err := each(ctx, l, o, func(e *parley.Event) error {
		one[0] = newRow(e, o)
		_, err := p.Write(one)
		return err
	})
	if err != nil {
		return t, err
	}
	return t, p.Close()
}
