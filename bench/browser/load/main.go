// Command load measures how fast parley's screens are: it serves a ledger on one core
// (GOMAXPROCS=1) and asks for every screen with many clients at once.
//
//	go run ./load -db FILE
//
// The load is a closed loop: each of -clients asks again as soon as it has its answer, so
// that as many requests as there are clients are always under way, and an answer takes about
// as long as that many of them cost the core. That is harder than readers are, who read;
// -think 2s lets each client wait, exponentially distributed with that mean, before it asks
// again.
//
// Of each screen it tells five things:
//
//	cold    addresses as readers have them, asked of a server that has just said where it listens,
//	        by all clients at once, two a client
//	ready   its addresses as readers have them, each asked for once, by all clients at once,
//	        after -settle in which the server could make screens ahead
//	alone   addresses that nobody asked for before, one after the other: the processor time of
//	        the server for each. "in line" is what 99 of 100 of them would take as one of so
//	        many clients on a core of their own: the sum of as many costs that follow each other.
//	        It hardly depends on what else the machine does.
//	first   other addresses that nobody asked for before, by all clients at once
//	again   these again, over and over
//
// "core p50" and "core p99" are how much processor time of its own the server used between a
// question and its answer: about what the answer takes where the server has a core for itself,
// since it never rests under this load, and hardly dependent on what else the machine does.
//
// But for "cold", "ready" and "again", a parameter that means nothing makes every address new, so that
// its screen has to be made; what the server keeps below the screens may be known already.
package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
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
	worst          int
	only, language string
	think, settle  time.Duration
	part           string
}

func main() {
	var s settings
	flag.StringVar(&s.db, "db", "parley.db", "ledger to serve")
	flag.StringVar(&s.bin, "bin", "", "binary; built from -root where empty")
	flag.StringVar(&s.root, "root", "../..", "folder of the module parley")
	flag.IntVar(&s.clients, "clients", 16, "clients at once")
	flag.IntVar(&s.n, "n", 480, "requests of each screen")
	flag.IntVar(&s.each, "each", 200, "addresses of each screen")
	flag.DurationVar(&s.think, "think", 0, "how long a client waits between its requests, on average")
	flag.DurationVar(&s.settle, "settle", 30*time.Second, "how long the server is left alone before it is measured")
	flag.IntVar(&s.worst, "worst", 0, "how many addresses of each screen are named that cost most alone")
	flag.StringVar(&s.only, "only", "", "measure this screen only")
	flag.StringVar(&s.language, "lang", "vi", "language of the screens")
	flag.StringVar(&s.part, "part", "", "cold: measure only what a server is asked for first of all; settled: only the rest")
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
	screens, err := s.find(ctx)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(w, "screen\taddresses\tasked\tp50 ms\tp99 ms\tmax ms\tcore p50\tcore p99\tCPU ms\tCPU p99\tin line p99\tbytes, most\t\n")
	if s.part != "settled" {
		if err := s.cold(ctx, w, screens); err != nil {
			return err
		}
	}
	if s.part != "cold" {
		if err := s.settled(ctx, w, screens); err != nil {
			return err
		}
	}
	return w.Flush()
}

// settled measures a server that had time to make screens ahead.
func (s *settings) settled(ctx context.Context, w io.Writer, screens []screen) error {
	p, err := server.Start(ctx, s.bin, s.db, os.Stderr, "GOMAXPROCS=1")
	if err != nil {
		return err
	}
	defer p.Stop()
	c := s.crowd(p)
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(s.settle):
	}
	for _, x := range screens {
		if s.only != "" && s.only != x.name || x.name == mixed {
			continue
		}
		if err := c.run(ctx, w, x, x.urls, "ready", len(x.urls)); err != nil {
			return fmt.Errorf("%s: %w", x.name, err)
		}
	}
	for _, x := range screens {
		if s.only != "" && s.only != x.name {
			continue
		}
		if err := c.tell(ctx, w, x); err != nil {
			return fmt.Errorf("%s: %w", x.name, err)
		}
	}
	return nil
}

func ms(d time.Duration) string { return fmt.Sprintf("%.1f", float64(d.Microseconds())/1000) }

// crowd is the clients.
type crowd struct {
	*settings
	server *server.Server
	client *http.Client
	nonce  atomic.Int64
}

func (s *settings) crowd(p *server.Server) *crowd {
	return &crowd{settings: s, server: p, client: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: s.clients}}}
}

// screen is a kind of screen with addresses of it.
type screen struct {
	name string
	urls []string
}

// result is what one run showed; cpu is milliseconds of the server for one request.
type result struct {
	p50, p99, max time.Duration
	core50, core  time.Duration // processor time of the server meanwhile, p50 and p99
	cpu           float64
	bytes         int
}

// tell measures one screen and prints its three other lines.
func (c *crowd) tell(ctx context.Context, w io.Writer, x screen) error {
	var alone, crowd []string
	for i, u := range x.urls {
		if i%2 == 0 || len(x.urls) < 4 {
			alone = append(alone, u)
		}
		if i%2 == 1 || len(x.urls) < 4 {
			crowd = append(crowd, u)
		}
	}
	costs, r, err := c.alone(ctx, alone)
	if err != nil {
		return err
	}
	c.nameWorst(alone, costs)
	line := inLine(costs, c.clients)
	slices.Sort(costs)
	fmt.Fprintf(w, "%s\t%d\talone\t%s\t%s\t%s\t\t\t%.2f\t%s\t%s\t%d\t\n", x.name, len(alone), ms(r.p50), ms(r.p99), ms(r.max), r.cpu, ms(at(costs, 99)), ms(line), r.bytes)
	if err := c.run(ctx, w, x, crowd, "first", len(crowd)); err != nil {
		return err
	}
	if _, err := c.ask(ctx, crowd, len(crowd), true); err != nil {
		return err
	}
	return c.run(ctx, w, x, crowd, "again", max(c.n, len(crowd)))
}

// run asks n times, by all clients at once, and prints a line.
func (c *crowd) run(ctx context.Context, w io.Writer, x screen, urls []string, asked string, n int) error {
	before, err := cpuTime(c.server.PID)
	if err != nil {
		return err
	}
	r, err := c.ask(ctx, urls, n, asked != "first")
	if err != nil {
		return err
	}
	after, err := cpuTime(c.server.PID)
	if err != nil {
		return err
	}
	cpu := float64((after - before).Microseconds()) / 1000 / float64(n)
	_, err = fmt.Fprintf(w, "%s\t%d\t%s\t%s\t%s\t%s\t%s\t%s\t%.2f\t\t\t%d\t\n", x.name, len(urls), asked, ms(r.p50), ms(r.p99), ms(r.max), ms(r.core50), ms(r.core), cpu, r.bytes)
	return err
}

// alone asks for each address once, and tells what each cost the server.
func (c *crowd) alone(ctx context.Context, urls []string) (costs []time.Duration, r result, err error) {
	var times []time.Duration
	var sum time.Duration
	for _, u := range urls {
		before, err := cpuTime(c.server.PID)
		if err != nil {
			return nil, r, err
		}
		took, size, err := c.one(ctx, u, false)
		if err != nil {
			return nil, r, err
		}
		after, err := cpuTime(c.server.PID)
		if err != nil {
			return nil, r, err
		}
		costs, times, sum = append(costs, after-before), append(times, took), sum+after-before
		r.bytes = max(r.bytes, size)
	}
	slices.Sort(times)
	r.p50, r.p99, r.max = at(times, 50), at(times, 99), at(times, 100)
	r.cpu = float64(sum.Microseconds()) / 1000 / float64(max(len(urls), 1))
	return costs, r, nil
}

// nameWorst says which addresses cost most, on the standard error.
func (c *crowd) nameWorst(urls []string, costs []time.Duration) {
	order := make([]int, len(urls))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(costs[b], costs[a]) })
	for _, i := range order[:min(len(order), c.worst)] {
		fmt.Fprintf(os.Stderr, "%8s ms  %s\n", ms(costs[i]), urls[i])
	}
}

// at is the value below which so many of 100 lie.
func at(sorted []time.Duration, percent int) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[min(len(sorted)*percent/100, len(sorted)-1)]
}

// inLine is what 99 of 100 requests take that share a core with so many others: the sum of
// the costs of those that come together, whatever their order.
func inLine(costs []time.Duration, clients int) time.Duration {
	var sums []time.Duration
	for i := range costs {
		var sum time.Duration
		for k := range clients {
			sum += costs[(i+k)%len(costs)]
		}
		sums = append(sums, sum)
	}
	slices.Sort(sums)
	return at(sums, 99)
}

func (c *crowd) ask(ctx context.Context, urls []string, n int, again bool) (result, error) {
	var next atomic.Int64
	var mu sync.Mutex
	var times, core []time.Duration
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
				if c.think > 0 {
					time.Sleep(time.Duration(rand.ExpFloat64() * float64(c.think)))
				}
				before, err1 := cpuTime(c.server.PID)
				took, size, err2 := c.one(ctx, urls[i%len(urls)], again)
				after, err3 := cpuTime(c.server.PID)
				err := errors.Join(err1, err2, err3)
				mu.Lock()
				times, core, r.bytes = append(times, took), append(core, after-before), max(r.bytes, size)
				if err != nil && len(failures) < 3 {
					failures = append(failures, err)
				}
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	slices.Sort(times)
	slices.Sort(core)
	r.p50, r.p99, r.max = at(times, 50), at(times, 99), at(times, 100)
	r.core50, r.core = at(core, 50), at(core, 99)
	return r, errors.Join(failures...)
}

// one asks for an address and reads the answer whole.
func (c *crowd) one(ctx context.Context, address string, again bool) (time.Duration, int, error) {
	address = c.server.URL + address
	if !again {
		join := "?"
		if strings.Contains(address, "?") {
			join = "&"
		}
		address += join + "fresh=" + strconv.FormatInt(c.nonce.Add(1), 10)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return 0, 0, err
	}
	req.Header.Set("Accept", "text/html")
	req.Header.Set("Accept-Language", c.language)
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
