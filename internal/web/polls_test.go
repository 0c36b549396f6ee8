package web_test

import (
	"strings"
	"testing"
	"time"

	"parley/internal/web"
)

// polledFeeds is feeds as a poller would tell of them.
type polledFeeds struct {
	all  []web.Polled
	turn int64
}

func (p *polledFeeds) Polled() []web.Polled { return p.all }
func (p *polledFeeds) Turn() int64          { return p.turn }

// Feeds that are asked for new pages stand on Health, each with how it goes; that one fails is
// said on the screens of the day too, from then on and no longer.
func TestPolls(t *testing.T) {
	at := func(hour int) time.Time { return time.Date(2025, 6, 10, hour, 5, 0, 0, time.UTC) }
	feeds := &polledFeeds{all: []web.Polled{
		{URL: "https://www.day.example/rss/world.xml", Asked: at(8), Good: at(8), New: at(7), Next: at(9), Pages: 12},
		{URL: "https://night.example/", Good: at(3), Next: at(9)},
	}}
	opt := options()
	opt.Polls = feeds
	h := web.New(load(t), names(t), opt)
	see := func(path string) string { return words(t, get(h, path, "en").Body.String()) }
	if text := see("/health"); !strings.Contains(text, "day.example/rss/world.xml10 Jun 2025 08:0510 Jun 2025 07:051210 Jun 2025 09:05none") || !strings.Contains(text, "never") {
		t.Errorf("Health says\n%s", text)
	}
	if text := see("/"); strings.Contains(text, "feeds fail") {
		t.Errorf("Today says\n%s", text)
	}
	feeds.all[1].Fault, feeds.all[1].Detail, feeds.all[1].Failures = "refused", "500 <b>Internal</b>", 3
	feeds.turn++
	for path, want := range map[string]string{
		"/health":            "night.example10 Jun 2025 03:05never010 Jun 2025 09:05the server refuses: 500 <b>Internal</b> 3 times in a row",
		"/":                  "1 of 2 feeds fail: night.example.",
		"/diem-tin":          "1 of 2 feeds fail: night.example.",
		"/health?format=txt": "feeds 2 feeds-failing 1",
	} {
		if text := strings.Join(strings.Fields(see(path)), " "); !strings.Contains(text, want) {
			t.Errorf("%s lacks %q:\n%s", path, want, text)
		}
	}
	feeds.all[1].Fault = ""
	feeds.turn++
	if text := see("/"); strings.Contains(text, "feeds fail") {
		t.Errorf("a feed that is well again still fails on Today:\n%s", text)
	}
}
