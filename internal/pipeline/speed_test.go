//go:build unix

package pipeline

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"parley"
	"parley/internal/annotate"
	"parley/internal/extract"
	"parley/internal/pack"
)

// The corpus beside the project is what the speed of reading is told by: real articles,
// one page each, read on one core. Without it the benchmarks are skipped; the one of
// package extract works on sentences of its own.

// shippedReader is the reader with the packs as they are shipped.
func shippedReader(t testing.TB) *Reader {
	t.Helper()
	p, errs := pack.Load(os.DirFS(filepath.FromSlash("../../packs")))
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	r, errs := NewReader(p)
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	return r
}

// articles are the first n pages of the corpus.
func articles(t testing.TB, n int) []*parley.Page {
	t.Helper()
	f, err := os.Open(filepath.FromSlash("../../../shared/corpus/diplomacy-2017.jsonl.gz"))
	if err != nil {
		t.Skip("no corpus at hand: ", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	sc := bufio.NewScanner(z)
	sc.Buffer(nil, 1<<22)
	var out []*parley.Page
	for len(out) < n && sc.Scan() {
		var d struct{ ID, Text string }
		if err := json.Unmarshal(sc.Bytes(), &d); err != nil {
			t.Fatal(err)
		}
		out = append(out, &parley.Page{Source: d.ID, Bytes: []byte(d.Text), Media: parley.MediaText})
	}
	return out
}

// cpuTime is the processor time that the process has used: other processes that want the
// same processors do not count.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func inputOf(a *annotate.Annotated) *extract.Input {
	return &extract.Input{PageID: "p", Sentences: a.Sentences, Lines: a.Lines, Items: a.Items}
}

// BenchmarkCorpus reads 200 articles: each stage alone, understanding (from layouts to
// claims), and all of them together as `parley read` does it. The speeds are by processor
// time, that of the garbage collector included.
func BenchmarkCorpus(b *testing.B) {
	r := shippedReader(b)
	pages := articles(b, 200)
	var ls []*parley.Layout
	var an []*annotate.Annotated
	size, sentences := 0, 0
	for _, p := range pages {
		l := r.pages.Read(p)
		u, ok := r.understander(l.Language)
		if !ok {
			continue
		}
		a := u.annotate.Annotate(l, "")
		ls, an = append(ls, l), append(an, a)
		size, sentences = size+len(l.Text), sentences+len(a.Sentences)
	}
	u := worker{}.of(r, "vi")
	each := func(name string, read func(i int)) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			start := cpuTime()
			for b.Loop() {
				for i := range ls {
					read(i)
				}
			}
			seconds := (cpuTime() - start).Seconds()
			b.ReportMetric(float64(b.N*size)/1e6/seconds, "MB/s-cpu")
			b.ReportMetric(float64(b.N*sentences)/seconds, "sentences/s-cpu")
		})
	}
	each("page", func(i int) { r.pages.Read(pages[i]) })
	each("annotate", func(i int) { u.annotate.Annotate(ls[i], "") })
	each("extract", func(i int) { u.extract.Extract(inputOf(an[i])) })
	each("understand", func(i int) { understand(u, ls[i]) })
	each("read", func(i int) { r.Read(pages[i]) })
}

// BenchmarkStart is what every start of the program pays: all tables read and checked, all
// rules compiled, the stages made ready.
func BenchmarkStart(b *testing.B) {
	b.ReportAllocs()
	start := cpuTime()
	for b.Loop() {
		shippedReader(b)
	}
	b.ReportMetric(float64((cpuTime()-start).Milliseconds())/float64(b.N), "ms-cpu/op")
}
