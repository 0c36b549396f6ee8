package pipeline_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"parley"
	"parley/internal/claimtest"
	"parley/internal/pipeline"
	"parley/internal/track"
)

// tangle is readings in which negotiations meet: two matters known by name, circles of three,
// envoys who meet without a topic, meetings of a forum and with it, mediators, offers and their answers, over three years, so
// that tracks fall asleep and some topics are told of by many.
func tangle(t testing.TB, r *rand.Rand, n int) []*parley.Reading {
	t.Helper()
	states := []string{"RUS", "USA", "UKR", "CHN", "FRA", "EGY", "ETH", "SDN"}
	envoys := []string{"person:ann:RUS:special-envoy", "person:bob:USA:special-envoy", "person:cem:UKR:ambassador"}
	topics := []string{"", "", " #dam", " #grain", " #trade", " #border", " #prisoners"}
	pick := func(of []string) string { return of[r.IntN(len(of))] }
	var b strings.Builder
	for i := range n {
		day := time.Date(2023, 1, 20, 0, 0, 0, 0, time.UTC).AddDate(0, 0, r.IntN(1000))
		fmt.Fprintf(&b, "@ p%d/0 %s outlet%d.vn\n", i, day.Format(time.DateOnly), r.IntN(4))
		a, o, third := pick(states), pick(states), pick(states)
		for j := range 1 + r.IntN(4) {
			id, at := fmt.Sprintf("y%03d%c", i, 'a'+j), day.AddDate(0, 0, -r.IntN(9)).Format(time.DateOnly)
			topic := pick(topics)
			switch r.IntN(9) {
			case 0:
				fmt.Fprintf(&b, "%s talks %s %s %s %s t:%s%s", id, pick([]string{"occurred", "planned"}), a, o, third, at, topic)
			case 1:
				fmt.Fprintf(&b, "%s meet occurred %s %s t:%s", id, pick(envoys), pick(envoys), at)
			case 2:
				fmt.Fprintf(&b, "%s mediate occurred %s %s med:%s%s", id, a, o, third, topic)
			case 3:
				fmt.Fprintf(&b, "%s propose/talks occurred %s > %s%s", id, a, pick([]string{o, third}), topic)
			case 4:
				fmt.Fprintf(&b, "%s %s/talks occurred %s > %s", id, pick([]string{"accept", "reject"}), o, a)
			case 5:
				fmt.Fprintf(&b, "%s reject/talks occurred %s > %s%s", id, third, pick([]string{a, o}), topic)
			case 6:
				fmt.Fprintf(&b, "%s %s occurred org:CIRCLE %s t:%s%s", id, pick([]string{"conference", "talks", "meet"}), pick([]string{a, a + " " + o, "group:some"}), at, topic)
			default:
				fmt.Fprintf(&b, "%s talks %s %s %s t:%s%s", id, pick([]string{"occurred", "planned"}), a, o, at, topic)
			}
			fmt.Fprintf(&b, " | Words of %s on %d.\n", id, r.IntN(30))
		}
	}
	rs, err := claimtest.Readings(b.String())
	if err != nil {
		t.Fatal(err)
	}
	return rs
}

// tangled are options with two matters.
func tangled() pipeline.Options {
	opt := options
	matter := func(id string, sides ...string) track.Matter {
		m := track.Matter{ID: id, From: 19358, To: parley.DayMax, About: []track.About{{Topic: id, Together: id == "grain"}}}
		for _, s := range sides {
			m.Sides = append(m.Sides, []string{"state:" + s})
		}
		return m
	}
	opt.Matters = []track.Matter{matter("dam", "EGY", "ETH", "SDN"), matter("grain", "RUS", "UKR")}
	opt.Matters[0].Mediators = []string{"state:USA"}
	opt.Matters[1].Mediators = []string{"state:USA", "state:CHN"}
	opt.Negotiable = map[string]bool{"prisoners": true}
	opt.Forums, opt.Vague = map[string][]string{"org:CIRCLE": {"state:RUS", "state:USA", "state:CHN", "state:FRA"}}, map[string]bool{"group:some": true}
	return opt
}

// TestTracksAnyWay: whatever the order and steps in which pages come, change and go, and when
// people rename and pin tracks, the tracks in the end are those of one run over what is there.
func TestTracksAnyWay(t *testing.T) {
	ctx := context.Background()
	opt := tangled()
	add := func(l *pipeline.Ledger, rs []*parley.Reading) {
		pages, read := pagesOf(rs)
		if _, err := l.Ingest(ctx, pages, read); err != nil {
			t.Fatal(err)
		}
	}
	seen := map[string]bool{}
	for seed := range uint64(3) {
		opt.Large = []int{0, 40, 8}[seed] // the tracks of what is larger are told in pieces
		opt.Step = []int{0, 3, 1}[seed]   // told so much at a time, what is due of one negotiation at once: else what is kept of it names events that are gone
		r := rand.New(rand.NewPCG(seed, 11))
		rs := tangle(t, r, 150)
		stay, extra := rs[:75], rs[75:]
		var edits []parley.Edit
		for i := range 5 {
			c := stay[r.IntN(len(stay))].Claims[0].ID
			edits = append(edits, parley.Edit{Op: parley.EditRename, By: "ann", Why: "w", Claims: []string{c}, Field: "en", Value: fmt.Sprint("name ", i)})
		}
		edits[1].Op, edits[1].Field, edits[1].Value = parley.EditPin, "", ""
		edits = append(edits, parley.Edit{Op: parley.EditUndo, By: "bob", Why: "w", Undoes: 3})
		one := open(t, filepath.Join(t.TempDir(), "one.db"))
		two := open(t, filepath.Join(t.TempDir(), "two.db"))
		add(pipeline.NewLedger(one, opt), stay)
		long := pipeline.NewLedger(two, opt) // remembers what it was told by
		for part := range parts(r, rs, 20) {
			add(long, part)
		}
		for _, e := range edits {
			for _, db := range []ledgerDB{one, two} {
				if _, err := db.AddEdit(ctx, e); err != nil {
					t.Fatal(err)
				}
			}
			if err := long.Update(ctx); err != nil {
				t.Fatal(err)
			}
		}
		takeOut(t, two, extra)
		add(pipeline.NewLedger(one, opt), nil)
		add(long, nil)
		a, b := dump(t, one), dump(t, two)
		if !bytes.Equal(a, b) {
			t.Errorf("seed %d: another way ends as another ledger: %s", seed, unlike(a, b))
		}
		for _, what := range []string{`"name `, `"pinned": true`, `"issue": "dam"`, `"issue": "grain"`, `"state": "dormant"`} {
			if bytes.Contains(a, []byte(what)) {
				seen[what] = true
			}
		}
	}
	if len(seen) < 5 {
		t.Errorf("of what was to be tried there was only %v", seen)
	}
}

// unlike is where two texts begin to differ.
func unlike(a, b []byte) string {
	x, y := strings.Split(string(a), "\n"), strings.Split(string(b), "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return strings.Join(x[max(0, i-4):i+1], "\n") + "\nagainst\n" + y[i]
		}
	}
	return "one is longer"
}
