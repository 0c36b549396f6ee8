package app

import (
	"bufio"
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"parley"
)

var updateBriefs = flag.Bool("update", false, "write the briefs in testdata anew")

// say makes a claim on a sentence of the reading: its text is appended where it is new.
func say(r *parley.Reading, item int, block parley.BlockKind, sentence string, c parley.Claim) {
	at := strings.Index(r.Text, sentence)
	if at < 0 {
		at = len(r.Text)
		r.Text += sentence + "\n"
		start := len([]rune(r.Text[:at]))
		r.Blocks = append(r.Blocks, parley.Block{Kind: block, Item: item, Span: parley.Span{Start: start, End: start + len([]rune(sentence))}})
	}
	start := len([]rune(r.Text[:at]))
	c.Item = item
	c.Evidence = parley.Quote{Span: parley.Span{Start: start, End: start + len([]rune(sentence))}, Exact: sentence}
	c.Trigger.Start = start + len(r.Claims)
	if c.Status == "" {
		c.Status = parley.Occurred
	}
	r.Claims = append(r.Claims, c)
}

func state(role parley.Role, iso string) parley.Actor {
	return parley.Actor{Role: role, ID: "state:" + iso, State: parley.Maybe(iso)}
}

func day(v string) *parley.When {
	return &parley.When{Value: v, Basis: parley.BasisItemDate, Why: "completed by the item's date"}
}

// briefPage is an article of three sentences, a planned round and a teaser.
func briefPage(language string) *parley.Reading {
	r := &parley.Reading{
		Source: "pages/a.txt", Kind: parley.PageArticle, Language: language, Outlet: "news.example",
		Items: []parley.Item{
			{Kind: parley.ItemArticle, Title: "Norway and Finland end a round of talks", Agency: "ABC", Published: &parley.Date{
				Value: "2025-04-09", Basis: parley.BasisInferred, Why: "on 9 April; Jonas Gahr Store is Prime Minister of NOR since 2021-10-14",
			}},
			{Kind: parley.ItemTeaser, Title: "Peru rejects the offer of Chile"},
			{Kind: parley.ItemTeaser, Title: "A storm comes"},
		},
		Problems: []parley.Problem{{Code: "encoding-guessed", Detail: "read as windows-1258"}},
	}
	parties := []parley.Actor{state(parley.RoleParty, "NOR"), state(parley.RoleParty, "FIN")}
	head := parley.Actor{Role: parley.RoleHead, ID: "person:jane-doe", Name: "Jane Doe", State: "NOR"}
	say(r, 0, parley.BlockTitle, "Norway and Finland end a round of talks", parley.Claim{Kind: parley.Talks, Actors: parties})
	say(r, 0, parley.BlockBody, "Norway and Finland held talks in Oslo on Tuesday, Jane Doe leading.", parley.Claim{
		Kind: parley.Talks, Actors: append([]parley.Actor{head}, parties...), Time: day("2025-04-08"),
		Place: &parley.Place{Name: "Oslo", State: "NOR"}, Duration: "PT3H",
	})
	say(r, 0, parley.BlockBody, "Norway proposed new talks and Finland accepted, a spokesman said.", parley.Claim{
		Kind: parley.Propose, Object: "talks", Trigger: parley.Quote{Exact: "proposed"}, Rules: []string{"xx/propose"},
		Actors: []parley.Actor{state(parley.RoleSource, "NOR"), state(parley.RoleTarget, "FIN")}, Attribution: &parley.Attribution{Text: "a spokesman"},
	})
	say(r, 0, parley.BlockBody, "Norway proposed new talks and Finland accepted, a spokesman said.", parley.Claim{
		Kind: parley.Accept, Trigger: parley.Quote{Exact: "accepted"}, Rules: []string{"xx/accept"},
		Actors: []parley.Actor{state(parley.RoleSource, "FIN")}, Attribution: &parley.Attribution{Text: "a spokesman"},
	})
	say(r, 0, parley.BlockBody, "The next round is in Helsinki in May.", parley.Claim{
		Kind: parley.Talks, Status: parley.Planned, Actors: parties, Time: day("2025-05"), Place: &parley.Place{Name: "Helsinki", State: "FIN"},
	})
	say(r, 0, parley.BlockBody, "They had last met in 2023.", parley.Claim{
		Kind: parley.Meet, Background: true, Actors: parties, Time: &parley.When{Value: "2023", Basis: parley.BasisStated},
	})
	say(r, 1, parley.BlockTeaserTitle, "Peru rejects the offer of Chile", parley.Claim{
		Kind: parley.Reject, Trigger: parley.Quote{Exact: "rejects"}, Rules: []string{"xx/reject"},
		Actors: []parley.Actor{state(parley.RoleSource, "PER"), state(parley.RoleTarget, "CHL")},
	})
	return r
}

// TestBrief compares briefs with the files in testdata; -update writes them anew.
func TestBrief(t *testing.T) {
	n := testNames(t)
	noNews := &parley.Reading{Source: "pages/b.txt", Kind: parley.PageOther, Language: "en"}
	noRules := &parley.Reading{Source: "pages/c.txt", Language: "fr", Text: "x", Problems: []parley.Problem{{Code: "language-not-read", Detail: "no rules for language fr"}}}
	for name, pages := range map[string][]*parley.Reading{
		"vi":    {briefPage("vi")},
		"en":    {briefPage("en")},
		"short": {noNews, noRules},
	} {
		var out bytes.Buffer
		b := &brief{w: bufio.NewWriter(&out), names: n}
		for _, r := range pages {
			b.page(r)
		}
		if err := b.w.Flush(); err != nil {
			t.Fatal(err)
		}
		file := filepath.Join("testdata", "brief", name+".txt")
		if *updateBriefs {
			if err := os.WriteFile(file, out.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(out.Bytes(), want) {
			t.Errorf("%s reads\n%s\nwant\n%s", file, out.Bytes(), want)
		}
	}
}
