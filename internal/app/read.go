package app

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"time"

	"parley"
)

// readCmd prints what pages say.
type readCmd struct {
	Format string        `enum:"auto,text,jsonl" default:"auto" help:"text: a brief to read; jsonl: one page a line (default: text on a terminal, else jsonl)."`
	Date   string        `placeholder:"DAY" help:"Day of publication (YYYY-MM-DD) of pages that carry none."`
	Limit  time.Duration `name:"page-time" default:"1m" help:"How long one page may take; what was read until then is kept."`
	Paths  []string      `arg:"" name:"path" help:"Files and directories of pages, and what holds pages: ${holders}; - is standard input."`
}

// What reading may hold before memory is collected sooner than it would be, in bytes: the packs and
// what is read into, and the pages of each core. It costs no time that can be measured, and takes a
// sixth off the highest mark, which large pages make.
const (
	readMemory = 64 << 20
	coreMemory = 32 << 20
)

// Run reads the paths in order; places that cannot be read are named and passed over.
func (c *readCmd) Run(e *env) error {
	if c.Date != "" {
		if _, err := parley.ParseEDTF(c.Date); err != nil {
			return usage("--date %s: %v", c.Date, err)
		}
	}
	r, err := e.reader()
	if err != nil {
		return err
	}
	r.Within(c.Limit)
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(readMemory + coreMemory*int64(runtime.GOMAXPROCS(0)))
	}
	format := c.Format
	if format == "auto" {
		format = "jsonl"
		if terminal(e.out) {
			format = "text"
		}
	}
	w := bufio.NewWriterSize(e.out, 1<<16)
	write := jsonLines(w)
	if format == "text" {
		if write, err = e.briefs(w); err != nil {
			return err
		}
	}
	failed, n := 0, 0
	bar := e.progress("read")
	err = readAll(e.ctx, r.Read, c.Paths, e.sources(), c.Date, func(o outcome[*parley.Reading]) error {
		if o.err != nil {
			failed++
			bar.clear()
			fmt.Fprintln(e.err, "parley:", o.err)
			return nil
		}
		n++
		bar.step(n, o.page.Source)
		return write(o.made)
	})
	bar.clear()
	if err == nil {
		err = w.Flush()
	}
	if err == nil && failed > 0 {
		return errPartial
	}
	return err
}

// jsonLines writes one object a line.
func jsonLines(w *bufio.Writer) func(*parley.Reading) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return func(r *parley.Reading) error { return enc.Encode(r) }
}
