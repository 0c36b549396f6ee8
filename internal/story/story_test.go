package story

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"parley"
)

// reading makes a reading of one article.
func reading(source, title, lead, body, day string) *parley.Reading {
	p := parley.Page{Source: source, Bytes: []byte(body)}
	it := parley.Item{Kind: parley.ItemArticle, Title: parley.Maybe(title), Lead: parley.Maybe(lead), Body: body}
	if day != "" {
		it.Published = &parley.Date{Value: day}
	}
	return &parley.Reading{ID: p.ID(), Source: source, Items: []parley.Item{it}}
}

// TestOutlets measures the stories of real outlets where they are at hand.
func TestOutlets(t *testing.T) {
	const floor = 0.90
	all, gold := outlets(t)
	stories := atLeast(t, all, gold, floor)
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	if !reflect.DeepEqual(Stories(all), stories) {
		t.Error("another order gives other stories")
	}
	if out := os.Getenv("STORIES_OUT"); out != "" {
		f, err := os.Create(out)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		for _, s := range stories {
			b, _ := json.Marshal(s)
			f.Write(append(b, '\n'))
		}
	}
}

// Without their dates the same articles go to nearly the same stories: this is what a folder of texts is like.
func TestOutletsUndated(t *testing.T) {
	const floor = 0.88
	all, gold := outlets(t)
	for i := range all {
		all[i].Published, all[i].day, all[i].dated, all[i].placed = nil, 0, false, false
	}
	atLeast(t, all, gold, floor)
}

// atLeast makes the stories of the items, whose F1 must reach a floor.
func atLeast(t *testing.T, all []Item, gold map[string]int, floor float64) []parley.Story {
	t.Helper()
	stories := Stories(all)
	pred := map[string]string{}
	for _, s := range stories {
		for _, it := range s.Items {
			_, id, _ := strings.Cut(it.Source, "#")
			pred[id] = s.ID
		}
	}
	p, r := bcubed(gold, pred)
	f1 := 2 * p * r / (p + r)
	t.Logf("%d stories, B3 P %.3f R %.3f F1 %.3f", len(stories), p, r, f1)
	if f1 < floor {
		t.Errorf("F1 %.3f is below the floor %.2f", f1, floor)
	}
	return stories
}

// What nothing dates joins the story of what is dated by inference, not of what says its day: that stands in its week,
// of which there may be any number.
func TestUndatedMeetsInferred(t *testing.T) {
	const text = "The two ministers met in Geneva on Tuesday and agreed to go on with the talks about prisoners next month, a spokesman said."
	for _, x := range []struct {
		basis   parley.Basis
		stories int
	}{{parley.BasisInferred, 1}, {parley.BasisMarkup, 2}} {
		dated := reading("a", "Ministers meet in Geneva", "", text, "2025-04-02")
		dated.Items[0].Published.Basis = x.basis
		items := append(Items(dated), Items(reading("b", "Geneva: ministers meet", "", text+" More soon.", ""))...)
		stories := Stories(items)
		if len(stories) != x.stories {
			t.Errorf("%s: %d stories, want %d: %+v", x.basis, len(stories), x.stories, stories)
		}
		if x.stories == 1 && string(stories[0].Items[1].CopyOf) != stories[0].Items[0].ID {
			t.Errorf("no copy: %+v", stories[0])
		}
	}
}

func outlets(t *testing.T) ([]Item, map[string]int) {
	f, err := os.Open(filepath.FromSlash("../../../shared/clusters/outlets-2013.jsonl.gz"))
	if err != nil {
		t.Skip("no outlets at hand: ", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var all []Item
	gold := map[string]int{}
	sc := bufio.NewScanner(z)
	sc.Buffer(nil, 1<<22)
	for sc.Scan() {
		var d struct {
			ID                                   string
			Cluster                              int
			Title, Lead, Published, Outlet, Text string
		}
		if err := json.Unmarshal(sc.Bytes(), &d); err != nil {
			t.Fatal(err)
		}
		gold[d.ID] = d.Cluster
		all = append(all, Items(reading("outlets#"+d.ID, d.Title, d.Lead, d.Text, d.Published))...)
	}
	return all, gold
}

func bcubed(gold map[string]int, pred map[string]string) (p, r float64) {
	size, psize, both := map[int]float64{}, map[string]float64{}, map[[2]any]float64{}
	for id, g := range gold {
		if pred[id] == "" {
			pred[id] = "alone " + id
		}
		size[g]++
		psize[pred[id]]++
		both[[2]any{g, pred[id]}]++
	}
	for id, g := range gold {
		b := both[[2]any{g, pred[id]}]
		p += b / psize[pred[id]]
		r += b / size[g]
	}
	return p / float64(len(gold)), r / float64(len(gold))
}

func TestCopies(t *testing.T) {
	long := "The two ministers met in Geneva on Tuesday and agreed to go on with the talks about prisoners next month, a spokesman said after the meeting. He named no day for it."
	other := "Prices of rice rose again in the north of the country, where farmers speak of the driest spring they have seen in twenty years of work on their fields."
	var items []Item
	for _, r := range []*parley.Reading{
		reading("a", "Ministers meet", "", long, "2025-04-02"),
		reading("b", "Geneva: talks go on", "", "(Agency) "+long+" More soon.", "2025-04-03"),
		reading("c", "Rice", "", other, "2025-04-02"),
	} {
		items = append(items, Items(r)...)
	}
	stories := Stories(items)
	if len(stories) != 2 {
		t.Fatalf("got %d stories: %+v", len(stories), stories)
	}
	for _, s := range stories {
		switch len(s.Items) {
		case 2:
			if b := s.Items[1]; b.Source != "b" || b.CopyOf != parley.Maybe(s.Items[0].ID) || b.Similarity < 0.7 || s.Independent != 1 {
				t.Errorf("got %+v", s)
			}
			if s.First != "2025-04-02" || s.Last != "2025-04-03" {
				t.Errorf("from %s to %s", s.First, s.Last)
			}
		case 1:
			if s.Items[0].Source != "c" {
				t.Errorf("got %+v", s)
			}
		}
	}
}
