package eval_test

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"parley/internal/eval"
	"parley/internal/extract"
	"parley/internal/learn"
)

var (
	fitKinds     = flag.Bool("fit-kinds", false, "train the model of kinds anew and write it into the pack")
	fitKindsGold = flag.String("fit-kinds-gold", filepath.Join("..", "..", "corpus", "seen.jsonl"), "what to train it on, files parted by commas")
)

// kindsComment heads the file of the model.
const kindsComment = `How much words, and runs of two and three, say for a sentence telling of each kind of claim
(internal/extract/unworded.go). Made from corpus/seen.jsonl by
go test ./internal/eval -run TestFitKinds -fit-kinds`

// TestFitKinds trains the model of kinds and writes it.
func TestFitKinds(t *testing.T) {
	if !*fitKinds {
		t.Skip("only with -fit-kinds")
	}
	needShared(t)
	dir := filepath.Join("..", "..", "..", "shared")
	files := strings.Split(*fitKindsGold, ",")
	var all []eval.Sentences
	r := withModels(t, noStanding)
	for _, gold := range files {
		some, err := eval.LearnKinds(context.Background(), r, gold, dir)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, some...)
	}
	writeModel(t, extract.KindsModel, eval.FitKinds(all), kindsComment)
}

// writeModel writes a model into the pack.
func writeModel(t *testing.T, name string, m *learn.Model, comment string) {
	t.Helper()
	f, err := os.Create(filepath.Join("..", "..", "packs", "vi", "models", name+".txt"))
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Write(f, comment); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}
