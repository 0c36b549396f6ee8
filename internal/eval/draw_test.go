package eval_test

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"parley"
	"parley/internal/source"
)

// The draw of the sentences that corpus/judged.jsonl judges; corpus/README.md says how to
// use it.
var (
	draw     = flag.Int("draw", 0, "draw so many sentences that have claims")
	drawTo   = flag.String("draw-to", "", "file to write the drawn sentences to, as JSON lines")
	drawSeed = flag.String("draw-seed", "parley-1", "seed of the draw")
)

// drawnFile is the archive that is drawn from.
const drawnFile = "corpus/diplomacy-2017.jsonl.gz"

// drawn is a sentence with its claims, and what stands around it.
type drawn struct {
	order    string
	ID       string         `json:"id"`
	Sentence parley.Span    `json:"sentence"`
	Before   string         `json:"before"`
	Exact    string         `json:"exact"`
	After    string         `json:"after"`
	Claims   []parley.Claim `json:"claims"`
}

// TestDraw draws sentences by the hash of seed, article and place: a sentence keeps its
// place in the order whatever the rules make of the others. Articles that are annotated in
// corpus are left out.
func TestDraw(t *testing.T) {
	if *draw == 0 {
		t.Skip("nothing to draw: -draw 200 -draw-to FILE")
	}
	needShared(t)
	annotated := map[string]bool{}
	for _, s := range offsetSets {
		for _, l := range readOffsets(t, s.gold) {
			annotated[l.ID] = true
		}
	}
	r := reader(t)
	path := filepath.Join(shared, filepath.FromSlash(drawnFile))
	var all []*drawn
	source.Walk(context.Background(), []string{path}, source.Options{}, func(p *parley.Page, err error) bool {
		if err != nil {
			t.Fatal(err)
		}
		if id := strings.TrimPrefix(p.Source, path+"#"); !annotated[id] {
			all = append(all, withClaims(id, r.Read(p))...)
		}
		return true
	})
	sort.Slice(all, func(i, j int) bool { return all[i].order < all[j].order })
	if len(all) < *draw {
		t.Fatalf("only %d sentences have claims", len(all))
	}
	t.Logf("%d sentences have claims", len(all))
	out, err := os.Create(*drawTo)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	for _, d := range all[:*draw] {
		if err := enc.Encode(d); err != nil {
			t.Fatal(err)
		}
	}
}

// withClaims gives the sentences of a page that have claims.
func withClaims(id string, in *parley.Reading) []*drawn {
	runes := []rune(in.Text)
	at := map[parley.Span]*drawn{}
	var out []*drawn
	for i := range in.Claims {
		span := in.Claims[i].Evidence.Span
		d := at[span]
		if d == nil {
			sum := sha256.Sum256([]byte(fmt.Sprintf("%s/%s/%d", *drawSeed, id, span.Start)))
			d = &drawn{
				order: fmt.Sprintf("%x", sum), ID: id, Sentence: span,
				Before: string(runes[max(0, span.Start-600):span.Start]),
				Exact:  string(runes[span.Start:span.End]),
				After:  string(runes[span.End:min(len(runes), span.End+250)]),
			}
			at[span] = d
			out = append(out, d)
		}
		d.Claims = append(d.Claims, in.Claims[i])
	}
	return out
}
