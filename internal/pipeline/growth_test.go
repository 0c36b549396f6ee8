//go:build unix

package pipeline

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"parley"
	"parley/internal/store/sqlite"
)

var growth = flag.Int("growth", 0, "measure what 1,000 further articles cost with up to so many stored")

// kit is what made-up articles are made of: sort → lines.
type kit map[string][]string

func newKit(t testing.TB) kit {
	t.Helper()
	f, err := os.Open(filepath.FromSlash("testdata/growth.txt"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	k := kit{}
	for sc := bufio.NewScanner(f); sc.Scan(); {
		if sort, line, ok := strings.Cut(sc.Text(), " "); ok && sort != "#" {
			k[sort] = append(k[sort], line)
		}
	}
	return k
}

// article makes the n-th article: 100 a day, four outlets tell each of the day's 25 stories
// with its own choice of sentences.
func (k kit) article(n int) *parley.Page {
	const perDay, outlets = 100, 4
	day := time.Date(2015, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n/perDay)
	of := rand.New(rand.NewPCG(uint64(n/perDay), uint64(n%perDay/outlets)))
	pick := func(r *rand.Rand, sort string) string { return k[sort][r.IntN(len(k[sort]))] }
	word := func() string {
		var b strings.Builder
		for range 2 + of.IntN(2) {
			b.WriteByte("bcdghklmnprstv"[of.IntN(14)])
			b.WriteByte("aeiou"[of.IntN(5)])
		}
		return b.String()
	}
	date := func(t time.Time) string { return fmt.Sprintf("%d/%d/%d", t.Day(), t.Month(), t.Year()) }
	long := time.Date(2014, 3, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, of.IntN(200))
	words := strings.NewReplacer(
		"{a}", pick(of, "state"), "{b}", pick(of, "state"), "{c}", pick(of, "state"), "{p}", pick(of, "town"), "{t}", pick(of, "topic"),
		"{d}", date(day), "{e}", date(long), "{w}", word(), "{v}", word(), "{n}", strconv.Itoa(2+of.IntN(7)),
	)
	title, lead := pick(of, "title"), pick(of, "lead")
	own := rand.New(rand.NewPCG(uint64(n), 9))
	text := []string{title, lead}
	for range 9 {
		text = append(text, pick(own, "body"))
	}
	return &parley.Page{
		Source: "made-up-" + strconv.Itoa(n), Bytes: []byte(words.Replace(strings.Join(text, "\n\n"))), Media: parley.MediaText,
		Published: day.Format(time.DateOnly), Outlet: fmt.Sprintf("outlet%d.example", n%outlets),
	}
}

// TestGrowth ingests made-up articles and says what the next 1,000 cost, in ten batches, with
// 1,000, 10,000, … stored: reading, then story, merge and track apart, as time of the
// processor, since others may use the machine.
func TestGrowth(t *testing.T) {
	sizes := []int{}
	for n := 1000; n <= *growth; n *= 10 {
		sizes = append(sizes, n)
	}
	file := filepath.Join(t.TempDir(), "growth.db")
	db, err := sqlite.Open(context.Background(), file)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	l, r, k := NewLedger(db, Options{}), shippedReader(t), newKit(t)
	stored := 0
	// add ingests so many articles and returns what reading and each stage cost.
	add := func(n int) (cost [4]time.Duration) {
		start := cpuTime()
		lap := func(i int) { now := cpuTime(); cost[i] += now - start; start = now }
		pages := make([]*parley.Page, n)
		for i := range pages {
			pages[i] = k.article(stored + i)
		}
		stored += n
		for len(pages) > 0 {
			some := min(batch, len(pages))
			if _, err := l.add(context.Background(), pages[:some], r.Read); err != nil {
				t.Fatal(err)
			}
			pages = pages[some:]
		}
		lap(0)
		for i, s := range l.stages() {
			for _, step := range s.step {
				for more := true; more; {
					if more, err = step(context.Background()); err != nil {
						t.Fatal(err)
					}
				}
			}
			lap(i + 1)
		}
		return cost
	}
	if len(sizes) == 0 { // the generator and the stages are tried at least
		add(150)
		if c, err := db.Counts(context.Background()); err != nil || c.Claims < 300 || c.Stories < 20 {
			t.Errorf("%+v, %v", c, err)
		}
		return
	}
	for _, size := range sizes {
		for stored < size {
			add(min(1000, size-stored))
		}
		var sum [4]time.Duration
		for range 10 {
			for i, c := range add(100) {
				sum[i] += c
			}
		}
		info, err := os.Stat(file)
		if err != nil {
			t.Fatal(err)
		}
		var u syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
			t.Fatal(err)
		}
		per := func(i int) float64 { return sum[i].Seconds() }
		t.Logf("%6d stored: reading %.2f, story %.2f, merge %.2f, track %.2f ms an article; at most %d MB, file of %d MB",
			size, per(0), per(1), per(2), per(3), u.Maxrss>>10, info.Size()>>20)
	}
	c, err := db.Counts(context.Background())
	t.Logf("%+v, %v", c, err)
}
