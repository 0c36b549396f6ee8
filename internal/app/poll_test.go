package app

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"parley/internal/poll"
)

// TestPollFlags lists what the flags mean, and what they refuse.
func TestPollFlags(t *testing.T) {
	list := filepath.Join(t.TempDir(), "feeds.txt")
	if err := os.WriteFile(list, []byte("# ours\nhttps://a.example/rss\n\nhttps://b.example/atom 1h # seldom\nhttps://one.example/feed\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		flags pollFlags
		want  string // sources, or the beginning of an error
	}{
		{pollFlags{PollEvery: time.Hour}, ""},
		{pollFlags{Poll: []string{"https://one.example/feed"}, PollList: list, PollEvery: 15 * time.Minute}, "https://one.example/feed 15m0s, https://a.example/rss 15m0s, https://b.example/atom 1h0m0s"},
		{pollFlags{Poll: []string{"ftp://one.example/feed"}, PollEvery: time.Hour}, "! --poll: \"ftp://one.example/feed\" is not the address of a feed"},
		{pollFlags{Poll: []string{"https://me:secret@one.example/feed"}, PollEvery: time.Hour}, "! --poll: the address holds a user name or password"},
		{pollFlags{Poll: []string{"https://one.example/feed"}, PollEvery: time.Second}, "! --poll: feeds can be asked every 1m to 24h"},
		{pollFlags{PollList: list + ".none", PollEvery: time.Hour}, "! open "},
	} {
		sources, err := c.flags.sources()
		var got []string
		for _, s := range sources {
			got = append(got, fmt.Sprint(s.URL, " ", s.Every))
		}
		text := strings.Join(got, ", ")
		if err != nil {
			text = "! " + err.Error()
		}
		if text != c.want && (err == nil || !strings.HasPrefix(text, c.want)) {
			t.Errorf("%+v: %s", c.flags, text)
		}
	}
}

// TestPolledPages lets a feed into the ledger: its events are there, and a program that is
// started later fetches nothing of it again.
func TestPolledPages(t *testing.T) {
	var mu sync.Mutex
	var asked []string
	feed := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		asked = append(asked, r.URL.Path)
		mu.Unlock()
		switch r.URL.Path {
		case "/rss":
			fmt.Fprintf(w, `<rss version="2.0"><channel><title>Báo</title><item><guid isPermaLink="false">7</guid><title>Ngoại trưởng Đức gặp Ngoại trưởng Pháp</title>
<link>http://%s/7.html</link><pubDate>Tue, 04 Mar 2025 08:00:00 +0700</pubDate><description>Hai bên bàn về Ukraine.</description></item></channel></rss>`, r.Host)
		case "/7.html":
			fmt.Fprint(w, `<html lang="vi"><body><article><h1>Ngoại trưởng Đức gặp Ngoại trưởng Pháp</h1><p>Ngày 3/3/2025, Ngoại trưởng Đức đã gặp Ngoại trưởng Pháp tại Berlin.</p></article></body></html>`)
		default:
			http.NotFound(w, r)
		}
	}))
	defer feed.Close()
	file := filepath.Join(t.TempDir(), "a.db")
	for _, want := range []string{"/rss /robots.txt /7.html", "/rss"} { // two runs of the program
		asked = nil
		var errs bytes.Buffer
		e := &env{ctx: t.Context(), out: io.Discard, err: &errs, db: file, quiet: true}
		db, err := e.store(true)
		if err != nil {
			t.Fatal(err)
		}
		flags := pollFlags{Poll: []string{feed.URL + "/rss"}, PollEvery: time.Hour, PollPrivate: true}
		p, err := flags.poller(e, db, new(sync.Mutex), slog.New(slog.NewTextHandler(&errs, nil)), "")
		if err != nil {
			t.Fatal(err)
		}
		once(t, p)
		if got := strings.Join(asked, " "); got != want {
			t.Errorf("asked for %s, not %s", got, want)
		}
		c, err := db.Counts(t.Context())
		if err != nil || c.Pages != 1 || c.Events == 0 {
			t.Errorf("%v: the ledger holds %+v\n%s", err, c, errs.String())
		}
		if s := (polls{p}).Polled()[0]; s.Fault != "" || s.Good.IsZero() {
			t.Errorf("%+v", s)
		}
		if err := e.close(); err != nil {
			t.Error(err)
		}
	}
}

// once lets a poller run until its first visit has ended.
func once(t *testing.T, p *poll.Poller) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		p.Run(ctx)
		close(done)
	}()
	for p.Status()[0].Asked.IsZero() && t.Context().Err() == nil {
		time.Sleep(5 * time.Millisecond)
	}
	stop()
	<-done
}
