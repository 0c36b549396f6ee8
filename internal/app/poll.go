package app

import (
	"bufio"
	"context"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"strings"
	"sync"
	"time"

	"parley"
	"parley/internal/poll"
	"parley/internal/store/sqlite"
	"parley/internal/web"
)

// pollFlags say which feeds serve asks for new pages.
type pollFlags struct {
	Poll        []string      `placeholder:"URL" sep:"none" help:"Ask this feed (RSS, Atom, JSON Feed) again and again for new pages; several times for several feeds."`
	PollList    string        `placeholder:"FILE" help:"Ask the feeds in this file too: one address a line, behind a blank how often where that is not as for all (\"https://news.example/rss 1h\"), # for remarks."`
	PollEvery   time.Duration `placeholder:"TIME" default:"15m" help:"How long there is between two visits to a feed (default 15m, from 1m to 24h)."`
	PollPrivate bool          `help:"Let feeds and their articles be on this machine or in a private network."`
}

// pollPause is between two requests to one host.
const pollPause = 2 * time.Second

// pollHad is how many of the newest pages are looked at for what the ledger has of the feeds.
const pollHad = 50_000

// sources are the feeds of the flags.
func (c *pollFlags) sources() ([]poll.Source, error) {
	var out []poll.Source
	seen := map[string]bool{}
	add := func(place, address string, every time.Duration) error {
		u, err := url.Parse(address)
		if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			return usage("%s: %q is not the address of a feed (http or https)", place, address)
		}
		if u.User != nil {
			return usage("%s: the address holds a user name or password, which screens would show and the ledger keep", place)
		}
		if every < poll.Often || every > poll.Seldom {
			return usage("%s: feeds can be asked every 1m to 24h, not every %v", place, every)
		}
		if !seen[address] {
			seen[address] = true
			out = append(out, poll.Source{URL: address, Every: every})
		}
		return nil
	}
	for _, a := range c.Poll {
		if err := add("--poll", a, c.PollEvery); err != nil {
			return nil, err
		}
	}
	if c.PollList != "" {
		f, err := os.Open(c.PollList)
		if err != nil {
			return nil, usage("%v", err)
		}
		defer f.Close()
		lines := bufio.NewScanner(f)
		for n := 1; lines.Scan(); n++ {
			fields := strings.Fields(lines.Text())
			if len(fields) == 0 || strings.HasPrefix(fields[0], "#") {
				continue
			}
			every, place := c.PollEvery, fmt.Sprintf("%s:%d", c.PollList, n)
			if len(fields) > 1 && !strings.HasPrefix(fields[1], "#") {
				if every, err = time.ParseDuration(fields[1]); err != nil {
					return nil, usage("%s: %q is not a time such as 30m", place, fields[1])
				}
			}
			if err := add(place, fields[0], every); err != nil {
				return nil, err
			}
		}
		if err := lines.Err(); err != nil {
			return nil, usage("%s: %v", c.PollList, err)
		}
	}
	if len(out) > poll.MostSources {
		return nil, usage("%d feeds, where at most %d can be asked", len(out), poll.MostSources)
	}
	return out, nil
}

// poller is what asks the feeds of the flags; nil where there are none. What it fetches goes
// into the ledger while nobody else in this program brings that level. About is an address
// that tells the sites who asks, or "".
func (c *pollFlags) poller(e *env, db *sqlite.DB, level *sync.Mutex, log *slog.Logger, about string) (*poll.Poller, error) {
	sources, err := c.sources()
	if err != nil || len(sources) == 0 {
		return nil, err
	}
	r, err := e.reader()
	if err != nil {
		return nil, err
	}
	r.Within(time.Minute)
	l, err := e.pipeline(db, nil)
	if err != nil {
		return nil, err
	}
	pages, err := db.Pages(e.ctx, pollHad, 0)
	if err != nil {
		return nil, err
	}
	had := make(map[string]bool, len(pages))
	for i := range pages {
		had[pages[i].Source] = true
	}
	agent := "parley (reader of news feeds)"
	if about != "" {
		agent = "parley (reader of news feeds; +" + about + ")"
	}
	return poll.New(sources, poll.Options{
		Private: c.PollPrivate, Pause: pollPause, Agent: agent, Charsets: e.charsets,
		Had: func(source string) bool { return had[source] },
		Take: func(ctx context.Context, pages []*parley.Page) (int, error) {
			level.Lock()
			defer level.Unlock()
			res, err := l.Ingest(ctx, func(yield func(*parley.Page, error) bool) {
				for _, p := range pages {
					if !yield(p, nil) {
						return
					}
				}
			}, r.Read)
			return res.Added, err
		},
		Tell: func(s poll.Status) {
			if s.Fault == "" {
				log.Info("feed answers again", "feed", s.URL)
				return
			}
			log.Warn("feed failed", "feed", s.URL, "fault", s.Fault, "detail", s.Detail)
		},
	}), nil
}

// polls is a poller as the screens see it.
type polls struct{ *poll.Poller }

// Polled tells how it went with each feed.
func (p polls) Polled() []web.Polled {
	all := p.Status()
	out := make([]web.Polled, len(all))
	for i, s := range all {
		out[i] = web.Polled{
			URL: s.URL, Asked: s.Asked, Good: s.Good, New: s.New, Next: s.Next, Pages: s.Pages,
			Failures: s.Failures, Fault: string(s.Fault), Detail: s.Detail,
		}
	}
	return out
}
