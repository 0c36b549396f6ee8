// Package run is what every reader of the benchmark shares: a process that reads the pages
// of one set, one after the other, and says how long it took.
//
// The data: SET/html/*.html.gz ──gunzip──▶ bytes ──Reader──▶ Page, one a line of OUT; and at
// the end one Cost on standard output. A Page has those fields of the contract's page
// object that the scorer looks at.
package run

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Page is a page object: what the scorer reads of it.
type Page struct {
	Source string `json:"source"`
	Kind   string `json:"page"` // article, listing, live or other
	Items  []Item `json:"items"`
}

// Item is one story of a page.
type Item struct {
	Kind      string   `json:"kind"` // article, teaser or entry
	Title     string   `json:"title"`
	Lead      string   `json:"lead"`
	Body      string   `json:"body"`
	Published *Day     `json:"published"`
	Authors   []string `json:"authors"`
}

// Day is a date as YYYY-MM-DD.
type Day struct {
	Value string `json:"value"`
}

// Cost is what a set took to read.
type Cost struct {
	Pages  int           `json:"pages"`
	Failed int           `json:"failed"` // pages on which the reader gave an error or panicked
	Bytes  int64         `json:"bytes"`  // of markup, without compression
	CPU    time.Duration `json:"cpu"`    // of the process while it read, its collector included
	Peak   int64         `json:"peak"`   // resident memory at its highest, bytes; 0 where unknown
}

// Reader reads the bytes of one page.
type Reader func(markup []byte) (Page, error)

// Article is the page object of a reader that knows nothing but articles.
func Article(it Item) Page {
	it.Kind = "article"
	return Page{Kind: "article", Items: []Item{it}}
}

// Main is the main function of a reader: NAME SET OUT.
func Main(read Reader) {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage:", filepath.Base(os.Args[0]), "SET OUT")
		os.Exit(2)
	}
	cost, err := set(read, os.Args[1], os.Args[2])
	if err == nil {
		err = json.NewEncoder(os.Stdout).Encode(cost)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// set reads the pages of a set in the order of their names.
func set(read Reader, dir, out string) (Cost, error) {
	var c Cost
	names, err := filepath.Glob(filepath.Join(dir, "html", "*.html.gz"))
	if err != nil {
		return c, err
	}
	f, err := os.Create(out)
	if err != nil {
		return c, err
	}
	defer f.Close()
	w := bufio.NewWriter(f)
	enc := json.NewEncoder(w)
	for _, name := range names {
		b, err := unzip(name)
		if err != nil {
			return c, err
		}
		before := processor()
		p, err := try(read, b)
		c.CPU += processor() - before
		c.Pages++
		c.Bytes += int64(len(b))
		if err != nil {
			c.Failed++
		}
		p.Source = name
		if err := enc.Encode(p); err != nil {
			return c, err
		}
	}
	c.Peak = peak()
	return c, w.Flush()
}

// try turns a panic of a reader into an error.
func try(read Reader, b []byte) (p Page, err error) {
	defer func() {
		if r := recover(); r != nil {
			p, err = Page{}, fmt.Errorf("panic: %v", r)
		}
	}()
	return read(b)
}

func unzip(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return io.ReadAll(z)
}

// processor is the processor time that this process has used.
func processor() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// peak asks the system for the highest resident memory of this process. Linux only: the
// figure of getrusage would hold that of the process that started this one.
func peak() int64 {
	b, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	_, rest, ok := strings.Cut(string(b), "VmHWM:")
	if !ok {
		return 0
	}
	n, _ := strconv.ParseInt(strings.Fields(rest)[0], 10, 64)
	return n * 1024
}
