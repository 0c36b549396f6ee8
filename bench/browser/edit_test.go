package browser

// What editors do, by keyboard alone: sign in, correct, merge, split, rename, pin, save a
// search, look into the log, take back, sign out. Their screens are looked at by axe-core.

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"parley/bench/browser/chrome"
	"parley/bench/browser/screens"
	"parley/bench/browser/server"
)

const editor, password = "lan", "a password for tests"

// desk is a server of its own that lets people edit, and a screen of an event with several
// sentences and of a track.
type desk struct {
	*server.Server
	event, track string
}

func editing(t *testing.T, w *world) *desk {
	t.Helper()
	db := filepath.Join(t.TempDir(), "edit.db")
	must(t, server.Ingest(t.Context(), w.bin, db, "../../examples/pages"))
	s, err := server.StartEditing(t.Context(), w.bin, db, os.Stderr, editor, password)
	must(t, err)
	t.Cleanup(s.Stop)
	d := &desk{Server: s}
	list, err := screens.All(s.URL)
	must(t, err)
	for _, x := range list {
		if x.Name == "track" {
			d.track = x.Path
		}
	}
	d.event = told(t, d)
	return d
}

// told is the event that most sentences tell.
func told(t *testing.T, d *desk) string {
	t.Helper()
	resp, err := http.Get(d.URL + "/api/v1/events?kind=talks&limit=500")
	must(t, err)
	defer resp.Body.Close()
	var answer struct {
		Items []struct {
			ID     string
			Claims []any
		}
	}
	must(t, json.NewDecoder(resp.Body).Decode(&answer))
	path, most := "", 0
	for _, e := range answer.Items {
		if len(e.Claims) > most {
			path, most = "/events/"+e.ID, len(e.Claims)
		}
	}
	return path
}

// tabTo presses Tab until the element is in focus.
func tabTo(t *testing.T, tab *chrome.Tab, selector string) {
	t.Helper()
	for range 400 {
		must(t, tab.Run(chromedp.KeyEvent(kb.Tab)))
		var there bool
		must(t, tab.Eval(fmt.Sprintf(`document.activeElement?.matches(%q) ?? false`, selector), &there)) // between two screens there is none
		if there {
			return
		}
	}
	t.Fatalf("Tab does not lead to %s", selector)
}

// keyed types into the element that is in focus, over what stands there.
func keyed(t *testing.T, tab *chrome.Tab, text string) {
	t.Helper()
	must(t, tab.Run(chromedp.Evaluate(`document.activeElement.select && document.activeElement.select(); true`, nil), chromedp.KeyEvent(text)))
}

// signIn does it by keyboard.
func signIn(t *testing.T, tab *chrome.Tab, d *desk) {
	t.Helper()
	must(t, tab.Run(chromedp.Navigate(d.URL+"/login")))
	tabTo(t, tab, "input[name=name]")
	keyed(t, tab, editor)
	tabTo(t, tab, "input[name=password]")
	keyed(t, tab, password)
	must(t, tab.Run(chromedp.KeyEvent(kb.Enter)))
	for range 200 { // who was signed in before sees the way out on this screen, too: wait for the next one
		var there bool
		must(t, tab.Run(chromedp.Sleep(20e6)))
		if err := tab.Eval(`document.readyState === "complete" && location.pathname !== "/login"`, &there); err == nil && there {
			break
		}
	}
	must(t, tab.Run(chromedp.WaitVisible(`form[action^="/logout"]`, chromedp.ByQuery)))
}

// lastEdit waits until the log has so many lines, and returns what the newest one says.
func lastEdit(t *testing.T, tab *chrome.Tab, d *desk, lines int) string {
	t.Helper()
	var got struct {
		N    int
		Text string
	}
	for range 100 {
		must(t, tab.Run(chromedp.Navigate(d.URL+"/edits")))
		must(t, tab.Eval(`(() => { const r = document.querySelectorAll("main tbody tr"); return { n: r.length, text: r.length ? r[0].textContent : "" }; })()`, &got))
		if got.N == lines {
			return got.Text
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatalf("the log has %d lines, not %d: %s", got.N, lines, got.Text)
	return ""
}

// submit fills in why and sends the form by Enter.
func submit(t *testing.T, tab *chrome.Tab, form, why string) {
	t.Helper()
	if why != "" {
		tabTo(t, tab, form+" input[name=why]")
		keyed(t, tab, why)
	} else {
		tabTo(t, tab, form+" button")
	}
	must(t, tab.Run(chromedp.KeyEvent(kb.Enter), chromedp.Sleep(300*time.Millisecond)))
}

// TestEditByKeys walks through everything that an editor can do, without a mouse.
func TestEditByKeys(t *testing.T) {
	w := ready(t)
	d := editing(t, w)
	tab := w.open(t, desktop(chrome.View{Language: "en"}))
	signIn(t, tab, d)
	lines := 0
	on := func(path, summary string) {
		must(t, tab.Run(chromedp.Navigate(d.URL+path)))
		if summary != "" {
			tabTo(t, tab, summary)
			must(t, tab.Run(chromedp.KeyEvent(kb.Enter)))
		}
	}
	logged := func(want string) {
		t.Helper()
		lines++
		if text := lastEdit(t, tab, d, lines); !strings.Contains(text, want) {
			t.Errorf("the log says %q, not %q", text, want)
		}
	}
	section := func(n int) string { return fmt.Sprintf("#edit details:nth-of-type(%d)", n) }

	on(d.event, section(1)+" summary")
	tabTo(t, tab, "input[name=place]")
	keyed(t, tab, "Geneva@CHE")
	submit(t, tab, section(1), "the ministry named it")
	logged("Geneva")

	event := where(t, d, d.event)
	on(event, section(2)+" summary")
	tabTo(t, tab, "input[name=claim]")
	must(t, tab.Run(chromedp.KeyEvent(" ")))
	submit(t, tab, section(2), "another meeting")
	logged("another meeting")

	event = where(t, d, d.event)
	on(event, "#edit details:last-of-type summary")
	tabTo(t, tab, "input[name=event]")
	must(t, tab.Run(chromedp.KeyEvent(" ")))
	submit(t, tab, "#edit details:last-of-type", "one meeting after all")
	logged("one meeting after all")

	on(d.track, "")
	submit(t, tab, `form[action*="/pin"]`, "")
	logged("Pin")

	on(d.track, "#edit details summary")
	tabTo(t, tab, "input[name=title-en]")
	keyed(t, tab, "The talks by keyboard")
	submit(t, tab, "#edit details", "shorter")
	logged("The talks by keyboard")

	must(t, tab.Run(chromedp.Navigate(d.URL+"/edits")))
	submit(t, tab, "main tbody form", "") // the newest one
	logged("Undo")

	on("/search?q=kind:talks", "")
	tabTo(t, tab, "main form.desk input[name=name]")
	keyed(t, tab, "Talks")
	must(t, tab.Run(chromedp.KeyEvent(kb.Enter), chromedp.WaitVisible(`main a[href*="kind%3Atalks"]`, chromedp.ByQuery)))

	tabTo(t, tab, `form[action^="/logout"] button`)
	must(t, tab.Run(chromedp.KeyEvent(kb.Enter), chromedp.WaitVisible(`a[href^="/login"]`, chromedp.ByQuery)))
	if f := tab.Faults(); len(f) > 0 {
		t.Errorf("%q", f)
	}
}

// where is the screen of the event now: an edit may have given it another id.
func where(t *testing.T, d *desk, path string) string {
	t.Helper()
	if resp, err := http.Get(d.URL + path); err == nil {
		resp.Body.Close()
		if resp.StatusCode == http.StatusOK {
			return path
		}
	}
	return told(t, d)
}

// TestEditAxe looks at the screens of editors as TestAxe does at those of readers, with all
// forms unfolded.
func TestEditAxe(t *testing.T) {
	w := ready(t)
	script, err := os.ReadFile(os.Getenv("PARLEY_AXE"))
	if err != nil {
		t.Skip("no axe-core: PARLEY_AXE must name its axe.min.js")
	}
	d := editing(t, w)
	n := 0
	for _, v := range views() {
		tab := w.open(t, v)
		look := func(path string) {
			var wrong []string
			var l look
			must(t, tab.Run(chromedp.Navigate(d.URL+path), chromedp.Evaluate(`for (const x of document.querySelectorAll("details")) x.open = true; true`, nil),
				chromedp.Evaluate(string(script)+"; true", nil), chromedp.Evaluate(axe, &wrong, awaited), chromedp.Evaluate(looking, &l)))
			for _, x := range wrong {
				t.Errorf("%s on %s: %s", path, named(v), x)
			}
			if l.Wide > 1 || len(l.Small) > 0 {
				t.Errorf("%s on %s: %.0f pixels wider than the window; small: %q", path, named(v), l.Wide, l.Small)
			}
			n++
		}
		look("/login")
		signIn(t, tab, d)
		if n == 1 {
			must(t, tab.Run(chromedp.Navigate(d.URL+d.track)))
			submit(t, tab, `form[action*="/pin"]`, "")
			lastEdit(t, tab, d, 1)
		}
		for _, path := range []string{"/", d.event, d.track, "/edits", "/searches", "/search?q=kind:talks&cols=time,place"} {
			look(path)
		}
		if f := tab.Faults(); len(f) > 0 {
			t.Errorf("%s: %q", named(v), f)
		}
	}
	t.Logf("%d screens looked at", n)
}
