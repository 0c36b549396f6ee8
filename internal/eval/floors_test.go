package eval_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"parley/internal/eval"
	"parley/internal/pack"
	"parley/internal/pipeline"
	"parley/packs"
)

var update = flag.Bool("update", false, "raise the floors in floors.txt to what is reached now")

// shared is where the gold data lies, beside the project.
var shared = filepath.Join("..", "..", "..", "shared")

// goldSet is gold data with the folder of its documents.
type goldSet struct{ name, gold, dir string }

// sets are the gold sets that have their documents in files of their own.
var sets = []goldSet{
	{"seeds", filepath.Join(shared, "gold", "seeds.jsonl"), filepath.Join(shared, "seeds")},
	{"dev", filepath.Join(shared, "gold", "dev.jsonl"), filepath.Join(shared, "gold", "dev")},
}

// offsetSets are the gold sets that lie in the project, over articles in the archives of
// shared; corpus/README.md.
var offsetSets = []goldSet{
	{"seen", filepath.Join("..", "..", "corpus", "seen.jsonl"), shared},
	{"long", filepath.Join("..", "..", "corpus", "long.jsonl"), shared},
	{"unseen", filepath.Join("..", "..", "corpus", "unseen.jsonl"), shared},
}

// writtenSets are articles that were written for the project, with their gold: there on a fresh
// clone too; corpus/README.md.
var writtenSets = []goldSet{
	{"written-mended", filepath.Join(written, "mended.jsonl"), filepath.Join(written, "mended")},
	{"written-kept", filepath.Join(written, "kept.jsonl"), filepath.Join(written, "kept")},
}

// written is where writtenSets lie.
var written = filepath.Join("..", "..", "corpus", "written")

func reader(t testing.TB) *pipeline.Reader {
	t.Helper()
	p, errs := pack.Load(packs.FS)
	r, more := pipeline.NewReader(p)
	for _, err := range append(errs, more...) {
		t.Error(err)
	}
	if t.Failed() {
		t.FailNow()
	}
	return r
}

// needShared skips where the gold data is not there, as on a fresh clone.
func needShared(t *testing.T) {
	t.Helper()
	if _, err := os.Stat(sets[0].gold); err != nil {
		t.Skip("the gold data is not beside the project (../shared)")
	}
}

// TestFloors: nothing gets worse unseen.
func TestFloors(t *testing.T) {
	figures, measured := map[string]float64{"examples.facts": exampleFacts(t)}, writtenSets
	if _, err := os.Stat(sets[0].gold); err != nil {
		t.Log("without ../shared only the examples and what was written for the project are measured")
	} else {
		measured = slices.Concat(measured, sets, offsetSets)
	}
	for _, s := range measured {
		results, err := eval.Run(context.Background(), reader(t), s.gold, s.dir)
		if err != nil {
			t.Fatal(err)
		}
		f := eval.Count(results)
		figures[s.name+".claim"], figures[s.name+".actors"], figures[s.name+".whole"] = f.Claim.F1(), f.Actors.F1(), f.Whole.F1()
	}
	checkFloors(t, figures)
}

// checkFloors compares the figures with the floors, or raises these with -update.
func checkFloors(t *testing.T, figures map[string]float64) {
	t.Helper()
	floors, err := eval.ReadFloors("floors.txt")
	if err != nil {
		t.Fatal(err)
	}
	for name, v := range figures {
		t.Logf("%-18s %.3f (floor %.3f)", name, v, floors[name])
	}
	if *update {
		if err := floors.Raise("floors.txt", figures); err != nil {
			t.Fatal(err)
		}
		return
	}
	for _, s := range floors.Below(figures) {
		t.Error(s)
	}
}

// TestFiguresAreThoseOfTheScript compares every figure with the scoring script's.
func TestFiguresAreThoseOfTheScript(t *testing.T) {
	needShared(t)
	if _, err := exec.LookPath("python3"); err != nil {
		t.Skip("no python3 to run the scoring script")
	}
	r := reader(t)
	for _, s := range sets {
		results, err := eval.Run(context.Background(), r, s.gold, s.dir)
		if err != nil {
			t.Fatal(err)
		}
		pred := filepath.Join(t.TempDir(), "pred.jsonl")
		writeReadings(t, r, pred, s.dir, results)
		out, err := exec.Command("python3", filepath.Join(shared, "score", "score.py"), s.gold, s.dir, pred).CombinedOutput()
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		theirs := strings.Split(string(out), "by kind:")[0]
		if ours := figures(eval.Count(results)); ours != theirs {
			t.Errorf("%s: ours\n%s\ntheirs\n%s", s.name, ours, theirs)
		}
	}
}

// figures writes the figures as the script does.
func figures(f eval.Figures) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d documents, %d gold claims, %d predicted, %d matched\n", f.Documents, f.Claim.Gold, f.Claim.Predicted, f.Claim.Right)
	for _, row := range []struct {
		name string
		r    eval.Ratio
	}{{"claim", f.Claim}, {"type", f.Type}, {"actors", f.Actors}, {"whole", f.Whole}} {
		p, r, f1 := row.r.PRF()
		fmt.Fprintf(&b, "%-10s P %.3f  R %.3f  F1 %.3f\n", row.name, p, r, f1)
	}
	fmt.Fprintf(&b, "%-10s %.3f\n%-10s %.3f\n", "status", f.Status.Value(), "background", f.Background.Value())
	fmt.Fprintf(&b, "%-10s %.3f  of %d\n%-10s %.3f  of %d\n", "time", f.Time.Value(), f.Time.Of, "place", f.Place.Value(), f.Place.Of)
	return b.String()
}
