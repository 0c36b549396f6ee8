package browser

// Editors keep apart what was joined into a track, and together what parted, on its screen; with
// and without JavaScript, and take it back by one click.

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"parley/bench/browser/chrome"
	"parley/bench/browser/server"
)

// kinPages are rounds of talks, each a page: the day, the town, on what. Those of Ghana and Togo were
// on two matters and are on both now; those of Peru and Chile were on both and are on two.
var kinPages = map[string][][3]string{
	"Ghana và Togo": {
		{"01/03/2025", "Accra", "nguồn nước"},
		{"11/03/2025", "Nairobi", "di cư"},
		{"05/05/2025", "Geneva", "nguồn nước và di cư"},
		{"10/06/2025", "Geneva", "nguồn nước và di cư"},
	},
	"Peru và Chile": {
		{"01/03/2025", "Lima", "tấn công mạng và biến đổi khí hậu"},
		{"05/05/2025", "Geneva", "tấn công mạng"},
		{"20/05/2025", "Vienna", "biến đổi khí hậu"},
		{"10/06/2025", "Geneva", "tấn công mạng"},
		{"15/06/2025", "Vienna", "biến đổi khí hậu"},
	},
}

// kinDesk is a server with these pages that lets people edit.
func kinDesk(t *testing.T, w *world) *desk {
	t.Helper()
	dir := t.TempDir()
	var files []string
	for sides, rounds := range kinPages {
		for i, r := range rounds {
			text := fmt.Sprintf("%s đàm phán về %s\n\n%s 21:00 GMT+7\n\nVòng đàm phán giữa %s về %s đã diễn ra tại %s ngày %s.\n", sides, r[2], r[0], sides, r[2], r[1], r[0])
			file := filepath.Join(dir, fmt.Sprintf("%s-%d.txt", strings.Fields(sides)[0], i))
			must(t, os.WriteFile(file, []byte(text), 0o600))
			files = append(files, file)
		}
	}
	db := filepath.Join(dir, "kin.db")
	must(t, server.Ingest(t.Context(), w.bin, db, files...))
	s, err := server.StartEditing(t.Context(), w.bin, db, os.Stderr, editor, password)
	must(t, err)
	t.Cleanup(s.Stop)
	return &desk{Server: s}
}

// kinTrack is a track as the API tells it.
type kinTrack struct {
	ID     string
	Title  string
	Events []string
	Kin    []struct{ Track, How string }
}

// tracksOf are the tracks of a party, in order of their titles.
func tracksOf(t *testing.T, d *desk, party string) (out []kinTrack) {
	t.Helper()
	resp, err := http.Get(d.URL + "/api/v1/tracks?lang=en")
	must(t, err)
	defer resp.Body.Close()
	var answer struct{ Items []kinTrack }
	must(t, json.NewDecoder(resp.Body).Decode(&answer))
	for _, x := range answer.Items {
		if strings.Contains(x.Title, party) {
			out = append(out, x)
		}
	}
	slices.SortFunc(out, func(a, b kinTrack) int { return strings.Compare(a.Title, b.Title) })
	return out
}

// become waits until there are so many of them.
func become(t *testing.T, d *desk, party string, n int) []kinTrack {
	t.Helper()
	for range 100 {
		if all := tracksOf(t, d, party); len(all) == n {
			return all
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatalf("%s has %d tracks, not %d", party, len(tracksOf(t, d, party)), n)
	return nil
}

func TestEditKin(t *testing.T) {
	w := ready(t)
	for _, v := range []chrome.View{{Language: "en"}, {Language: "vi", NoScript: true}} {
		t.Run(named(desktop(v)), func(t *testing.T) {
			d := kinDesk(t, w)
			tab := w.open(t, desktop(v))
			signIn(t, tab, d)
			for _, c := range []struct {
				party, how    string // what there was, as the track tells it
				form          string
				before, after int // tracks
			}{
				{"Togo", "joined", "apart", 1, 2},
				{"Chile", "part", "together", 2, 1},
			} {
				was := become(t, d, c.party, c.before)
				i := slices.IndexFunc(was, func(x kinTrack) bool { return len(x.Kin) == 1 && x.Kin[0].How == c.how })
				if i < 0 {
					t.Fatalf("no track of %s with %s kin: %+v", c.party, c.how, was)
				}
				path := "/tracks/" + was[i].ID
				form := fmt.Sprintf(`form[action*=%q]`, "/"+c.form)
				must(t, tab.Run(chromedp.Navigate(d.URL+path)))
				tabTo(t, tab, "#edit details:has("+form+") > summary")
				must(t, tab.Run(chromedp.KeyEvent(kb.Enter)))
				submit(t, tab, form, "the ministry says so")
				now := become(t, d, c.party, c.after)
				for _, x := range now {
					if len(x.Kin) > 0 {
						t.Errorf("%s: %s has kin still: %+v", c.form, x.Title, x.Kin)
					}
				}
				waitFor(t, tab, path) // the screen says what was done, and takes it back
				var said string
				must(t, tab.Run(chromedp.Text("main ol.log", &said, chromedp.ByQuery)))
				if !strings.Contains(said, "the ministry says so") || !strings.Contains(said, editor) {
					t.Errorf("%s: the screen says of it %q", c.form, said)
				}
				must(t, tab.Run(chromedp.Click("main ol.log form.undo button", chromedp.ByQuery)))
				if again := become(t, d, c.party, c.before); fmt.Sprint(again) != fmt.Sprint(was) {
					t.Errorf("%s taken back gives %+v, not %+v", c.form, again, was)
				}
				waitFor(t, tab, path)
				must(t, tab.Run(chromedp.WaitReady("#edit details:has("+form+")", chromedp.ByQuery)))
			}
			if f := tab.Faults(); len(f) > 0 {
				t.Errorf("%q", f)
			}
		})
	}
}
