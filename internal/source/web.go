package source

import (
	"bufio"
	"context"
	"errors"
	"io"

	"parley"
)

// This file reads what came over the web, bytes that somebody else has fetched.

// Feed reads a feed that was fetched from an address, in the charset that its header names
// ("" for none), and yields the pages of its entries as Walk does. What is no feed is a
// BadFeed.
func Feed(ctx context.Context, address, charset string, r io.Reader, opt Options, yield func(*parley.Page, error) bool) {
	w := &walker{ctx: ctx, opt: opt.withDefaults(), yield: yield}
	in := &input{place: address, r: bufio.NewReaderSize(r, bufSize), page: parley.Page{URL: address, Charset: charset}}
	if _, err := in.r.Peek(1); err != nil {
		if err != io.EOF {
			w.broken(address, err)
			return
		}
		w.fail(address, Empty, nil)
		return
	}
	switch w.kind(in) {
	case kindFeed:
		w.feed(in)
	case kindJSONFeed:
		w.jsonFeed(in)
	default:
		w.fail(address, BadFeed, errors.New("no feed"))
	}
}
