package eval_test

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"parley/internal/eval"
	"parley/internal/learn"
	"parley/internal/merge"
	"parley/internal/pack"
	"parley/packs"
)

var (
	fitEvents      = flag.Bool("fit-events", false, "train the model of which claims are about one event anew and write it into packs/world")
	fitEventsFolds = flag.Int("fit-events-folds", 0, "into how many parts to cut the groups of articles, each measured with a model that was trained on the others")
)

// eventsLearned are the sets that the model is trained on.
var eventsLearned = map[string]bool{"events.seen": true, "events.more": true, "events.fresh": true, "events.third": true}

// judgeComment heads the file of the model.
const judgeComment = `How much each feature of two claims (internal/merge/pair.go) says for their being about one event.
Made from corpus/events-seen.jsonl, events-more.jsonl, events-fresh.jsonl and events-third.jsonl by
go test ./internal/eval -run TestFitEvents -fit-events`

// eventRecipe says how the model is trained. The values were chosen by cross-validation over groups.
var eventRecipe = learn.Options{Classes: merge.JudgeClasses, Least: 3, L2: 30, Rounds: 15, Cut: .02}

// lesson is one group of articles: what there is to learn from it.
type lesson struct {
	set, group int
	samples    []learn.Sample
}

// lessons are those of all groups of the sets that the model is trained on.
func lessons(t *testing.T) (sets []told, out []lesson) {
	t.Helper()
	for _, s := range eventSets {
		if !eventsLearned[s.name] {
			continue
		}
		all := tell(t, s)
		kept, want := map[int][]*merge.Kept{}, map[string]string{}
		for _, p := range all.placed(all.events) {
			want[p.Claim.ID] = p.Want
		}
		for _, d := range all.docs {
			for _, in := range merge.Inputs(all.readings[d.ID]) {
				kept[d.Group] = append(kept[d.Group], merge.NewKept(in, all.stories))
			}
		}
		for g := 1; g <= eventGroups[s.name]; g++ {
			out = append(out, lesson{len(sets), g, merge.Samples(kept[g], func(id string) string { return want[id] })})
		}
		sets = append(sets, all)
	}
	return sets, out
}

// trained is a model of the lessons that are in.
func trained(all []lesson, in func(i int) bool) *learn.Model {
	var samples []learn.Sample
	for i, l := range all {
		if in(i) {
			samples = append(samples, l.samples...)
		}
	}
	return learn.Train(samples, eventRecipe)
}

// TestFitEvents trains the model and writes it.
func TestFitEvents(t *testing.T) {
	if !*fitEvents {
		t.Skip("only with -fit-events")
	}
	needShared(t)
	_, all := lessons(t)
	f, err := os.Create(filepath.Join("..", "..", "packs", "world", "models", merge.JudgeModel+".txt"))
	if err != nil {
		t.Fatal(err)
	}
	if err := trained(all, func(int) bool { return true }).Write(f, judgeComment); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestFitEventsFolds measures what the model brings to groups that it was not trained on.
func TestFitEventsFolds(t *testing.T) {
	if *fitEventsFolds < 2 {
		t.Skip("only with -fit-events-folds")
	}
	needShared(t)
	sets, all := lessons(t)
	p, _ := pack.Load(packs.FS)
	for n, set := range sets {
		var in []merge.Input
		for _, r := range set.readings {
			in = append(in, merge.Inputs(r)...)
		}
		opt := merge.Options{Stories: set.stories, Names: stateNames{p}, Near: p.World.Nearness()}
		measure(t, "by rules", set.placed(merge.Events(in, opt)))
		var crossed []eval.Placed
		for part := range *fitEventsFolds {
			mine := map[int]bool{}
			for i, l := range all {
				if i%*fitEventsFolds == part && l.set == n {
					mine[l.group] = true
				}
			}
			judge, err := merge.NewJudge(trained(all, func(i int) bool { return i%*fitEventsFolds != part }))
			if err != nil {
				t.Fatal(err)
			}
			opt.Judge = judge
			for _, c := range set.placed(merge.Events(in, opt)) {
				if mine[c.Doc.Group] {
					crossed = append(crossed, c)
				}
			}
		}
		measure(t, "with the model", crossed)
	}
}

func measure(t *testing.T, how string, all []eval.Placed) float64 {
	t.Helper()
	p, r := eval.BCubed(all)
	f1 := 2 * p * r / (p + r)
	t.Logf("%-14s %d claims in %d events: B3 P %.3f R %.3f F1 %.3f", how, len(all), distinct(all), p, r, f1)
	return f1
}
