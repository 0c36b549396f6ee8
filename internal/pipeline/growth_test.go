//go:build unix

package pipeline

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"parley"
	"parley/internal/store/sqlite"
)

var growth = flag.Int("growth", 0, "measure what 1,000 further articles cost with up to so many stored")

// kit is what made-up articles are made of: sort → lines. States and towns stand in the order
// in which they are told of.
type kit map[string][]string

func newKit(t testing.TB) kit {
	t.Helper()
	k := kit{}
	k.lines(t, "testdata/growth.txt", func(line string) {
		if sort, rest, ok := strings.Cut(line, " "); ok && sort != "#" {
			k[sort] = append(k[sort], rest)
		}
	})
	for sort, table := range map[string]string{"state": "states", "town": "places"} { // and all others that the packs have
		k.lines(t, "../../packs/vi/words/"+table+".tsv", func(line string) {
			if cells := strings.Split(line, "\t"); len(cells) > 1 && line[0] != '#' {
				if name, _, _ := strings.Cut(cells[1], "|"); !slices.Contains(k[sort], name) {
					k[sort] = append(k[sort], name)
				}
			}
		})
	}
	return k
}

func (k kit) lines(t testing.TB, file string, each func(string)) {
	t.Helper()
	f, err := os.Open(filepath.FromSlash(file))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for sc := bufio.NewScanner(f); sc.Scan(); {
		each(sc.Text())
	}
}

// Articles and stories of a day: what is told within weeks of each other is compared, so that
// with 1,000 stored as much is at hand as with any more.
const articlesADay, storiesADay = 25, 12

// affair is what a story is about.
type affair struct {
	a, b, c, x, y, p, q, topic string
}

// often picks a thing by Zipf's law: the r-th is told of 1/r times as often as the first.
func (k kit) often(r *rand.Rand, sort string) string {
	all := k[sort]
	return all[min(int(math.Pow(float64(len(all)+1), r.Float64()))-1, len(all)-1)]
}

// affair is that of the s-th story of a day: half of them go on with one of the days before.
func (k kit) affair(day, s int) affair {
	r := rand.New(rand.NewPCG(uint64(day), uint64(s)))
	if r.IntN(2) == 0 && day > 0 {
		return k.affair(max(0, day-1-r.IntN(6)), r.IntN(storiesADay))
	}
	f := affair{p: k.often(r, "town"), q: k.often(r, "town"), topic: k["topic"][r.IntN(len(k["topic"]))]}
	var states []string
	for len(states) < 5 {
		if s := k.often(r, "state"); !slices.Contains(states, s) {
			states = append(states, s)
		}
	}
	f.a, f.b, f.c, f.x, f.y = states[0], states[1], states[2], states[3], states[4]
	return f
}

// tells is the story that the i-th article of a day tells: most are told by one or two, some by
// a dozen.
func tells(day, i int) int {
	r := rand.New(rand.NewPCG(uint64(day), 1<<40))
	for s := range storiesADay {
		if i -= int(math.Pow(12, r.Float64()*r.Float64())); i < 0 {
			return s
		}
	}
	return i % storiesADay
}

// article makes the n-th article: outlets tell each story with sentences of their own choice.
func (k kit) article(n int) *parley.Page {
	const outlets = 12
	day, s := n/articlesADay, tells(n/articlesADay, n%articlesADay)
	at := time.Date(2015, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, day)
	f := k.affair(day, s)
	of := rand.New(rand.NewPCG(uint64(day), uint64(s)|1<<41))
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
	words := strings.NewReplacer(
		"{a}", f.a, "{b}", f.b, "{c}", f.c, "{x}", f.x, "{y}", f.y, "{p}", f.p, "{q}", f.q, "{t}", f.topic, "{d}", date(at),
		"{f}", date(at.AddDate(0, 0, -1-of.IntN(6))), "{e}", date(at.AddDate(0, 0, -100-of.IntN(600))), "{w}", word(), "{v}", word(), "{n}", strconv.Itoa(2+of.IntN(7)),
	)
	title, lead := pick(of, "title"), pick(of, "lead")
	own := rand.New(rand.NewPCG(uint64(n), 9))
	text := []string{title, lead}
	for range 9 {
		text = append(text, pick(own, "body"))
	}
	return &parley.Page{
		Source: "made-up-" + strconv.Itoa(n), Bytes: []byte(words.Replace(strings.Join(text, "\n\n"))), Media: parley.MediaText,
		Published: at.Format(time.DateOnly), Outlet: fmt.Sprintf("outlet%d.example", own.IntN(outlets)),
	}
}

// TestGrowth ingests made-up articles and says what the next 1,000 cost, in ten batches, with
// 1,000, 4,000, 10,000, … stored: reading, then date, story, merge and track apart, as time of the
// processor, since others may use the machine.
func TestGrowth(t *testing.T) {
	sizes := []int{}
	for _, n := range []int{1000, 4000, 10000, 40000, 100000} {
		if n <= *growth {
			sizes = append(sizes, n)
		}
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
	add := func(n int) (cost [5]time.Duration) {
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
		var sum [5]time.Duration
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
		t.Logf("%6d stored: reading %.2f, date %.2f, story %.2f, merge %.2f, track %.2f ms an article; at most %d MB, file of %d MB",
			size, per(0), per(1), per(2), per(3), per(4), u.Maxrss>>10, info.Size()>>20)
	}
	c, err := db.Counts(context.Background())
	t.Logf("%+v, %v", c, err)
}
