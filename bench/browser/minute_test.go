package browser

// The path that an editor takes in a minute: Today → Track → round → evidence → the page
// at the sentence.

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"parley/bench/browser/chrome"
)

// step is a place on the path: what leads on from it.
type step struct{ place, link string }

// path begins on the front page.
var path = []step{
	{"/", `.moved h3 a`},
	{"/tracks/", `section tbody th[scope=row] a[href^="/events/"]`},
	{"/events/", `.quotes a[data-evidence], a[data-evidence]`},
	{"/pages/", ``},
}

// at tells where the tab is.
func at(t *testing.T, tab *chrome.Tab) string {
	t.Helper()
	var where string
	must(t, tab.Run(chromedp.Location(&where)))
	_, rest, _ := strings.Cut(strings.TrimPrefix(where, "http://"), "/")
	return "/" + rest
}

// arrived waits for a place.
func arrived(t *testing.T, tab *chrome.Tab, place string) {
	t.Helper()
	must(t, tab.Run(chromedp.Poll(fmt.Sprintf(`location.pathname.startsWith(%q) && document.readyState === "complete"`, place), nil)))
}

// atSentence checks that the page stands at a sentence that is marked and in sight.
func atSentence(t *testing.T, tab *chrome.Tab) {
	t.Helper()
	var seen struct {
		Hash, Text string
		InSight    bool
	}
	must(t, tab.Eval(`(() => { const id = location.hash.slice(1), x = document.getElementById(id), r = x ? x.getBoundingClientRect() : {};
		const s = document.querySelector(".hit, [data-s]:target") || x;
		return { hash: location.hash, text: s ? s.textContent : "", insight: !!x && r.top >= -2 && r.top < innerHeight }; })()`, &seen))
	if !strings.HasPrefix(seen.Hash, "#s-") || len(seen.Text) < 20 || !seen.InSight {
		t.Errorf("the page is not at its sentence: %+v", seen)
	}
	t.Logf("the sentence: %.100q", seen.Text)
}

// follow clicks a link. Where the next page is there before the browser has answered the click, it says so instead.
func follow(t *testing.T, tab *chrome.Tab, link string) {
	t.Helper()
	if err := tab.Run(chromedp.Click(link, chromedp.ByQuery, chromedp.NodeVisible)); err != nil && !strings.Contains(err.Error(), "navigated or closed") {
		t.Fatal(err)
	}
}

// TestMinuteByMouse clicks its way, in both languages, with and without JavaScript.
func TestMinuteByMouse(t *testing.T) {
	w := ready(t)
	for _, v := range []chrome.View{{Language: "vi"}, {Language: "en"}, {Language: "vi", NoScript: true}, {Language: "en", NoScript: true}} {
		tab := w.open(t, desktop(v))
		must(t, tab.Run(chromedp.Navigate(w.url+"/")))
		clicks := 0
		for i, s := range path[:len(path)-1] {
			follow(t, tab, s.link)
			clicks++
			waitFor(t, tab, path[i+1].place)
		}
		atSentence(t, tab)
		if f := tab.Faults(); len(f) > 0 {
			t.Errorf("%s: %q", named(v), f)
		}
		t.Logf("%s, scripts %v: %d clicks", v.Language, !v.NoScript, clicks)
	}
}

// waitFor waits without a script of the page, which may be switched off.
func waitFor(t *testing.T, tab *chrome.Tab, place string) {
	t.Helper()
	must(t, tab.Run(chromedp.ActionFunc(func(ctx context.Context) error {
		for {
			var where string
			var ready bool
			if err := chromedp.Location(&where).Do(ctx); err != nil {
				return err
			}
			if err := chromedp.Evaluate(`document.readyState === "complete"`, &ready).Do(ctx); err == nil && ready && strings.Contains(where, place) {
				return nil
			}
			if err := chromedp.Sleep(20e6).Do(ctx); err != nil {
				return fmt.Errorf("waiting for %s at %s: %w", place, where, err)
			}
		}
	})))
}

// TestMinuteByTouch taps its way on a phone.
func TestMinuteByTouch(t *testing.T) {
	w := ready(t)
	for _, language := range []string{"vi", "en"} {
		tab := w.open(t, phone(chrome.View{Language: language}))
		must(t, tab.Run(chromedp.Navigate(w.url+"/")))
		for i, s := range path[:len(path)-1] {
			tap(t, tab, s.link)
			waitFor(t, tab, path[i+1].place)
		}
		atSentence(t, tab)
		t.Logf("%s: %d taps", language, len(path)-1)
	}
}

// tap touches the middle of an element.
func tap(t *testing.T, tab *chrome.Tab, selector string) {
	t.Helper()
	var p struct{ X, Y float64 }
	must(t, tab.Eval(fmt.Sprintf(`(() => { const x = document.querySelector(%q); x.scrollIntoView({ block: "center", behavior: "instant" });
		const r = x.getClientRects()[0]; return { x: r.left + r.width / 2, y: r.top + r.height / 2 }; })()`, selector), &p))
	must(t, tab.Run(
		input.DispatchTouchEvent(input.TouchStart, []*input.TouchPoint{{X: p.X, Y: p.Y}}),
		input.DispatchTouchEvent(input.TouchEnd, []*input.TouchPoint{}),
	))
}

// TestMinuteByKeys uses j, J, Enter and e only.
func TestMinuteByKeys(t *testing.T) {
	w := ready(t)
	for _, language := range []string{"vi", "en"} {
		tab := w.open(t, desktop(chrome.View{Language: language}))
		must(t, tab.Run(chromedp.Navigate(w.url+"/")))
		var keys []string
		press := func(key, name string) {
			keys = append(keys, name)
			must(t, tab.Run(chromedp.KeyEvent(key)))
		}
		press("j", "j") // the first row of Today is the track that moved most
		press(kb.Enter, "Enter")
		waitFor(t, tab, "/tracks/")
		for range 12 { // J goes on to the next part of the screen
			if focused(t, tab, `/events/`) {
				break
			}
			press("J", "J")
		}
		press(kb.Enter, "Enter")
		waitFor(t, tab, "/events/")
		press("j", "j")
		press("e", "e")
		waitFor(t, tab, "/pages/")
		atSentence(t, tab)
		t.Logf("%s: %d keys: %s", language, len(keys), strings.Join(keys, " "))
	}
}

// focused tells whether the link in focus is a round of the table that leads there.
func focused(t *testing.T, tab *chrome.Tab, there string) bool {
	t.Helper()
	var href string
	must(t, tab.Eval(`(() => { const a = document.activeElement; return a.matches("th a") ? a.getAttribute("href") : ""; })()`, &href))
	return strings.HasPrefix(href, there)
}

// TestInputMethod types Vietnamese as Telex does: while a word is composed no key is a
// shortcut, neither in a field nor beside one.
func TestInputMethod(t *testing.T) {
	w := ready(t)
	tab := w.open(t, desktop(chrome.View{Language: "vi"}))
	must(t, tab.Run(chromedp.Navigate(w.url+"/")))
	must(t, tab.Eval(`for (const key of ["/", "j", "k", "e", "c", "p", "?", "J", "K"]) for (const how of [{ isComposing: true }, { keyCode: 229 }, { ctrlKey: true }, { altKey: true }])
		document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...how }));`, nil))
	var still bool
	must(t, tab.Eval(`location.pathname === "/" && document.activeElement === document.body`, &still))
	if !still {
		t.Error("a key of the input method was taken for a shortcut")
	}
	must(t, tab.Run(chromedp.KeyEvent("/")))
	must(t, tab.Eval(`document.activeElement.name === "q"`, &still))
	if !still {
		t.Fatal("/ does not lead to the search box")
	}
	must(t, tab.Eval(`document.activeElement.value = ""; true`, &still)) // the driver types what the page has refused
	// dd, aa and the tone marks arrive as a composition that is replaced as it grows.
	for _, text := range []string{"đ", "đa", "đà", "đàm"} {
		must(t, tab.Run(input.ImeSetComposition(text, int64(len([]rune(text))), int64(len([]rune(text))))))
	}
	must(t, tab.Run(input.InsertText("đàm "), chromedp.KeyEvent("p"), input.ImeSetComposition("phán", 4, 4), input.InsertText("phán")))
	var value string
	must(t, tab.Eval(`document.activeElement.value`, &value))
	if value != "đàm pphán" || at(t, tab) != "/" {
		t.Errorf("the box holds %q at %s", value, at(t, tab))
	}
	must(t, tab.Run(chromedp.KeyEvent(kb.Enter)))
	waitFor(t, tab, "/search")
}

// TestKeysOff switches the keys off.
func TestKeysOff(t *testing.T) {
	w := ready(t)
	tab := w.open(t, desktop(chrome.View{Language: "vi"}))
	must(t, tab.Run(chromedp.Navigate(w.url+"/?keys=off"), chromedp.KeyEvent("?"), chromedp.KeyEvent("j"), chromedp.KeyEvent("/")))
	if where := at(t, tab); where != "/?keys=off" {
		t.Errorf("a key that is switched off led to %s", where)
	}
	arrived(t, tab, "/")
}
