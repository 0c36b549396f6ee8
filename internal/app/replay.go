package app

// This file reads a stored page once more for whoever asks how it was read.

import (
	"bufio"
	"context"
	"strings"
	"sync"

	"parley/internal/store/sqlite"
)

// maxTrace bounds what is shown, in bytes.
const maxTrace = 1 << 20

// replay returns what tells how a page was read: the tree of every sentence that a rule
// matched in, as parley explain prints it. One page is read at a time.
func (e *env) replay(db *sqlite.DB) (func(ctx context.Context, page string) (string, error), error) {
	r, err := e.reader()
	if err != nil {
		return nil, err
	}
	var mu sync.Mutex
	return func(ctx context.Context, id string) (string, error) {
		p, err := db.StoredPage(ctx, id)
		if p == nil || err != nil {
			return "", err
		}
		mu.Lock()
		defer mu.Unlock()
		if ctx.Err() != nil {
			return "", ctx.Err()
		}
		var b strings.Builder
		w := bufio.NewWriter(&b)
		b.WriteString(p.Source + "\n")
		l := r.Layout(p)
		if x := r.Explain(l); x != nil {
			(&tree{w: w}).explain(x)
		} else {
			b.WriteString("  no rules for language " + l.Language + "\n")
		}
		if err := w.Flush(); err != nil {
			return "", err
		}
		text := b.String()
		if len(text) > maxTrace {
			text = strings.ToValidUTF8(text[:maxTrace], "") + "\n…\n"
		}
		return text, nil
	}, nil
}
