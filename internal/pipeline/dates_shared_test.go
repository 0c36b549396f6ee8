package pipeline

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"hash/fnv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"parley"
	"parley/internal/store/sqlite"
)

// dayDoc is an article of the shared archives.
type dayDoc struct{ ID, Title, Lead, Text, Published, Outlet, File, Doc, Date string }

func sharedDocs(t *testing.T, file string) (out []dayDoc) {
	t.Helper()
	f, err := os.Open(filepath.FromSlash("../../../shared/" + file))
	if err != nil {
		t.Skip("no archive at hand: ", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	sc := bufio.NewScanner(z)
	sc.Buffer(nil, 1<<22)
	for sc.Scan() {
		var d dayDoc
		if err := json.Unmarshal(sc.Bytes(), &d); err != nil {
			t.Fatal(err)
		}
		out = append(out, d)
	}
	return out
}

// annotatedDays are the days of articles as annotators found them, by id.
func annotatedDays(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, file := range []string{"../../../shared/gold/dev.jsonl", "../../corpus/seen.jsonl"} {
		b, err := os.ReadFile(filepath.FromSlash(file))
		if err != nil {
			t.Skip("no annotations at hand: ", err)
		}
		for _, line := range strings.Split(strings.TrimSpace(string(b)), "\n") {
			var d dayDoc
			if err := json.Unmarshal([]byte(line), &d); err != nil {
				t.Fatal(err)
			}
			if d.ID == "" {
				d.ID = strings.TrimSuffix(d.Doc, ".txt")
			}
			out[d.ID] = d.Date
		}
	}
	return out
}

// dayScore counts borrowed dates.
type dayScore struct{ open, got, day, near, within, early, wrong, judged int }

// TestBorrowedDays hides the dates of a part of dated articles, drawn by lot, and counts how
// many get one from the others, and how many of these are right.
func TestBorrowedDays(t *testing.T) {
	if testing.Short() {
		t.Skip("reads two archives")
	}
	r := shippedReader(t)
	gold := annotatedDays(t)
	for _, c := range []struct {
		name string
		hide uint32 // of 100
	}{{"clusters/outlets-2013.jsonl.gz", 50}, {"corpus/diplomacy-2017.jsonl.gz", 0}} {
		db, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "days.db"))
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		l := NewLedger(db, Options{Again: func(p *parley.Page, loans Loans) (*parley.Reading, error) { return r.ReadLent(p, loans), nil }})
		truth := map[string]string{}
		hidden := map[string]bool{}
		var pages []*parley.Page
		for _, d := range sharedDocs(t, c.name) {
			p := &parley.Page{Source: d.ID, Bytes: []byte(strings.TrimSpace(d.Title + "\n" + d.Lead + "\n" + d.Text)), Media: parley.MediaText, Outlet: d.Outlet}
			h := fnv.New32a()
			_, _ = h.Write([]byte(d.ID))
			if day := gold[d.ID]; d.Published == "" {
				truth[p.ID()], hidden[p.ID()] = day, true
			} else {
				truth[p.ID()] = d.Published[:10]
				if h.Sum32()%100 >= c.hide {
					p.Published = d.Published[:10]
				} else {
					hidden[p.ID()] = true
				}
			}
			pages = append(pages, p)
		}
		var s dayScore
		own := map[string]*parley.Date{}
		for i := 0; i < len(pages); i += batch {
			some := pages[i:min(i+batch, len(pages))]
			rs := readAll(some, r.Read)
			for _, x := range rs {
				own[x.ID] = articleDay(x)
			}
			if _, err := db.AddPages(t.Context(), "1", some, rs); err != nil {
				t.Fatal(err)
			}
		}
		for _, step := range l.stages()[0].step {
			for more := true; more; {
				if more, err = step(context.Background()); err != nil {
					t.Fatal(err)
				}
			}
		}
		disputes := 0
		for _, p := range pages {
			x, err := db.Reading(t.Context(), p.ID())
			if err != nil {
				t.Fatal(err)
			}
			for _, problem := range x.Problems {
				if problem.Code == "dates-disagree" {
					disputes++
					t.Log("  ", p.Source, truth[p.ID()], problem.Detail)
				}
			}
			if !hidden[p.ID()] {
				continue
			}
			if _, _, ok := dayIn(own[p.ID()]); ok {
				continue
			}
			s.open++
			d := articleDay(x)
			if d == nil || d.Lent == "" {
				continue
			}
			s.got++
			verdict := s.judge(d, truth[p.ID()])
			was := ""
			if o := own[p.ID()]; o != nil {
				was = o.Value
			}
			t.Log("  ", p.Source, "was", was, "now", d.Value, "truth", truth[p.ID()], verdict, "|", d.Why)
		}
		if s.got < 50 || s.judged < 50 || s.wrong > 1+s.judged/50 || s.early > 1+s.judged/5 {
			t.Errorf("%s: %+v", c.name, s)
		}
		t.Logf("%s, %d %% hidden: %+v, %d disputes", c.name, c.hide, s, disputes)
	}
}

// fortnight is how far, in days, a borrowed day may lie from the true one and be of the right year for sure.
const fortnight = 14

func (s *dayScore) judge(d *parley.Date, truth string) string {
	v, _ := parley.ParseEDTF(d.Value)
	e, err := parley.ParseEDTF(truth)
	if err != nil || e.IsZero() {
		return "?"
	}
	s.judged++
	b := v.Bounds()
	want := e.Bounds()
	switch day, one := v.Day(); {
	case one && b == want:
		s.day++
		s.near++
		s.within++
	case one && day >= want.From-1 && day <= want.To+1:
		s.near++
		return "near"
	case !one && v.Overlaps(e):
		s.within++
		return "within"
	case one && day >= want.From-fortnight && day <= want.To+fortnight:
		s.early++ // it names no later day than that of something before
		return "early"
	default:
		s.wrong++
		return "WRONG"
	}
	return "exact"
}

func articleDay(r *parley.Reading) *parley.Date {
	for i := range r.Items {
		if r.Items[i].Kind == parley.ItemArticle {
			return r.Items[i].Published
		}
	}
	return nil
}

func dayIn(d *parley.Date) (parley.Day, parley.Basis, bool) {
	if d == nil {
		return 0, "", false
	}
	v, _ := parley.ParseEDTF(d.Value)
	day, ok := v.Day()
	return day, d.Basis, ok
}
