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

// What reading may hold before memory is collected sooner than it would be, in bytes: what stays, and the
// pages of each core. While pages are only taken apart little stays, and memory that has doubled would be
// collected several times a page: it may grow to five times of that. Rules and models, of which rulesMemory stays, are
// loaded when a page comes in their language.
const (
	readMemory  = 24 << 20
	coreMemory  = 8 << 20
	rulesMemory = 28 << 20
	pageCollect = 400 // per cent
	readCollect = 100
)

// Run reads the paths in order; places that cannot be read are named and passed over.
func (c *readCmd) Run(e *env) error {
	if err := checkDay("--date", c.Date); err != nil {
		return err
	}
	bounded := os.Getenv("GOMEMLIMIT") == "" && os.Getenv("GOGC") == ""
	cores := int64(runtime.GOMAXPROCS(0))
	if bounded {
		debug.SetGCPercent(pageCollect)
		debug.SetMemoryLimit(readMemory + coreMemory*cores)
	}
	r, err := e.lateReader(func() {
		if bounded {
			debug.SetGCPercent(readCollect)
			debug.SetMemoryLimit(rulesMemory + readMemory + coreMemory*cores)
		}
	})
	if err != nil {
		return err
	}
	r.Within(c.Limit)
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
		if err := r.Fault(o.made.Language); err != nil {
			return err
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
