package app

import (
	"fmt"
	"io"
	"time"
)

// progress is one line on a terminal that says how far a longer piece of work is. It
// appears after a second, five times a second at most, and removes itself.
type progress struct {
	w     io.Writer // nil: say nothing
	what  string
	since time.Time
	last  time.Time
	shown bool
}

// progress starts a line such as "read 120 pages"; it stays silent where standard error
// is no terminal.
func (e *env) progress(what string) *progress {
	p := &progress{what: what, since: time.Now()}
	if !e.quiet && terminal(e.err) {
		p.w = e.err
	}
	return p
}

// step shows that n things are done, the last one at the place.
func (p *progress) step(n int, place string) {
	if p.w == nil {
		return
	}
	now := time.Now()
	if now.Sub(p.since) < time.Second || now.Sub(p.last) < 200*time.Millisecond {
		return
	}
	p.last, p.shown = now, true
	if r := []rune(place); len(r) > 48 {
		place = "…" + string(r[len(r)-47:])
	}
	fmt.Fprintf(p.w, "\r\x1b[K%s %d  %s", p.what, n, place)
}

// clear removes the line, before something else is written or at the end.
func (p *progress) clear() {
	if p.w != nil && p.shown {
		fmt.Fprint(p.w, "\r\x1b[K")
		p.shown = false
	}
}
