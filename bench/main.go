// Command bench measures parley beside other readers of news pages: each reads the same
// pages in a process of its own, one after the other, on one core.
//
// The data: the folders of SHARED/pages ──readers──▶ page objects and a run.Cost each
// ──SHARED/score/pages.py──▶ figures ──▶ one row a set and reader. Usage: see README.md.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"parley/bench/run"
)

// whole is the row of the product: the binary, claims and all.
const whole = "parley read"

// readers in the order of the table.
var readers = []string{"parley", whole, "trafilatura", "readability", "domdistiller", "parse"}

// row is one line of the table.
type row struct {
	set, reader string
	cost        run.Cost
	figures     map[string]string // what the scorer says, by column; nil where it was not run
}

// bench is one run of the command.
type bench struct {
	shared, work string
	core         string
}

func main() {
	markdown := flag.Bool("markdown", false, "print the table as Markdown")
	sets := flag.String("sets", "aeb,fundus-eval,wcxb,vi", "folders of SHARED/pages to read, with commas between")
	only := flag.String("readers", strings.Join(readers, ","), "readers to run, with commas between")
	keep := flag.String("keep", "", "write the page objects into this folder and leave them there")
	core := flag.String("core", "0", "the core to run on, where taskset is there")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "usage: bench [flags] SHARED")
		flag.PrintDefaults()
		os.Exit(2)
	}
	if err := start(*keep, flag.Arg(0), *core, strings.Split(*sets, ","), strings.Split(*only, ","), *markdown); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// start builds the readers, runs them on the sets and prints the table.
func start(keep, shared, core string, sets, names []string, markdown bool) error {
	work, err := os.MkdirTemp("", "parley-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	b := &bench{shared: shared, work: work, core: core}
	if keep != "" {
		if err := os.MkdirAll(keep, 0o755); err != nil {
			return err
		}
	}
	for _, name := range names {
		if !slices.Contains(readers, name) {
			return fmt.Errorf("no reader %q: there are %s", name, strings.Join(readers, ", "))
		}
		if err := b.build(name); err != nil {
			return err
		}
	}
	var rows []row
	for _, set := range sets {
		for _, name := range names {
			fmt.Fprintf(os.Stderr, "%s: %s\n", set, name)
			out := filepath.Join(b.work, "out.jsonl")
			if keep != "" {
				out = filepath.Join(keep, set+"-"+strings.ReplaceAll(name, " ", "-")+".jsonl")
			}
			r, err := b.measure(set, name, out)
			if err != nil {
				return fmt.Errorf("%s on %s: %w", name, set, err)
			}
			rows = append(rows, r)
		}
	}
	write(os.Stdout, append(rows, totals(rows, names)...), markdown)
	return nil
}

// binary is where a reader is built to.
func (b *bench) binary(name string) string {
	return filepath.Join(b.work, strings.ReplaceAll(name, " ", "-"))
}

// build compiles a reader; each is a program of its own, so that none carries another's weight.
func (b *bench) build(name string) error {
	c := exec.Command("go", "build", "-o", b.binary(name), "./readers/"+name)
	if name == whole {
		c = exec.Command("go", "build", "-o", b.binary(name), "./cmd/parley")
		c.Dir = ".."
	}
	c.Stderr = os.Stderr
	if err := c.Run(); err != nil {
		return fmt.Errorf("building %s (run this in the folder bench): %w", name, err)
	}
	return nil
}

// command runs a program on one core.
func (b *bench) command(name string, args ...string) *exec.Cmd {
	c := exec.Command(name, args...)
	if taskset, err := exec.LookPath("taskset"); err == nil {
		c = exec.Command(taskset, append([]string{"-c", b.core, name}, args...)...)
	}
	c.Env = append(os.Environ(), "GOMAXPROCS=1")
	c.Stderr = os.Stderr
	return c
}

// measure reads a set with a reader and scores what it read.
func (b *bench) measure(set, name, out string) (row, error) {
	r := row{set: set, reader: name}
	dir := filepath.Join(b.shared, "pages", set)
	var err error
	if name == whole {
		r.cost, err = b.product(dir, out)
	} else {
		var s []byte
		if s, err = b.command(b.binary(name), dir, out).Output(); err == nil {
			err = json.Unmarshal(s, &r.cost)
		}
	}
	if err != nil || name == "parse" {
		return r, err
	}
	r.figures, err = b.score(dir, out)
	return r, err
}

// product runs parley itself; its start and its claims count.
func (b *bench) product(dir, out string) (run.Cost, error) {
	var c run.Cost
	names, err := filepath.Glob(filepath.Join(dir, "html", "*.html.gz"))
	if err != nil {
		return c, err
	}
	f, err := os.Create(out)
	if err != nil {
		return c, err
	}
	defer f.Close()
	p := b.command(b.binary(whole), append([]string{"read", "--quiet", "--format", "jsonl"}, names...)...)
	p.Stdout = f
	err = p.Run()
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() == 1 { // a page could not be read: it was named
		err = nil
		c.Failed++
	}
	c.Pages = len(names)
	c.CPU = p.ProcessState.UserTime() + p.ProcessState.SystemTime()
	c.Peak = peak(p.ProcessState)
	for _, name := range names {
		n, err := size(name)
		if err != nil {
			return c, err
		}
		c.Bytes += n
	}
	return c, err
}

// totals sums the costs of each reader over the sets.
func totals(rows []row, names []string) []row {
	var out []row
	for _, name := range names {
		t := row{set: "all", reader: name}
		for _, r := range rows {
			if r.reader != name {
				continue
			}
			t.cost.Pages += r.cost.Pages
			t.cost.Failed += r.cost.Failed
			t.cost.Bytes += r.cost.Bytes
			t.cost.CPU += r.cost.CPU
			t.cost.Peak = max(t.cost.Peak, r.cost.Peak)
		}
		out = append(out, t)
	}
	return out
}

// perSecond is n by the seconds of d.
func perSecond(n float64, d time.Duration) float64 {
	if d <= 0 {
		return 0
	}
	return n / d.Seconds()
}
