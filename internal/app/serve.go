package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"parley/internal/web"
)

// serveCmd is the web interface.
type serveCmd struct {
	Listen string `placeholder:"HOST:PORT" default:"127.0.0.1:8140" help:"Where to listen (default 127.0.0.1:8140; port 0 takes a free one)."`
}

// grace is how long requests may take to finish when the program is told to stop.
const grace = 5 * time.Second

// Run serves until the program is told to stop. A database that does not exist yet is
// made, so that the first screen can say how to fill it.
func (c *serveCmd) Run(e *env) error {
	p, err := e.packs()
	if err != nil {
		return err
	}
	db, err := e.store(true)
	if err != nil {
		return err
	}
	db.Keep()
	n := newNames(p)
	answers, err := e.mcp(db)
	if err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(e.err, nil))
	srv := &http.Server{
		Handler:           withMCP(answers, web.New(db, n, web.Options{Region: n.region, Log: log, Reason: n.webReason, Search: newSearchNames(n), Export: exporter(db, n, p.Version), Stop: e.ctx.Done()})),
		ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 30 * time.Second, WriteTimeout: 2 * time.Minute, IdleTimeout: 2 * time.Minute,
		MaxHeaderBytes: 1 << 16,
	}
	l, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return usage("%v", err)
	}
	if _, err := fmt.Fprintf(e.out, "http://%s/\n", l.Addr()); err != nil {
		return err
	}
	done := make(chan error, 1)
	go func() { done <- srv.Serve(l) }()
	select {
	case err := <-done:
		return err
	case <-e.ctx.Done():
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(e.ctx), grace)
	defer cancel()
	if err := srv.Shutdown(ctx); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return nil
}
