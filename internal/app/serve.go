package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"

	"golang.org/x/net/netutil"

	"parley/internal/account"
	"parley/internal/desk"
	"parley/internal/poll"
	"parley/internal/store/sqlite"
	"parley/internal/web"
)

// serveCmd is the web interface.
type serveCmd struct {
	Listen string   `placeholder:"HOST:PORT" default:"127.0.0.1:8140" help:"Where to listen (default 127.0.0.1:8140, this machine only; port 0 takes a free one)."`
	Edit   bool     `help:"Let those with an account (parley account add NAME) correct, merge, split, rename, pin and save searches."`
	Proxy  []string `name:"trusted-proxy" placeholder:"ADDRESS" help:"Address or network of a proxy whose X-Forwarded-For says where readers come from. Without one, failed sign-ins are counted by the address that connects: behind a proxy, by that of the proxy."`
	URL    string   `name:"url" placeholder:"URL" help:"Address under which readers reach the server, where that is another one (behind a proxy)."`
	pollFlags
}

// grace is how long requests may take to finish when the program is told to stop.
const grace = 5 * time.Second

// connections is how many there may be at a time.
const connections = 1024

// collect lets the server use three times what it holds before memory is looked through,
// instead of twice: that takes time from requests.
const collect = 200

// Run serves until the program is told to stop. A database that does not exist yet is
// made, so that the first screen can say how to fill it.
func (c *serveCmd) Run(e *env) error {
	if _, err := os.Stat(e.db); errors.Is(err, fs.ErrNotExist) {
		fmt.Fprintf(e.err, "parley: %s is a new ledger with nothing in it: parley ingest PATH fills it, --db FILE names another\n", e.db)
	}
	db, err := e.store(true)
	if err != nil {
		return err
	}
	db.Keep(e.ctx)
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(collect)
	}
	l, err := net.Listen("tcp", c.Listen)
	if errors.Is(err, syscall.EADDRINUSE) {
		return usage("something listens on %s already, perhaps parley: --listen HOST:PORT names another address, port 0 takes a free one", c.Listen)
	}
	if err != nil {
		return usage("--listen: %v", err)
	}
	log := slog.New(slog.NewTextHandler(e.err, nil))
	var level sync.Mutex
	poller, err := c.poller(e, db, &level, log, c.URL)
	if err != nil {
		return errors.Join(err, l.Close())
	}
	var making sync.WaitGroup // screens before they are asked for, until the server stops
	defer making.Wait()
	ahead, still := context.WithCancel(e.ctx)
	defer still()
	handler, err := c.handler(e, db, l.Addr(), served{poller, &level, log, func(work func(context.Context)) {
		making.Go(func() { work(ahead) })
	}})
	if err != nil {
		return errors.Join(err, l.Close())
	}
	srv := &http.Server{
		Handler: handler, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 30 * time.Second, WriteTimeout: 2 * time.Minute,
		IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 1 << 16,
	}
	wait, err := e.catchUp(db, &level, log)
	if err != nil {
		return errors.Join(err, l.Close())
	}
	defer wait()
	runtime.GC() // now rather than while the first readers wait: the start leaves much behind
	if _, err := fmt.Fprintf(e.out, "http://%s/\n", l.Addr()); err != nil {
		return err
	}
	if poller != nil {
		visiting := make(chan struct{})
		ctx, stop := context.WithCancel(e.ctx)
		go func() {
			poller.Run(ctx)
			close(visiting)
		}()
		defer func() { // what is under way is finished before the ledger is closed
			stop()
			<-visiting
		}()
	}
	done := make(chan error, 1)
	go func() { done <- srv.Serve(netutil.LimitListener(l, connections)) }()
	select {
	case err := <-done:
		return err
	case <-e.ctx.Done():
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(e.ctx), grace)
	defer cancel()
	err = srv.Shutdown(ctx)
	if errors.Is(err, context.DeadlineExceeded) { // what still runs is cut off, its context ends
		err = srv.Close()
	}
	return err
}

// catchUpAfter is how long the first readers have the server for themselves.
const catchUpAfter = time.Second

// catchUp derives, beside the server, what a newer version of the program or an ingest that was
// cut off left to be derived. The function it returns ends that and waits until it has ended.
func (e *env) catchUp(db *sqlite.DB, level *sync.Mutex, log *slog.Logger) (wait func(), err error) {
	l, err := e.pipeline(db, nil)
	if err != nil {
		return nil, err
	}
	ctx, stop := context.WithCancel(e.ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		select {
		case <-ctx.Done():
			return
		case <-time.After(catchUpAfter):
		}
		level.Lock()
		defer level.Unlock()
		if err := l.Update(ctx); err != nil && ctx.Err() == nil {
			log.Error("the ledger is not level with its pages", "error", err)
		}
	}()
	return func() {
		stop()
		<-done
	}, nil
}

// served is what a server shares with its screens: what asks feeds, nil for nothing; who
// brings the ledger level holds level meanwhile. Ahead runs what makes screens before they are
// asked for, nil for none.
type served struct {
	poller *poll.Poller
	level  *sync.Mutex
	log    *slog.Logger
	ahead  func(work func(context.Context))
}

// handler ties screens, API and tools to the ledger.
func (c *serveCmd) handler(e *env, db *sqlite.DB, at net.Addr, with served) (http.Handler, error) {
	p, err := e.packs()
	if err != nil {
		return nil, err
	}
	hosts, err := c.hosts(at)
	if err != nil {
		return nil, err
	}
	answers, err := e.mcp(db)
	if err != nil {
		return nil, err
	}
	n := newNames(p)
	search := newSearchNames(n)
	if with.ahead != nil { // the first search need not wait for it
		search.once.Do(search.load)
	}
	opt := web.Options{
		Region: n.region, Log: with.log, Reason: n.webReason, Search: search,
		Export: exporter(db, n, p.Version), Stop: e.ctx.Done(), URL: c.URL, World: webWorld{n}, Tools: overHTTP(answers), Ahead: with.ahead,
	}
	if with.poller != nil {
		opt.Polls = polls{with.poller}
	}
	if opt.Proxies, err = c.proxies(); err != nil {
		return nil, err
	}
	if opt.Replay, err = e.replay(db); err != nil {
		return nil, err
	}
	if c.Edit {
		if opt.Editing, err = e.editing(db, with.level); err != nil {
			return nil, err
		}
	}
	return web.Hosts(web.New(db, n, opt), hosts...), nil
}

// editing ties the desk and the accounts to the web interface.
func (e *env) editing(db *sqlite.DB, level *sync.Mutex) (*web.Editing, error) {
	who := account.Beside(e.db)
	if all, err := who.List(); err != nil || len(all) == 0 {
		return nil, errors.Join(err, usage("--edit needs an account: parley account add NAME"))
	}
	l, err := e.pipeline(db, nil)
	if err != nil {
		return nil, err
	}
	update := func(ctx context.Context) error {
		level.Lock()
		defer level.Unlock()
		return errors.Join(l.Update(ctx), db.Level(ctx)) // editors see at once what they changed
	}
	return &web.Editing{
		Desk: desk.New(e.ctx, db, update, clock), Check: who.Check, Mark: who.Mark, Sessions: db,
		PutSearch: db.PutSearch, DropSearch: db.DropSearch,
	}, nil
}

// proxies are the networks of --trusted-proxy; an address is a network of one.
func (c *serveCmd) proxies() ([]netip.Prefix, error) {
	var out []netip.Prefix
	for _, text := range c.Proxy {
		if a, err := netip.ParseAddr(text); err == nil {
			out = append(out, netip.PrefixFrom(a.Unmap(), a.Unmap().BitLen()))
			continue
		}
		p, err := netip.ParsePrefix(text)
		if err != nil {
			return nil, usage("--trusted-proxy %s: want an address or a network, such as 10.0.0.5 or 10.0.0.0/8", text)
		}
		out = append(out, p.Masked())
	}
	return out, nil
}

// hosts are the names under which the server answers: where only this machine reaches it,
// those of this machine; where it has an address, that; else all.
func (c *serveCmd) hosts(at net.Addr) ([]string, error) {
	var out []string
	tcp, ok := at.(*net.TCPAddr)
	if loopback := ok && tcp.IP.IsLoopback(); loopback {
		out = []string{"localhost", "127.0.0.1", "::1", tcp.IP.String()}
		if host, _, err := net.SplitHostPort(c.Listen); err == nil && host != "" {
			out = append(out, strings.ToLower(host))
		}
	}
	if c.URL == "" {
		return out, nil
	}
	u, err := url.Parse(c.URL)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || u.RawQuery != "" || strings.Trim(u.Path, "/") != "" {
		return nil, usage("--url %s: want an address such as https://parley.example", c.URL)
	}
	out = append(out, strings.ToLower(u.Hostname()))
	slices.Sort(out)
	return slices.Compact(out), nil
}
