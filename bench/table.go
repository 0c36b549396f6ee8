package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
)

// This file prints the table.

// columns are the scorer's figures, and how the table calls them.
var columns = [][2]string{
	{"lead+body", "F1"},
	{"body", "F1 body"},
	{"exact", "exact"},
	{"first", "first para"},
	{"leaks", "leaks"},
	{"must", "must"},
	{"must_not", "must not"},
	{"title", "title"},
	{"date", "date"},
	{"authors", "authors"},
	{"article", "articles"},
	{"listing", "listings"},
}

// write prints the rows, with a line between sets.
func write(w io.Writer, rows []row, markdown bool) {
	head := []string{"set", "reader", "pages/s", "MB/s", "peak MiB", "failed"}
	for _, c := range columns {
		head = append(head, c[1])
	}
	line := func(cells []string) { fmt.Fprintf(w, "| %s |\n", strings.Join(cells, " | ")) }
	if !markdown {
		t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
		defer t.Flush()
		line = func(cells []string) { fmt.Fprintln(t, strings.Join(cells, "\t")+"\t") }
	}
	line(head)
	if markdown {
		line(strings.Split("---|---"+strings.Repeat("|--:", len(head)-2), "|"))
	}
	last := ""
	for _, r := range rows {
		if !markdown && last != "" && r.set != last {
			line(make([]string, len(head)))
		}
		last = r.set
		line(cells(r))
	}
}

// cells writes a row down; – is a figure that there is not.
func cells(r row) []string {
	out := []string{
		r.set, r.reader,
		fmt.Sprintf("%.0f", perSecond(float64(r.cost.Pages), r.cost.CPU)),
		fmt.Sprintf("%.1f", perSecond(float64(r.cost.Bytes)/1e6, r.cost.CPU)),
		fmt.Sprintf("%.0f", float64(r.cost.Peak)/(1<<20)),
		fmt.Sprint(r.cost.Failed),
	}
	for _, c := range columns {
		f := r.figures[c[0]]
		if f == "" {
			f = "–"
		}
		out = append(out, strings.TrimPrefix(f, "0"))
	}
	return out
}
