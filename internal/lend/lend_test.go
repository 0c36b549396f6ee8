package lend

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"parley"
	"parley/internal/claimtest"
)

// words are some that stand in no other text but where the seed is the same.
func words(seed uint64, n int) string {
	r := rand.New(rand.NewPCG(seed, 1))
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprintf("%c%c%c%c", 'a'+r.IntN(26), 'a'+r.IntN(26), 'a'+r.IntN(26), 'a'+r.IntN(26))
	}
	return strings.Join(out, " ")
}

// read makes items of readings written as text; an item's words come from the number behind
// its page's name.
func read(t *testing.T, text string) map[string]*Item {
	t.Helper()
	rs, err := claimtest.Readings(text)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]*Item{}
	for _, r := range rs {
		var seed uint64
		_, _ = fmt.Sscanf(strings.TrimLeft(r.Source, "abcdefghijklmnopqrstuvwxyz"), "%d", &seed)
		for i := range r.Items {
			r.Items[i].Body = words(seed, 200)
			if strings.HasPrefix(r.Source, "half") { // half of what is told under that number
				r.Items[i].Body = words(seed, 60) + " " + words(seed+100, 140)
			}
		}
		items := Items(r)
		for i := range items {
			it := items[i]
			_, n, _ := strings.Cut(it.ID, "/")
			out[r.Source+"/"+n] = &it
		}
	}
	return out
}

func TestWeigh(t *testing.T) {
	for _, c := range []struct{ why, text, ask, want string }{
		{"the same text on another page", "@ a1/0 - -\n@ b1/0 2016-03-08 x.vn", "a1/0", "copy firm 2016-03-08"},
		{"other words", "@ a1/0 - -\n@ b2/0 2016-03-08 x.vn", "a1/0", ""},
		{"a part of the text", "@ half1/0 - -\n@ b1/0 2016-03-08 x.vn", "half1/0", "copy part firm 2016-03-08"},
		{"a page lends nothing to itself", "@ a1/0 - -\n@ a1/1 2016-03-08 -", "a1/0", ""},
		{"what has no day lends nothing", "@ a1/0 - -\n@ b1/0 2016-03 x.vn\n@ c1/0 XXXX-03-08 x.vn", "a1/0", ""},
		{"two days stand side by side", "@ a1/0 - -\n@ b1/0 2016-03-08 x.vn\n@ c1/0 2017-03-08 x.vn", "a1/0", "copy firm 2016-03-08; copy firm 2017-03-08"},
		{
			"a meeting of the same two people on that day of the year",
			"@ a1/0 XXXX-03-09 -\nx1 meet occurred person:a-b:RUS:president person:c-d:TUR:president t:XXXX-03-08 | They met.\n" +
				"@ b2/0 2016-03-09 x.vn\nx2 talks occurred person:a-b:RUS:president person:c-d:TUR:president t:2016-03-08 | They talked.",
			"a1/0", "told firm 2016-03-08",
		},
		{
			"a meeting of the same states alone may be another year's",
			"@ a1/0 XXXX-03-09 -\nx1 meet occurred RUS TUR t:XXXX-03-08 | They met.\n@ b2/0 2016-03-09 x.vn\nx2 meet occurred RUS TUR t:2016-03-08 | They met.",
			"a1/0", "",
		},
		{
			"in the same town it is not",
			"@ a1/0 XXXX-03-09 -\nx1 meet occurred RUS TUR t:XXXX-03-08 place:Sochi:RUS | They met.\n" +
				"@ b2/0 2016-03-09 x.vn\nx2 meet occurred RUS TUR t:2016-03-08 place:Sochi:RUS | They met.",
			"a1/0", "told firm 2016-03-08",
		},
		{
			"in another town it is another meeting",
			"@ a1/0 XXXX-03-09 -\nx1 meet occurred person:a-b:RUS:president person:c-d:TUR:president t:XXXX-03-08 place:Sochi:RUS | They met.\n" +
				"@ b2/0 2016-03-09 x.vn\nx2 meet occurred person:a-b:RUS:president person:c-d:TUR:president t:2016-03-08 place:Ankara:TUR | They met.",
			"a1/0", "",
		},
		{
			"two deeds of two days say what one does not",
			"@ a1/0 XXXX-03-09 -\nx1 visit occurred RUS > TUR t:XXXX-03-08 | One.\nx2 sanction occurred TUR > RUS t:XXXX-03-05 | Two.\n" +
				"@ b2/0 2016-03-09 x.vn\nx3 visit occurred RUS > TUR t:2016-03-08 | One.\nx4 sanction occurred TUR > RUS t:2016-03-05 | Two.",
			"a1/0", "told firm 2016-03-05; told firm 2016-03-08",
		},
		{
			"what is only possible dates nothing",
			"@ a1/0 XXXX-03-09 -\nx1 meet possible person:a-b:RUS:president person:c-d:TUR:president t:XXXX-03-08 | They may meet.\n" +
				"@ b2/0 2016-03-09 x.vn\nx2 meet occurred person:a-b:RUS:president person:c-d:TUR:president t:2016-03-08 | They met.",
			"a1/0", "",
		},
	} {
		items := read(t, c.text)
		it := items[c.ask]
		if it == nil || !it.Asks {
			t.Fatalf("%s: %s asks for nothing", c.why, c.ask)
		}
		var others []*Item
		for _, o := range items {
			others = append(others, o)
		}
		loans := Weigh(it, others)
		var got []string
		for _, l := range loans {
			said := "told "
			if l.Copy {
				said = "copy "
			}
			if l.Part {
				said += "part "
			}
			if l.Firm {
				said += "firm "
			}
			got = append(got, said+l.Day.String())
		}
		if g := strings.Join(got, "; "); g != c.want {
			t.Errorf("%s: %q, want %q", c.why, g, c.want)
		}
		for range 5 { // whatever their order
			rand.Shuffle(len(others), func(i, j int) { others[i], others[j] = others[j], others[i] })
			if again := Weigh(it, others); !reflect.DeepEqual(again, loans) {
				t.Errorf("%s: in another order %v, not %v", c.why, again, loans)
			}
		}
		for _, o := range items {
			met := false
			for _, a := range it.Others() {
				for _, b := range o.Own() {
					met = met || a == b
				}
			}
			if !met && len(Weigh(it, []*Item{o})) > 0 {
				t.Errorf("%s: they are never looked for by each other", c.why)
			}
		}
	}
}

// TestLentIsNotLentOn: an item that is dated by another asks again, and lends nothing.
func TestLentIsNotLentOn(t *testing.T) {
	r := &parley.Reading{ID: "p_1", Items: []parley.Item{{
		Kind: parley.ItemArticle, Body: words(1, 100),
		Published: &parley.Date{Value: "2016-03-08", Basis: parley.BasisInferred, Lent: "p_2/0"},
	}}}
	if items := Items(r); len(items) != 1 || !items[0].Asks || items[0].Day != 0 {
		t.Errorf("%+v", items)
	}
}

// TestKept: what is kept of an item is what it was.
func TestKept(t *testing.T) {
	for _, it := range read(t, "@ a1/0 - -\nx1 meet occurred RUS TUR t:XXXX-03-08 place:Sochi:RUS | They met.\n@ b2/0 2016-03-09 x.vn") {
		head, body, err := it.Pack()
		if err != nil {
			t.Fatal(err)
		}
		if back, err := Unpack(it.ID, it.Page, head, body); err != nil || !reflect.DeepEqual(back, it) {
			t.Errorf("%+v, not %+v (%v)", back, it, err)
		}
	}
}

// TestShare: how much two texts share is told by their sketches alone.
func TestShare(t *testing.T) {
	for _, c := range []struct {
		why      string
		a, b     string
		from, to float64
	}{
		{"the same", words(1, 300), words(1, 300), 1, 1},
		{"the first half of it", words(1, 300), words(1, 150), .8, 1},
		{"as much again behind it", words(1, 150), words(1, 150) + " " + words(2, 150), .8, 1},
		{"a third of each", words(1, 100) + " " + words(2, 200), words(1, 100) + " " + words(3, 200), .2, .5},
		{"nothing", words(1, 300), words(2, 300), 0, .05},
		{"too short to tell", "one two three", "one two three", 0, 0},
	} {
		var a, b Item
		a.Sketch, a.Runs = NewSketch(&parley.Item{Kind: parley.ItemArticle, Body: c.a})
		b.Sketch, b.Runs = NewSketch(&parley.Item{Kind: parley.ItemArticle, Body: c.b})
		if s := share(&a, &b); s < c.from || s > c.to || s != share(&b, &a) {
			t.Errorf("%s: %.2f, and %.2f the other way round", c.why, s, share(&b, &a))
		}
	}
}

// FuzzItems: whatever stands in an item, what is kept of it is bounded and can be read back.
func FuzzItems(f *testing.F) {
	f.Add("title; of (it) or «that»", words(1, 50), "XXXX-03-08", "2016-03-08")
	f.Add("", strings.Repeat("a ", 50000), "[2016-03-08,2017-03-08]", "")
	f.Add("\x00\xff", "đ\u0301", "../..", "2016-13-40T25:00")
	f.Fuzz(func(t *testing.T, title, body, when, published string) {
		r := &parley.Reading{ID: "p_1", Items: []parley.Item{{Kind: parley.ItemTeaser, Title: parley.Maybe(title), Body: body}}}
		if published != "" {
			r.Items[0].Published = &parley.Date{Value: published, Basis: parley.BasisGiven}
		}
		for i := range 40 {
			r.Claims = append(r.Claims, parley.Claim{
				Kind: parley.Meet, Status: parley.Occurred, Time: &parley.When{Value: when, Basis: parley.BasisUnknown},
				Actors: []parley.Actor{{Role: parley.RoleParty, ID: "state:RUS", State: "RUS"}, {Role: parley.RoleParty, ID: fmt.Sprint("person:", title, i)}},
			})
		}
		for _, it := range Items(r) {
			if len(it.Sketch) > kept || len(it.Deeds) > maxDeeds || len([]rune(it.Title)) > maxTitle {
				t.Errorf("%d hashes, %d deeds, title %q", len(it.Sketch), len(it.Deeds), it.Title)
			}
			head, bytes, err := it.Pack()
			if err != nil {
				t.Fatal(err)
			}
			if _, err := Unpack(it.ID, it.Page, head, bytes); err != nil {
				t.Fatal(err)
			}
		}
	})
}
