package eval_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"parley"
)

// judgedLine is a line of corpus/judged.jsonl: a claim as it was read, and what of it is
// right; or one that was missed.
type judgedLine struct {
	File       string   `json:"file"`
	ID         string   `json:"id"`
	Sentence   []int    `json:"sentence"`
	Trigger    []int    `json:"trigger"`
	Commit     string   `json:"commit"`
	Rule       string   `json:"rule"`
	Kind       string   `json:"kind"`
	Status     string   `json:"status"`
	Background bool     `json:"background"`
	Actors     []string `json:"actors"`
	Time       *string  `json:"time"`
	Place      *string  `json:"place"`
	Right      *verdict `json:"right"`
	Missed     bool     `json:"missed"`
}

// verdict says which parts of a claim are right; nil was not judged.
type verdict struct {
	Kind       bool   `json:"kind"`
	Why        string `json:"why"`
	Actors     *bool  `json:"actors"`
	Status     *bool  `json:"status"`
	Background *bool  `json:"background"`
	Time       *bool  `json:"time"`
	Place      *bool  `json:"place"`
}

func readJudged(t *testing.T) []judgedLine {
	t.Helper()
	f, err := os.Open(filepath.Join("..", "..", "corpus", "judged.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []judgedLine
	for sc := bufio.NewScanner(f); sc.Scan(); {
		for i, c := range sc.Bytes() {
			if c >= 0x80 {
				t.Fatalf("line %d: byte %d is not ASCII: words of an article?", len(out)+1, i)
			}
		}
		var l judgedLine
		d := json.NewDecoder(strings.NewReader(sc.Text()))
		d.DisallowUnknownFields()
		if err := d.Decode(&l); err != nil {
			t.Fatalf("line %d: %v", len(out)+1, err)
		}
		out = append(out, l)
	}
	return out
}

// TestJudgedLines: the judged claims are sorted and whole; the log has the figures of corpus/README.md, by
// the commit that read them.
func TestJudgedLines(t *testing.T) {
	var last string
	shares := map[string]*[2]int{}
	count := func(name string, right bool) {
		if shares[name] == nil {
			shares[name] = &[2]int{}
		}
		shares[name][1]++
		if right {
			shares[name][0]++
		}
	}
	lines, searched := readJudged(t), map[string]bool{} // commits whose misses were looked for
	for _, l := range lines {
		searched[l.Commit] = searched[l.Commit] || l.Missed
	}
	for i, l := range lines {
		if len(l.Sentence) != 2 || len(l.Trigger) != 2 || l.Trigger[0] < l.Sentence[0] || l.Trigger[1] > l.Sentence[1] {
			t.Fatalf("line %d: trigger %v in sentence %v", i+1, l.Trigger, l.Sentence)
		}
		if at := fmt.Sprintf("%s %06d %06d", l.ID, l.Sentence[0], l.Trigger[0]); at < last {
			t.Errorf("line %d stands too late", i+1)
		} else {
			last = at
		}
		if _, ok := parley.Kind(l.Kind).Info(); !ok || l.Missed == (l.Right != nil) {
			t.Errorf("line %d: %q is no kind, or both judged and missed", i+1, l.Kind)
		}
		count := func(name string, right bool) { count(l.Commit+" "+name, right) }
		if l.Missed {
			count("recall", false)
			continue
		}
		count("kind", l.Right.Kind)
		count(l.Kind, l.Right.Kind)
		if l.Right.Kind {
			if searched[l.Commit] {
				count("recall", true)
			}
			whole := true
			for name, right := range map[string]*bool{
				"actors": l.Right.Actors, "status": l.Right.Status, "background": l.Right.Background, "time": l.Right.Time, "place": l.Right.Place,
			} {
				if right != nil {
					count(name, *right)
					whole = whole && *right
				}
			}
			count("whole", whole)
		} else {
			count("whole", false)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(shares)) {
		s := shares[name]
		t.Logf("%-20s %.3f  %d of %d", name, float64(s[0])/float64(s[1]), s[0], s[1])
	}
}
