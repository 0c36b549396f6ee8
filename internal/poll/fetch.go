package poll

// This file fetches one address.

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"syscall"
	"time"
)

// fault is an error of a visit; after is when one is asked to come back, 0 for nothing said.
type fault struct {
	why    Fault
	detail string
	after  time.Duration
}

func (f *fault) Error() string { return string(f.why) + ": " + f.detail }

// answer is what was fetched; unchanged has no bytes.
type answer struct {
	body      []byte
	url       string // where it was in the end
	charset   string // as the header says
	tag, date string // validators: ETag and Last-Modified
	unchanged bool
}

// client fetches; guard is asked before each connection.
func client(private bool) *http.Client {
	d := &net.Dialer{Timeout: 10 * time.Second, Control: func(_, address string, _ syscall.RawConn) error {
		if private {
			return nil
		}
		return guard(address)
	}}
	return &http.Client{
		Transport: &http.Transport{
			Proxy:       nil, // what a proxy connects to could not be guarded
			DialContext: d.DialContext, TLSHandshakeTimeout: 10 * time.Second, ResponseHeaderTimeout: 20 * time.Second,
			MaxResponseHeaderBytes: 64 << 10, MaxIdleConns: 16, IdleConnTimeout: 30 * time.Second, ForceAttemptHTTP2: true,
		},
		CheckRedirect: func(r *http.Request, via []*http.Request) error {
			if len(via) > mostHops {
				return errors.New("too many redirects")
			}
			if s := r.URL.Scheme; s != "http" && s != "https" {
				return errForbidden
			}
			return nil
		},
	}
}

var errForbidden = errors.New("not an address of the public web")

// local are networks that netip does not call private and that are no part of the public web:
// shared and test networks, and those in which an address of version 4 hides.
var local = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("192.0.2.0/24"), netip.MustParsePrefix("198.18.0.0/15"), netip.MustParsePrefix("198.51.100.0/24"),
	netip.MustParsePrefix("203.0.113.0/24"), netip.MustParsePrefix("240.0.0.0/4"), netip.MustParsePrefix("64:ff9b::/96"),
	netip.MustParsePrefix("64:ff9b:1::/48"), netip.MustParsePrefix("2002::/16"), netip.MustParsePrefix("2001::/32"), netip.MustParsePrefix("::/96"),
}

// guard refuses addresses (IP:PORT, after names were resolved) outside the public web.
func guard(address string) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return errForbidden
	}
	ip := at.Addr().Unmap().WithZone("")
	if !ip.IsGlobalUnicast() || ip.IsPrivate() {
		return errForbidden
	}
	for _, p := range local {
		if p.Contains(ip) {
			return errForbidden
		}
	}
	return nil
}

// fetch asks for an address, or only whether it changed where validators are known.
func (p *Poller) fetch(ctx context.Context, address, tag, date string) (*answer, error) {
	ctx, cancel := context.WithTimeout(ctx, p.patience)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil || r.URL.Host == "" || r.URL.Scheme != "http" && r.URL.Scheme != "https" {
		return nil, &fault{why: Forbidden, detail: errForbidden.Error()}
	}
	r.Header.Set("User-Agent", p.opt.Agent)
	r.Header.Set("Accept", "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=.9, text/html;q=.8, */*;q=.1")
	if tag != "" {
		r.Header.Set("If-None-Match", tag)
	}
	if date != "" {
		r.Header.Set("If-Modified-Since", date)
	}
	resp, err := p.client.Do(r)
	if err != nil {
		return nil, broken(ctx, err)
	}
	defer resp.Body.Close()
	a := &answer{url: resp.Request.URL.String(), tag: short(resp.Header.Get("ETag")), date: short(resp.Header.Get("Last-Modified"))}
	if _, params, err := mime.ParseMediaType(resp.Header.Get("Content-Type")); err == nil {
		a.charset = params["charset"]
	}
	switch resp.StatusCode {
	case http.StatusOK:
	case http.StatusNotModified:
		a.unchanged = true
		return a, nil
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		return nil, &fault{Busy, resp.Status, after(resp.Header.Get("Retry-After"), p.now())}
	default:
		return nil, &fault{why: Refused, detail: resp.Status}
	}
	if a.body, err = io.ReadAll(io.LimitReader(resp.Body, mostBytes+1)); err != nil {
		return nil, broken(ctx, err)
	}
	if len(a.body) > mostBytes {
		return nil, &fault{why: Large, detail: strconv.Itoa(mostBytes>>20) + " MiB"}
	}
	return a, nil
}

// short leaves out validators that nobody should send back.
func short(s string) string {
	if len(s) > 400 {
		return ""
	}
	return s
}

// broken says why there is no answer.
func broken(ctx context.Context, err error) error {
	var timeout net.Error
	switch {
	case errors.Is(err, errForbidden):
		return &fault{why: Forbidden, detail: errForbidden.Error()}
	case errors.Is(ctx.Err(), context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		return &fault{why: Slow}
	case ctx.Err() != nil:
		return ctx.Err()
	}
	return &fault{why: Unreachable, detail: fmt.Sprint(cause(err))}
}

// cause is the innermost of an error: what the system says, without the address again.
func cause(err error) error {
	for {
		inner := errors.Unwrap(err)
		if inner == nil {
			return err
		}
		err = inner
	}
}

// after reads Retry-After: seconds, or a time. Longer than Seldom is Seldom.
func after(text string, now time.Time) time.Duration {
	if n, err := strconv.Atoi(text); err == nil && n > 0 {
		return time.Duration(min(n, int(Seldom/time.Second))) * time.Second
	}
	if t, err := http.ParseTime(text); err == nil && t.After(now) {
		return min(t.Sub(now), Seldom)
	}
	return 0
}
