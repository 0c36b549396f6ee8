package browser

// What is wrong with a screen, whichever it is: found by axe-core and by checks of our own.

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"parley/bench/browser/chrome"
	"parley/bench/browser/screens"
)

// all lists the screens of the shared world.
func all(t *testing.T, w *world) []screens.Screen {
	t.Helper()
	list, err := screens.All(w.url)
	must(t, err)
	return list
}

// views are all the ways to look at a screen.
func views() []chrome.View {
	return []chrome.View{
		desktop(chrome.View{Language: "vi"}), desktop(chrome.View{Language: "en", Dark: true}),
		phone(chrome.View{Language: "en"}), phone(chrome.View{Language: "vi", Dark: true}),
	}
}

// axe asks axe-core what is wrong with the screen.
const axe = `axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }).then((r) =>
		r.violations.map((v) => v.id + " (" + v.impact + "): " + v.help + "\n" + v.nodes.slice(0, 4).map((n) => "    " + n.target.join(" ") + " " + n.html.slice(0, 160) + " " + (n.any[0] || n.all[0] || n.none[0] || {}).message).join("\n")))`

// TestAxe asks axe-core. PARLEY_AXE is the path of its axe.min.js; .ci/run installs it.
func TestAxe(t *testing.T) {
	w := ready(t)
	script, err := os.ReadFile(os.Getenv("PARLEY_AXE"))
	if err != nil {
		t.Skip("no axe-core: PARLEY_AXE must name its axe.min.js")
	}
	found := map[string]bool{}
	n := 0
	for _, v := range views() {
		tab := w.open(t, v)
		for _, s := range all(t, w) {
			var wrong []string
			must(t, tab.Run(chromedp.Navigate(w.url+s.Path), chromedp.Evaluate(string(script)+"; true", nil),
				chromedp.Evaluate(axe, &wrong, awaited)))
			n++
			for _, x := range wrong {
				if id, _, _ := strings.Cut(x, " "); !found[s.Name+id] {
					found[s.Name+id] = true
					t.Errorf("%s on %s: %s", s.Name, named(v), x)
				}
			}
		}
	}
	t.Logf("%d screens looked at", n)
}

// look is what the checks see on a screen.
type look struct {
	Shift    float64
	Wide     float64  // how far the screen is wider than the window
	Small    []string // controls under 24 by 24 pixels
	NoTwin   []string // pictures without a table or text of the same
	Headings []string
}

const looking = `(() => {
	const small = [], noTwin = [];
	for (const x of document.querySelectorAll("button, input:not([type=hidden]), select, summary, nav ul a, .button, .pager a, h2 a, h3 a")) {
		if (x.closest("sup")) continue;
		const r = x.getBoundingClientRect();
		if (r.width && r.height && (r.width < 24 || r.height < 23.5) && getComputedStyle(x).position !== "absolute") small.push(x.outerHTML.slice(0, 120) + " " + r.width.toFixed() + "×" + r.height.toFixed());
	}
	for (const x of document.querySelectorAll("main svg")) {
		const part = x.closest("section, main");
		if (!part.querySelector("table, ul, ol")) noTwin.push(x.outerHTML.slice(0, 120));
	}
	return { shift: window.__shift || 0, wide: document.documentElement.scrollWidth - innerWidth, small, noTwin,
		headings: [...document.querySelectorAll("h1")].map((h) => h.textContent) };
})()`

// maxWeight is how many bytes a screen may have without its pictures.
const maxWeight = 60_000

// TestChecks looks at every screen in every way: nothing moves after it is painted, nothing
// is wider than the window, controls can be hit, pictures have twins in text, nothing
// complains, and the screen is light.
func TestChecks(t *testing.T) {
	w := ready(t)
	heaviest := 0
	for _, v := range views() {
		tab := w.open(t, v)
		for _, s := range all(t, w) {
			tab.Faults()
			var l look
			must(t, tab.Run(chromedp.Navigate(w.url+s.Path), chromedp.Sleep(50e6), chromedp.Evaluate(looking, &l)))
			wrong := tab.Faults()
			if s.Name == "absent" { // the browser says that it is not there
				wrong = slices.DeleteFunc(wrong, func(f string) bool { return strings.Contains(f, "404") })
			}
			if l.Shift > 0.01 {
				wrong = append(wrong, fmt.Sprintf("things move: %.3f", l.Shift))
			}
			if l.Wide > 1 {
				wrong = append(wrong, fmt.Sprintf("%.0f pixels wider than the window", l.Wide))
			}
			if len(l.Headings) != 1 {
				wrong = append(wrong, fmt.Sprintf("headings of the first rank: %q", l.Headings))
			}
			for _, x := range l.Small {
				wrong = append(wrong, "small: "+x)
			}
			for _, x := range l.NoTwin {
				wrong = append(wrong, "no twin: "+x)
			}
			size := weight(t, w.url+s.Path, v.Language)
			if heaviest = max(heaviest, size); size > maxWeight {
				wrong = append(wrong, fmt.Sprintf("%d bytes without pictures", size))
			}
			if len(wrong) > 0 {
				t.Errorf("%s on %s:\n    %s", s.Name, named(v), strings.Join(wrong[:min(len(wrong), 6)], "\n    "))
			}
		}
	}
	t.Logf("the heaviest screen has %d bytes without pictures", heaviest)
}

var pictures = regexp.MustCompile(`(?s)<svg.*?</svg>`)

// weight is the size of a screen without its pictures.
func weight(t *testing.T, address, language string) int {
	t.Helper()
	req, err := http.NewRequest(http.MethodGet, address, nil)
	must(t, err)
	req.Header.Set("Accept", "text/html")
	req.Header.Set("Accept-Language", language)
	resp, err := http.DefaultClient.Do(req)
	must(t, err)
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	must(t, err)
	return len(pictures.ReplaceAll(body, nil))
}

// TestPrint prints on A4: Today on one sheet, the track on two.
func TestPrint(t *testing.T) {
	w := ready(t)
	sheets := map[string]int{"today": 1, "digest": 1, "track": 2}
	for _, language := range []string{"vi", "en"} {
		tab := w.open(t, desktop(chrome.View{Language: language}))
		for _, s := range all(t, w) {
			most, ok := sheets[s.Name]
			if !ok {
				continue
			}
			var pdf []byte
			must(t, tab.Run(chromedp.Navigate(w.url+s.Path), chromedp.ActionFunc(func(ctx context.Context) (err error) {
				pdf, _, err = page.PrintToPDF().WithPaperWidth(8.27).WithPaperHeight(11.69).WithPreferCSSPageSize(true).Do(ctx)
				return err
			})))
			n := len(sheet.FindAll(pdf, -1))
			if n == 0 || n > most {
				t.Errorf("%s in %s has %d sheets, not %d", s.Name, language, n, most)
			}
			t.Logf("%s in %s: %d sheets", s.Name, language, n)
			if dir := os.Getenv("PARLEY_PRINTS"); dir != "" {
				must(t, os.WriteFile(dir+"/"+s.Name+"-"+language+".pdf", pdf, 0o644))
			}
		}
	}
}

// sheet is what each page of a PDF has once.
var sheet = regexp.MustCompile(`/Type\s*/Page[^s]`)

func awaited(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }
