package browser

// Titles and texts made to break out of a page: in the browser none of them may do
// anything.

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"

	"parley/bench/browser/chrome"
)

// attacks are forms of one attack; %s is what it would run.
var attacks = []string{
	`<script>%s</script>`, `"><script>%s</script>`, `'><script>%s</script>`, `</title><script>%s</script>`, `</textarea><script>%s</script>`,
	`--><script>%s</script>`, `]]><script>%s</script>`, `<img src=x onerror=%s>`, `<img src=x onerror="%s">`, `"><img src=x onerror=%s>`,
	`" onmouseover="%s" x="`, `' onfocus='%s' autofocus x='`, `" autofocus onfocus="%s`, `<svg onload=%s>`, `<svg/onload=%s>`, `<svg><script>%s</script></svg>`,
	`<body onload=%s>`, `<iframe src="javascript:%s">`, `<a href="javascript:%s">bấm</a>`, `javascript:%s`, `<details open ontoggle=%s>x</details>`,
	`<math><mtext></p><script>%s</script>`, `<style>@import "javascript:%s"</style>`, `<template><script>%s</script></template>`, `{{%s}}`, `${%s}`, `<!--<script>%s</script>-->`,
	`&lt;script&gt;%s&lt;/script&gt;`, `&#60;script&#62;%s&#60;/script&#62;`, `%%3Cscript%%3E%s%%3C/script%%3E`, "\u202e<script>%s</script>\u202c", "\x3cscript\x3e%s\x3c/script\x3e",
	`<ScRiPt>%s</sCrIpT>`, `<script/x>%s</script/x>`, "<script\n>%s</script\n>", `<input autofocus onfocus=%s>`, `<video><source onerror=%s></video>`, `<marquee onstart=%s>`,
	`<object data="javascript:%s">`, `<embed src="javascript:%s">`, `<form action="javascript:%s"><button>x</button></form>`, `<base href="javascript:%s//">`,
	`<meta http-equiv="refresh" content="0;url=javascript:%s">`, `<link rel=stylesheet href="javascript:%s">`, `<xmp><script>%s</script></xmp>`, `<noscript><p title="</noscript><script>%s</script>">`,
}

// deeds are what an attack would do: each leaves a trace.
var deeds = []string{`window.__broken=1`, `alert(1)`, `document.body.dataset.broken=1`, `parent.__broken=1`}

// strings to a ledger: the attacks, then the list of naughty strings where it is there,
// until there are 500.
func hostile() []string {
	var out []string
	for _, d := range deeds {
		for _, a := range attacks {
			out = append(out, fmt.Sprintf(a, d))
		}
	}
	if data, err := os.ReadFile("../../../shared/bad/blns/blns.json"); err == nil {
		var list []string
		if json.Unmarshal(data, &list) == nil {
			for _, s := range list {
				if strings.ContainsAny(s, "<>\"'&{}") || len(out) < 400 {
					out = append(out, s)
				}
			}
		}
	}
	for i := 0; len(out) < 500; i++ {
		out = append(out, strings.Repeat("<", i%7)+fmt.Sprintf(attacks[i%len(attacks)], deeds[i%len(deeds)])+strings.Repeat(">", i%5))
	}
	return out[:500]
}

// hostileLedger writes pages whose titles and texts are attacks around sentences that are
// understood, so that the attacks reach events, tracks and stories too.
func hostileLedger(t *testing.T, dir string, all []string) string {
	t.Helper()
	file := filepath.Join(dir, "hostile.jsonl")
	f, err := os.Create(file)
	must(t, err)
	defer f.Close()
	enc := json.NewEncoder(f)
	for i, s := range all {
		text := fmt.Sprintf("Ngày %d/5/2025, Ngoại trưởng Nga %s đã gặp Ngoại trưởng Ai Cập tại Cairo.\n\nÔng %s đề nghị “%s” với Iran.\n\n%s\n\nNga và Ai Cập mở vòng đàm phán thứ %d về %s.",
			i%28+1, s, s, s, s, i%9+1, s)
		must(t, enc.Encode(map[string]string{
			"title": s + " Nga đàm phán với Ai Cập", "lead": "Nga và Ai Cập đàm phán " + s, "text": text, "published": fmt.Sprintf("2025-05-%02dT08:00:00Z", i%28+1),
			"outlet": "example.vn", "url": "https://example.vn/?" + url.QueryEscape(s),
		}))
	}
	return file
}

// TestHostile visits screens of such a ledger: no script runs, nothing is asked of another
// place, the policy of the page is not even tried.
func TestHostile(t *testing.T) {
	w := ready(t)
	all := hostile()
	s, err := serve(t.Context(), w, "hostile", hostileLedger(t, w.dir, all))
	must(t, err)
	defer s.Stop()
	var paths []string
	for offset := 0; offset < len(all); offset += 40 {
		paths = append(paths, fmt.Sprintf("/pages?offset=%d", offset), fmt.Sprintf("/events?offset=%d", offset))
	}
	paths = append(paths, "/", "/?days=30", "/diem-tin?days=30", "/tracks", "/stories", "/health", "/pages?problems=1")
	for _, a := range all[:len(attacks)] {
		q := url.QueryEscape(a)
		paths = append(paths, "/search?q="+q, "/events?q="+q+"&actor="+q, "/tracks/"+url.PathEscape(a), "/pages/x?at="+q, "/?day="+q+"&theme="+q+"&lang="+q)
	}
	for _, noun := range []struct {
		name string
		most int
	}{{"pages", 500}, {"events", 60}, {"tracks", 20}, {"stories", 40}} {
		for _, id := range ids(t, s.URL, noun.name, noun.most) {
			paths = append(paths, "/"+noun.name+"/"+id)
		}
	}
	visit(t, w, s.URL, paths)
	t.Logf("%d hostile titles and texts, %d screens", len(all), len(paths))
}

// visit opens the paths in a few tabs.
func visit(t *testing.T, w *world, root string, paths []string) {
	t.Helper()
	work := make(chan string)
	var group sync.WaitGroup
	for range 3 {
		tab := w.open(t, desktop(chrome.View{Language: "vi"}))
		group.Go(func() {
			for path := range work {
				var broken bool
				err := tab.Run(chromedp.Navigate(root+path), chromedp.Evaluate(`!!window.__broken || !!document.body.dataset.broken ||
					!!document.querySelector("main script, main iframe, main object, main embed, main style, main img, [onerror], [onload], [onfocus], a[href^='javascript:' i]")`, &broken))
				if err != nil || broken {
					t.Errorf("%s: broken %v, %v", path, broken, err)
				}
				for _, f := range tab.Faults() {
					if !strings.Contains(f, "404") && !strings.Contains(f, "400") {
						t.Errorf("%s: %s", path, f)
					}
				}
			}
		})
	}
	for _, p := range paths {
		work <- p
	}
	close(work)
	group.Wait()
}

// ids asks the API for ids, page by page.
func ids(t *testing.T, root, noun string, most int) []string {
	t.Helper()
	var out []string
	next := "/api/v1/" + noun + "?limit=100"
	for next != "" && len(out) < most {
		resp, err := http.Get(root + next)
		must(t, err)
		body, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		must(t, err)
		var answer map[string]json.RawMessage
		must(t, json.Unmarshal(body, &answer))
		next = ""
		for name, v := range answer {
			var list []struct{ ID string }
			if json.Unmarshal(v, &list) == nil {
				for _, x := range list {
					if x.ID != "" && len(out) < most {
						out = append(out, x.ID)
					}
				}
			}
			var cursor string
			if strings.HasPrefix(name, "next") && json.Unmarshal(v, &cursor) == nil && cursor != "" {
				next = "/api/v1/" + noun + "?limit=100&cursor=" + url.QueryEscape(cursor)
			}
		}
	}
	return out
}
