package browser

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"parley/bench/browser/chrome"
	"parley/bench/browser/server"
)

// TestAlert: who asks to be told of what comes to a search is told, while the screen is open,
// of what it finds and of nothing else.
func TestAlert(t *testing.T) {
	w := ready(t)
	page := func(name, text string) string {
		file := filepath.Join(w.dir, name+".txt")
		must(t, os.WriteFile(file, []byte(text), 0o644))
		return file
	}
	s, err := serve(t.Context(), w, "alert", page("first", "Nga và Mỹ đàm phán\n\nNgày 2/6/2025, Nga và Mỹ đàm phán tại Istanbul.\n"))
	must(t, err)
	defer s.Stop()
	tab := w.open(t, desktop(chrome.View{Language: "en"}))
	must(t, tab.Run(chromedp.Navigate(s.URL+"/search?q=actor:EGY"), chromedp.Click("[data-alert]", chromedp.ByQuery)))
	told := func() (text string) {
		must(t, tab.Eval(`document.querySelector("[data-alert]").textContent + " | " + document.querySelector("[data-say]").textContent`, &text))
		return text
	}
	if got := told(); !strings.HasPrefix(got, "Waiting for new events") {
		t.Errorf("the button says %q", got)
	}
	time.Sleep(500 * time.Millisecond) // until the line is up
	db := filepath.Join(w.dir, "alert.db")
	must(t, server.Ingest(t.Context(), w.bin, db, page("other", "Pháp và Đức đàm phán\n\nNgày 3/6/2025, Pháp và Đức đàm phán tại Berlin.\n")))
	must(t, server.Ingest(t.Context(), w.bin, db, page("wanted", "Ai Cập và Ethiopia đàm phán\n\nNgày 4/6/2025, Ai Cập và Ethiopia đàm phán tại Cairo.\n")))
	got := ""
	for range 60 {
		if got = told(); strings.Contains(got, "New events") {
			break
		}
		time.Sleep(250 * time.Millisecond)
	}
	if !strings.HasPrefix(got, "New events: 1.") || !strings.HasSuffix(got, "| New events: 1. Reload to see them.") {
		t.Errorf("it says %q", got)
	}
	if faults := tab.Faults(); len(faults) > 0 {
		t.Errorf("the browser complains: %q", faults)
	}
}
