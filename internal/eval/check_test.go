package eval_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"parley/internal/eval"
	"parley/packs"
)

// TestPacks lints the packs and runs every example: what `parley check` does.
func TestPacks(t *testing.T) {
	got := eval.Check(packs.FS, "")
	t.Logf("%d rules with %d phrases, %d examples", got.Rules, got.Phrases, got.Examples)
	for _, f := range got.Faults {
		t.Error(f)
	}
}

// TestCheckFindsFaults: a small pack with one fault of each sort.
func TestCheckFindsFaults(t *testing.T) {
	fsys := fstest.MapFS{}
	for name, text := range map[string]string{
		"world/states.tsv": "AAA\tAA\tAland\ta-town\tEurope\nBBB\tBB\tBland\tb-town\tEurope\n",
		"world/places.tsv": "a-town\tA-Town\tAAA\t1\t1\tcapital\nb-town\tB-Town\tBBB\t1\t1\tcapital\n",
		"world/sites.tsv":  "", "world/organisations.tsv": "ORG\tOrg\tbloc\t-\n", "world/groups.tsv": "", "world/offices.tsv": "", "world/people.tsv": "",
		"world/terms.tsv": "", "world/landmarks.tsv": "", "world/happenings.tsv": "", "world/matters.tsv": "", "world/forums.tsv": "",
		"xx/words/states.tsv":    "AAA\tAland\nBBB\tBland\n",
		"xx/words/functions.tsv": "with\tmit\n",
		"xx/words/frames.tsv":    "mutual\tsubject:party|with:party|object:party\n",
		"xx/rules/a.rule": strings.Join([]string{
			"rule talk",    // 1
			"kind talks",   // 2
			"frame mutual", // 3
			"match redet",  // 4
			"yes Aland redet mit Bland. => party:AAA,BBB",   // 5: holds
			"yes Aland redet mit Bland. => party:AAA",       // 6: another party
			"yes Aland schweigt.",                           // 7: does not match
			"yes Aland redet mit Bland. => party AAA",       // 8: no expectation
			"no Aland redet.",                               // 9: gives a claim
			"no Aland schweigt.",                            // 10: holds
			"yes Aland redet mit Bland. => status:occurred", // 11: holds
		}, "\n"),
		"xx/examples/a.txt": strings.Join([]string{
			"# holds", // 1
			"Aland redet mit Bland.",
			"  talks occurred party:AAA,BBB",
			"Aland redet mit Bland.", // 4
			"  talks planned party:AAA,BBB",
			"Aland redet mit Bland.", // 6: unexpected claim
			"  -",
			"Aland schweigt.", // 8: nothing below
		}, "\n"),
	} {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	var got []string
	for _, f := range eval.Check(fsys, "xx").Faults {
		got = append(got, f.Error())
	}
	all := strings.Join(got, "\n")
	for _, want := range []string{
		"a.rule:6: rule xx/talk: party is AAA,BBB, not AAA", "a.rule:7: rule xx/talk: does not match",
		`a.rule:8: rule xx/talk: "party" is no kind`, "a.rule:9: rule xx/talk: must give no claim",
		"a.txt:5: talks: status is occurred, not planned", "a.txt:6: unexpected talks occurred", "a.txt:8: a sentence without claims below it",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("not found: %s", want)
		}
	}
	if len(got) != 7 {
		t.Errorf("%d faults, want 7:\n%s", len(got), all)
	}
}
