package main

// This file measures screens that a server is asked for first of all.

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"

	"parley/bench/browser/server"
)

// cold measures each screen on a server of its own, as soon as it says where it listens.
func (s *settings) cold(ctx context.Context, w io.Writer, screens []screen) error {
	for _, x := range screens {
		if s.only != "" && s.only != x.name || x.name == mixed {
			continue
		}
		if err := s.first(ctx, w, x); err != nil {
			return fmt.Errorf("%s: %w", x.name, err)
		}
	}
	return nil
}

// first asks a server that has just been started for the addresses of a screen, spread over all of
// them: so many that each client has two.
func (s *settings) first(ctx context.Context, w io.Writer, x screen) error {
	p, err := server.Start(ctx, s.bin, s.db, os.Stderr, "GOMAXPROCS=1")
	if err != nil {
		return err
	}
	defer p.Stop()
	var urls []string
	for i := range min(2*s.clients, len(x.urls)) {
		urls = append(urls, x.urls[i*len(x.urls)/min(2*s.clients, len(x.urls))])
	}
	return s.crowd(p).run(ctx, w, x, slices.Compact(urls), "cold", len(urls))
}
