package eval_test

import (
	"context"
	"encoding/json"
	"flag"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"parley"
	"parley/internal/eval"
	"parley/internal/merge"
	"parley/internal/pack"
	"parley/internal/pipeline"
	"parley/internal/source"
	"parley/internal/store/sqlite"
	"parley/packs"
)

var (
	showEvents  = flag.Bool("events-show", false, "print the events that were joined or split falsely, of the sets that the model is trained on")
	plainEvents = flag.Bool("events-plain", false, "tell no dates and outlets when events are measured")
)

// eventSets are the annotations of events that lie in the project.
var eventSets = []goldSet{
	{"events.seen", filepath.Join("..", "..", "corpus", "events-seen.jsonl"), shared},
	{"events.more", filepath.Join("..", "..", "corpus", "events-more.jsonl"), shared},
	{"events.fresh", filepath.Join("..", "..", "corpus", "events-fresh.jsonl"), shared},
	{"events.third", filepath.Join("..", "..", "corpus", "events-third.jsonl"), shared},
	{"events.late", filepath.Join("..", "..", "corpus", "events-late.jsonl"), shared},
	{"events.unseen", filepath.Join("..", "..", "corpus", "events-unseen.jsonl"), shared},
}

// eventGroups is how many groups of articles are in each.
var eventGroups = map[string]int{"events.seen": 20, "events.more": 14, "events.fresh": 14, "events.third": 26, "events.late": 14, "events.unseen": 20}

func readEvents(t *testing.T, s goldSet) []eval.EventDoc {
	t.Helper()
	b, err := os.ReadFile(s.gold)
	if err != nil {
		t.Fatal(err)
	}
	docs, err := eval.ReadEvents(strings.NewReader(string(b)))
	if err != nil {
		t.Fatal(err)
	}
	return docs
}

// told is the articles of an annotation, ingested alone.
type told struct {
	docs     []eval.EventDoc
	readings map[string]*parley.Reading // by the archive's id
	events   []parley.Event
	stories  inStories
}

// inStories are the stories of items, as merge asks for them.
type inStories map[string]string

func (s inStories) Story(page string, item int) string  { return s[merge.ItemID(page, item)] }
func (s inStories) Origin(page string, item int) string { return merge.ItemID(page, item) }

// tell ingests the articles of the annotation.
func tell(t *testing.T, s goldSet) told {
	t.Helper()
	ctx := context.Background()
	all := told{docs: readEvents(t, s), readings: map[string]*parley.Reading{}, stories: inStories{}}
	db, err := sqlite.Open(ctx, filepath.Join(t.TempDir(), "events.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	pages := func(yield func(*parley.Page, error) bool) {
		for _, p := range eventPages(t, s.dir, all.docs) {
			if !yield(p, nil) {
				return
			}
		}
	}
	p, _ := pack.Load(packs.FS)
	opt := pipeline.Options{Names: stateNames{p}, Near: p.World.Nearness()}
	if opt.Judge, err = merge.NewJudge(p.World.Models[merge.JudgeModel]); err != nil {
		t.Fatal(err)
	}
	if _, err := pipeline.NewLedger(db, opt).Ingest(ctx, pages, reader(t).Read); err != nil {
		t.Fatal(err)
	}
	for after := int64(0); ; {
		some, last, err := db.Readings(ctx, after, 64)
		if err != nil {
			t.Fatal(err)
		}
		if len(some) == 0 {
			break
		}
		for _, r := range some {
			_, id, _ := strings.Cut(r.Source, "#")
			all.readings[id] = r
		}
		after = last
	}
	for i := range all.docs {
		if all.readings[all.docs[i].ID] == nil {
			t.Fatalf("%s is not in %s", all.docs[i].ID, all.docs[i].File)
		}
	}
	stories, err := db.Stories(ctx, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, st := range stories {
		for _, it := range st.Items {
			all.stories[it.ID] = st.ID
		}
	}
	if all.events, err = db.Events(ctx, parley.EventFilter{}); err != nil {
		t.Fatal(err)
	}
	return all
}

// placed places the claims of all articles in these events.
func (a told) placed(events []parley.Event) (out []eval.Placed) {
	in := eval.Members(events)
	for i := range a.docs {
		out = append(out, eval.Place(&a.docs[i], a.readings[a.docs[i].ID], in)...)
	}
	return out
}

// eventPages are the articles as the archives give them, with their dates and outlets.
func eventPages(t *testing.T, dir string, docs []eval.EventDoc) []*parley.Page {
	t.Helper()
	wanted := map[string]bool{}
	var paths []string
	for _, d := range docs {
		path := filepath.Join(dir, filepath.FromSlash(d.File))
		if !wanted[path] {
			wanted[path] = true
			paths = append(paths, path)
		}
		wanted[path+"#"+d.ID] = true
	}
	var out []*parley.Page
	source.Walk(context.Background(), paths, source.Options{}, func(p *parley.Page, err error) bool {
		if err != nil {
			t.Fatal(err)
		}
		if wanted[p.Source] {
			if *plainEvents {
				p.Published, p.Outlet = "", ""
			}
			out = append(out, p)
		}
		return true
	})
	return out
}

// stateNames are the English names of states: a place of such a name is a whole state.
type stateNames struct{ pack *pack.Pack }

func (n stateNames) Name(_, id string) string {
	if s, ok := n.pack.World.States[strings.TrimPrefix(id, "state:")]; ok {
		return s.Name
	}
	return id
}

// eventFigures are the B-cubed F1 of all sets.
func eventFigures(t *testing.T) map[string]float64 {
	t.Helper()
	out := map[string]float64{}
	for _, s := range eventSets {
		told := tell(t, s)
		all := told.placed(told.events)
		out[s.name] = measure(t, s.name, all)
		if *showEvents && eventsLearned[s.name] {
			show(t, "joined", eval.Joined(all))
			show(t, "split", eval.Split(all))
		}
	}
	return out
}

func distinct(all []eval.Placed) int {
	seen := map[string]bool{}
	for _, p := range all {
		seen[p.Want] = true
	}
	return len(seen)
}

func show(t *testing.T, what string, all []eval.Mismatch) {
	for _, m := range all {
		var b strings.Builder
		for _, part := range m.Claims {
			b.WriteString("\n  --")
			for _, p := range part {
				c := p.Claim
				b.WriteString("\n    " + p.Doc.ID + " " + string(c.Kind) + " " + string(c.Status))
				if c.Background {
					b.WriteString(" bg")
				}
				for _, a := range c.Actors {
					b.WriteString(" " + string(a.Role) + "=" + a.ID)
				}
				if c.Time != nil {
					b.WriteString(" t:" + c.Time.Value)
				}
				if c.Place != nil {
					b.WriteString(" in:" + c.Place.Name)
				}
				b.WriteString(" " + strings.Join(c.Rules, "+") + " [" + c.Trigger.Exact + "] " + c.Evidence.Exact)
			}
		}
		t.Logf("%s %s%s", what, m.Event, b.String())
	}
}

// TestEventIdentity: claims that are about one event come into one, and no others; the
// floors are in floors.txt. -v prints the figures, -events-show what went wrong of the
// sets that may be looked at.
func TestEventIdentity(t *testing.T) {
	needShared(t)
	figures := eventFigures(t)
	if *plainEvents {
		return
	}
	checkFloors(t, figures)
}

// Groups were annotated each by itself: an event of the ledger that two of them tell, as the break with Qatar does, is
// neither right nor wrong for it.
func TestGroupsApart(t *testing.T) {
	one := 1
	var all []eval.Placed
	for group := 1; group <= 2; group++ {
		d := &eval.EventDoc{Group: group, Claims: []eval.EventClaim{{Trigger: [2]int{0, 4}, Kind: parley.Sanction, Event: &one}}}
		r := &parley.Reading{Claims: []parley.Claim{{ID: "c", Kind: parley.Sanction, Trigger: parley.Quote{Span: parley.Span{Start: 0, End: 4}}}}}
		all = append(all, eval.Place(d, r, map[string]string{"c": "e"})...)
	}
	if p, r := eval.BCubed(all); len(all) != 2 || p != 1 || r != 1 {
		t.Errorf("%d claims, P %.3f R %.3f", len(all), p, r)
	}
}

// TestEventLines: the annotation is in order, of whole claims, and no article is in two
// sets.
func TestEventLines(t *testing.T) {
	where := map[string]string{}
	for _, s := range eventSets {
		groups, last := map[int]int{}, ""
		for _, d := range readEvents(t, s) {
			if d.ID <= last || where[d.ID] != "" {
				t.Errorf("%s: %s stands after %s, or also in %s", s.name, d.ID, last, where[d.ID])
			}
			last, where[d.ID] = d.ID, s.name
			groups[d.Group]++
			for _, c := range d.Claims {
				if _, ok := c.Kind.Info(); !ok || c.Trigger[0] >= c.Trigger[1] || c.Event != nil && *c.Event < 1 {
					t.Errorf("%s: %+v", d.ID, c)
				}
			}
		}
		if len(groups) != eventGroups[s.name] {
			t.Errorf("%s: %d groups", s.name, len(groups))
		}
		for g, n := range groups {
			if n < 2 {
				t.Errorf("%s: group %d is one article", s.name, g)
			}
		}
	}
}

// TestContradictionLines: the judged contradictions are whole; the log has how many of
// them are real.
func TestContradictionLines(t *testing.T) {
	f, err := os.ReadFile(filepath.Join("..", "..", "corpus", "contradictions.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	listed, real := map[string]int{}, map[string]int{}
	for n, line := range strings.Split(strings.TrimSpace(string(f)), "\n") {
		var c struct {
			Listed, Field, Kind, Why string
			Real                     bool
			Values                   []struct {
				Value, File, ID string
				Trigger         [2]int
			}
		}
		if err := json.Unmarshal([]byte(line), &c); err != nil {
			t.Fatalf("line %d: %v", n+1, err)
		}
		if _, ok := parley.Kind(c.Kind).Info(); !ok || len(c.Values) < 2 || c.Real != (c.Why == "") || c.Field == "" {
			t.Errorf("line %d: %s", n+1, line)
		}
		for _, v := range c.Values {
			if v.Value == "" || v.File == "" || v.Trigger[0] >= v.Trigger[1] {
				t.Errorf("line %d: %+v", n+1, v)
			}
		}
		listed[c.Listed]++
		if c.Real {
			real[c.Listed]++
		}
	}
	for when, n := range listed {
		t.Logf("%s: %d listed, %d real", when, n, real[when])
	}
}

// Two events, one of which was split and had a claim of the other joined to it.
func TestBCubed(t *testing.T) {
	var all []eval.Placed
	for _, p := range []string{"a1", "a1", "a2", "b2"} {
		all = append(all, eval.Placed{Want: p[:1], Got: p[1:]})
	}
	p, r := eval.BCubed(all)
	if math.Abs(p-0.75) > 1e-9 || math.Abs(r-2.0/3) > 1e-9 {
		t.Errorf("P %.3f R %.3f", p, r)
	}
	if j, s := eval.Joined(all), eval.Split(all); len(j) != 1 || j[0].Event != "2" || len(s) != 1 || s[0].Event != "a" {
		t.Errorf("joined %v, split %v", j, s)
	}
}
