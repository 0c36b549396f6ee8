// Command load measures how fast parley's screens are: it serves a ledger on one core and
// asks for every screen with many clients at once, each asking again as soon as it has its
// answer.
//
//	go run ./load -db FILE
//
// Of each screen it prints how long half and 99 of 100 requests took, the processor time
// of the server for one, and the largest answer. "first" asks for each address with a
// parameter that no one used before, so that no screen kept from an earlier request
// helps; "again" asks for the same addresses over and over.
package main

import (
	"context"
	_ "embed" // the searches
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/signal"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"text/tabwriter"
	"time"

	"parley/bench/browser/server"
)

// settings are the flags.
type settings struct {
	db, bin, root  string
	clients, n     int
	each           int // addresses of a screen
	only, language string
}

func main() {
	var s settings
	flag.StringVar(&s.db, "db", "parley.db", "ledger to serve")
	flag.StringVar(&s.bin, "bin", "", "binary; built from -root where empty")
	flag.StringVar(&s.root, "root", "../..", "folder of the module parley")
	flag.IntVar(&s.clients, "clients", 16, "clients at once")
	flag.IntVar(&s.n, "n", 480, "requests of each screen")
	flag.IntVar(&s.each, "each", 60, "addresses of each screen")
	flag.StringVar(&s.only, "only", "", "measure this screen only")
	flag.StringVar(&s.language, "lang", "vi", "language of the screens")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := s.run(ctx, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "load:", err)
		os.Exit(1)
	}
}

func (s *settings) run(ctx context.Context, out io.Writer) error {
	if s.bin == "" {
		dir, err := os.MkdirTemp("", "parley-load")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		if s.bin, err = server.Build(ctx, s.root, dir); err != nil {
			return err
		}
	}
	p, err := server.Start(ctx, s.bin, s.db, os.Stderr, "GOMAXPROCS=1")
	if err != nil {
		return err
	}
	defer p.Stop()
	c := &crowd{settings: s, server: p, client: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: s.clients}}}
	screens, err := c.screens()
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(w, "screen\taddresses\tasked\tp50 ms\tp99 ms\tmax ms\tCPU ms\tbytes, most\t\n")
	for _, x := range screens {
		if s.only != "" && s.only != x.name {
			continue
		}
		for _, again := range []bool{false, true} {
			r, err := c.measure(ctx, x.urls, again)
			if err != nil {
				return fmt.Errorf("%s: %w", x.name, err)
			}
			asked := "first"
			if again {
				asked = "again"
			}
			fmt.Fprintf(w, "%s\t%d\t%s\t%s\t%s\t%s\t%.2f\t%d\t\n", x.name, len(x.urls), asked, ms(r.p50), ms(r.p99), ms(r.max), r.cpu, r.bytes)
		}
	}
	return w.Flush()
}

func ms(d time.Duration) string { return fmt.Sprintf("%.1f", float64(d.Microseconds())/1000) }

// crowd is the clients.
type crowd struct {
	*settings
	server *server.Server
	client *http.Client
	nonce  atomic.Int64
}

// screen is a kind of screen with addresses of it.
type screen struct {
	name string
	urls []string
}

// searches are of every kind that the language of searches has, one a line.
//
//go:embed searches.txt
var searches string

// screens collects the addresses: lists as they are, nouns from the API.
func (c *crowd) screens() ([]screen, error) {
	all := []screen{
		{"today", []string{"/", "/?days=30", "/?days=1"}},
		{"digest", []string{"/diem-tin", "/diem-tin?days=30"}},
		{"tracks", []string{"/tracks", "/tracks?offset=100"}},
		{"events", []string{"/events", "/events?kind=talks", "/events?actor=USA", "/events?status=planned", "/events?offset=400"}},
		{"stories", []string{"/stories"}},
		{"pages", []string{"/pages", "/pages?problems=1", "/pages?offset=200"}},
		{"health", []string{"/health"}},
		{"help", []string{"/help"}},
	}
	find := screen{name: "search"}
	for q := range strings.Lines(searches) {
		find.urls = append(find.urls, "/search?q="+url.QueryEscape(strings.TrimSpace(q)))
	}
	all = append(all, find)
	for _, noun := range []string{"tracks", "events", "stories", "pages", "actors"} {
		ids, err := c.ids(noun)
		if err != nil {
			return nil, err
		}
		x := screen{name: strings.TrimSuffix(strings.Replace(noun, "stories", "story", 1), "s")}
		for _, id := range ids {
			x.urls = append(x.urls, "/"+noun+"/"+url.PathEscape(id))
		}
		if len(x.urls) > 0 {
			if _, _, err := c.one(context.Background(), x.urls[0], false); err == nil {
				all = append(all, x)
			}
		}
	}
	mixed := screen{name: "all mixed"}
	for i := range c.each {
		for _, x := range all {
			mixed.urls = append(mixed.urls, x.urls[i%len(x.urls)])
		}
	}
	return append(all, mixed), nil
}

// ids asks the API for nouns; one that it does not list has none.
func (c *crowd) ids(noun string) ([]string, error) {
	if noun == "actors" {
		return []string{"state:USA", "state:RUS", "state:CHN", "state:PRK", "state:VNM", "state:QAT", "state:FRA", "state:IRN"}, nil
	}
	resp, err := c.client.Get(c.server.URL + "/api/v1/" + noun + "?limit=" + strconv.Itoa(c.each))
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	var answer map[string]any
	if err := json.NewDecoder(resp.Body).Decode(&answer); err != nil {
		return nil, fmt.Errorf("the API's %s: %w", noun, err)
	}
	var ids []string
	for _, v := range answer {
		list, _ := v.([]any)
		for _, x := range list {
			m, _ := x.(map[string]any)
			if id, ok := m["id"].(string); ok && len(ids) < c.each {
				ids = append(ids, id)
			}
		}
	}
	return ids, nil
}

// result is what one run showed; cpu is milliseconds of the server for one request.
type result struct {
	p50, p99, max time.Duration
	cpu           float64
	bytes         int
}

// measure asks for n addresses with all clients. Some requests are made before.
func (c *crowd) measure(ctx context.Context, urls []string, again bool) (result, error) {
	warm := min(len(urls), 60)
	if again {
		warm = len(urls)
	}
	if _, err := c.ask(ctx, urls, warm, again); err != nil {
		return result{}, err
	}
	before, err := cpuTime(c.server.PID)
	if err != nil {
		return result{}, err
	}
	r, err := c.ask(ctx, urls, c.n, again)
	if err != nil {
		return r, err
	}
	after, err := cpuTime(c.server.PID)
	r.cpu = float64((after - before).Microseconds()) / 1000 / float64(c.n)
	return r, err
}

func (c *crowd) ask(ctx context.Context, urls []string, n int, again bool) (result, error) {
	var next atomic.Int64
	var mu sync.Mutex
	var times []time.Duration
	var failures []error
	var r result
	var wg sync.WaitGroup
	for range c.clients {
		wg.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= n || ctx.Err() != nil {
					return
				}
				took, size, err := c.one(ctx, urls[i%len(urls)], again)
				mu.Lock()
				times, r.bytes = append(times, took), max(r.bytes, size)
				if err != nil && len(failures) < 3 {
					failures = append(failures, err)
				}
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	slices.Sort(times)
	if len(times) > 0 {
		r.p50, r.p99, r.max = times[len(times)/2], times[len(times)*99/100], times[len(times)-1]
	}
	return r, errors.Join(failures...)
}

// one asks for an address and reads the answer whole.
func (c *crowd) one(ctx context.Context, address string, again bool) (time.Duration, int, error) {
	join := "?"
	if strings.Contains(address, "?") {
		join = "&"
	}
	address = c.server.URL + address + join + "lang=" + c.language
	if !again {
		address += "&fresh=" + strconv.FormatInt(c.nonce.Add(1), 10)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return 0, 0, err
	}
	req.Header.Set("Accept", "text/html")
	began := time.Now()
	resp, err := c.client.Do(req)
	if err != nil {
		return 0, 0, err
	}
	defer resp.Body.Close()
	size, err := io.Copy(io.Discard, resp.Body)
	if err == nil && resp.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s", address, resp.Status)
	}
	return time.Since(began), int(size), err
}
