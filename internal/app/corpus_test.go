package app

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"parley"
)

// TestTracksOfTheCorpus makes a ledger of ../shared/corpus and looks in it for what a
// careful reader found in the articles: testdata/tracks.txt, whose head explains itself. So
// many of the facts of each track must be there that the quality cannot fall unseen.
func TestTracksOfTheCorpus(t *testing.T) {
	corpus := filepath.Join("..", "..", "..", "shared", "corpus")
	switch _, err := os.Stat(corpus); {
	case testing.Short():
		t.Skip("-short: reading the corpus takes half a minute")
	case err != nil:
		t.Skip("no ../shared/corpus here")
	}
	t.Setenv("PARLEY_TODAY", "2026-11-22")
	e := &env{ctx: context.Background(), out: &bytes.Buffer{}, err: &bytes.Buffer{}, quiet: true, db: filepath.Join(t.TempDir(), "a.db")}
	defer e.close()
	if err := (&ingestCmd{Paths: []string{corpus}, Limit: time.Minute}).Run(e); err != nil {
		t.Fatal(err)
	}
	db, err := e.store(false)
	if err != nil {
		t.Fatal(err)
	}
	all, err := db.Tracks(e.ctx)
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile("testdata/tracks.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, block := range strings.Split(string(text), "\ntrack ")[1:] {
		lines := strings.Split(strings.TrimSpace(block), "\n")
		var issue string
		var least int
		if _, err := fmt.Sscanf(lines[0], "%s at least %d", &issue, &least); err != nil {
			t.Fatalf("%q: %v", lines[0], err)
		}
		t.Run(issue, func(t *testing.T) { checkTrack(t, all, issue, least, lines[1:]) })
	}
}

func checkTrack(t *testing.T, all []parley.Track, issue string, least int, facts []string) {
	const some = 5 // events: fewer are a stray mention
	var found []*parley.Track
	for i := range all {
		in2017 := slices.ContainsFunc(all[i].Stages, func(s parley.Stage) bool { return strings.Contains(string(s.Since), "2017") }) ||
			slices.ContainsFunc(all[i].Rounds, func(r parley.Round) bool { return strings.Contains(timeOf(r.Time), "2017") })
		if all[i].Issue == issue && len(all[i].Events) >= some && in2017 {
			found = append(found, &all[i])
		}
	}
	slices.SortFunc(found, func(a, b *parley.Track) int { return len(b.Events) - len(a.Events) })
	if len(found) == 0 {
		t.Fatal("no such track")
	}
	held, tracks := 0, 1
	var missing []string
	for _, line := range facts {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
			continue
		case strings.HasPrefix(line, "tracks "):
			fmt.Sscanf(line, "tracks %d", &tracks)
			continue
		case holds(found[0], line):
			held++
		default:
			missing = append(missing, line)
		}
	}
	if len(found) > tracks {
		t.Errorf("%d tracks, want %d: %s", len(found), tracks, titlesOf(found))
	}
	if held < least {
		t.Errorf("%d facts found, want %d; missing:\n  %s", held, least, strings.Join(missing, "\n  "))
	}
	t.Logf("%s: %d facts of %d; missing: %s", found[0].Title, held, held+len(missing), strings.Join(missing, "; "))
}

func titlesOf(all []*parley.Track) string {
	var out []string
	for _, t := range all {
		out = append(out, fmt.Sprintf("%s (%d events)", t.Title, len(t.Events)))
	}
	return strings.Join(out, "; ")
}

// holds tells whether a fact is found in the track.
func holds(t *parley.Track, fact string) bool {
	verb, rest, _ := strings.Cut(fact, " ")
	f := strings.Fields(rest)
	switch verb {
	case "parties":
		return slices.Equal(sortedIDs(f), t.Parties)
	case "mediators":
		return !slices.ContainsFunc(sortedIDs(f), func(id string) bool { return !slices.Contains(t.Mediators, id) })
	case "round":
		place := strings.ReplaceAll(f[1], "_", " ")
		return slices.ContainsFunc(t.Rounds, func(r parley.Round) bool {
			return timeOf(r.Time) == f[0] && string(r.Status) == f[2] && (place == "-" || r.Place != nil && r.Place.Name == place)
		})
	case "none":
		return !slices.ContainsFunc(t.Rounds, func(r parley.Round) bool { return timeOf(r.Time) == f[0] && r.Status == parley.Occurred })
	case "number":
		r := roundAt(t, f[0])
		return r != nil && r.Reported != nil && fmt.Sprint(*r.Reported) == f[1]
	case "nonumber":
		r := roundAt(t, f[0])
		return r != nil && (r.Reported == nil || fmt.Sprint(*r.Reported) != f[1])
	case "nohead":
		r := roundAt(t, f[0])
		return r != nil && !slices.Contains(slices.Collect(maps.Values(r.Heads)), "person:"+f[1])
	case "level":
		r := roundAt(t, f[0])
		return r != nil && string(r.Level) == f[1]
	case "no": // outcome
		r := roundAt(t, f[1])
		return r != nil && r.Outcome == ""
	case "state":
		return string(t.State) == f[0]
	case "since":
		return len(t.Stages) > 0 && string(t.Stages[0].Since) == f[0]
	case "only":
		return fmt.Sprint(len(t.Rounds)) <= f[0]
	case "heads":
		r := roundAt(t, f[0])
		return r != nil && !slices.ContainsFunc(f[1:], func(id string) bool {
			for _, h := range r.Heads {
				if h == "person:"+id {
					return false
				}
			}
			return true
		})
	case "promise":
		r := roundAt(t, f[0])
		return r != nil && r.Promise != nil && string(r.Promise.Kept) == f[1]
	case "offer":
		by, to, _ := strings.Cut(rest, " > ")
		to, answers, _ := strings.Cut(to, " :")
		to = strings.TrimPrefix(to, "-")
		return slices.ContainsFunc(t.Proposals, func(p parley.Proposal) bool {
			return slices.Equal(p.By, sortedIDs(strings.Fields(by))) && slices.Equal(p.To, sortedIDs(strings.Fields(to))) && answered(p, strings.Fields(answers))
		})
	}
	return false
}

// answered tells whether the proposal has the answers, pairs of who and what.
func answered(p parley.Proposal, want []string) bool {
	for i := 0; i+1 < len(want); i += 2 {
		if !slices.ContainsFunc(p.Answers, func(a parley.Answer) bool { return a.By == sortedIDs(want[i : i+1])[0] && a.Answer == want[i+1] }) {
			return false
		}
	}
	return true
}

func roundAt(t *parley.Track, when string) *parley.Round {
	for i := range t.Rounds {
		if timeOf(t.Rounds[i].Time) == when {
			return &t.Rounds[i]
		}
	}
	return nil
}

func timeOf(w *parley.When) string {
	if w == nil || w.Value == "" {
		return "-"
	}
	return w.Value
}

// sortedIDs makes ids of actors of codes: three letters are a state's.
func sortedIDs(codes []string) []string {
	out := []string{}
	for _, c := range codes {
		switch {
		case strings.Contains(c, ":"):
			out = append(out, c)
		case len(c) == 3:
			out = append(out, "state:"+c)
		default:
			out = append(out, "org:"+c)
		}
	}
	slices.Sort(out)
	return out
}
