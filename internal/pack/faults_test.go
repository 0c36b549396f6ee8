package pack

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// small is a pack with one row or two in every table and no fault.
var small = map[string]string{
	"world/states.tsv":         "# ISO3\nRUS\tRU\tRussia\tmoscow\tEurope\nUSA\tUS\tUnited States\t-\tAmericas\n",
	"world/places.tsv":         "geneva\tGeneva\t-\t46.2\t6.1\tcity\nmoscow\tMoscow\tRUS\t55.8\t37.6\tcapital\n",
	"world/sites.tsv":          "# none\n",
	"world/organisations.tsv":  "P2\tPair of Two\tbloc\tRUS,USA\nUN\tUnited Nations\tigo\t-\n",
	"world/groups.tsv":         "north\tNorthern Front\tRUS\trebels\n",
	"world/forums.tsv":         "# none\n",
	"world/offices.tsv":        "president\tPresident\tperson\t1\nsecretary-general\tSecretary-General\tperson\t2\n",
	"world/people.tsv":         "ana-one\tAna One\tRUS\tQ1\nben-two\tBen Two\t-\t-\n",
	"world/terms.tsv":          "ana-one\tRUS\tpresident\t2012-05-07\t-\nana-one\tRUS\tpresident\t2000-05-07\t2008-05-06\nben-two\tUN\tsecretary-general\t2017\t2021-12\n",
	"world/landmarks.tsv":      "cop16\t2024-10-21\t2024-11-02\tCOP16 in Cali\n",
	"world/happenings.tsv":     "2018-06-12\t-\tRUS,USA\tmeet\tA summit\n2018-07-01\t2018-07-02\tUN\tsummit,sign\tA conference\n",
	"world/matters.tsv":        "arms\t2009\t2010-12\tarms,arms@geneva,peace+\tRUS/USA,P2\tUN\t-\n",
	"xx/words/states.tsv":      "RUS\tNga|Liên bang Nga\nUSA\tMỹ\tshort:Mẽo short:Hoa_Kỳ\n",
	"xx/words/titles.tsv":      "president\tTổng thống\n",
	"xx/words/functions.tsv":   "subord\tsau khi\nwhen\tkhi\n",
	"xx/words/landmarks.tsv":   "cop16\tCOP16\tscheduled\n",
	"xx/rules/a.rule":          "rule meet\nkind meet\nmatch @when? gặp $actor\nyes Nga gặp Mỹ\n",
	"sites/README":             "not a site",
	"sites/one.site":           "# a family\nhost one.example\nmark .a, .b\nmark #c\ntitle h1.t\nbody .a\n",
	"xx/examples/examples.txt": "not read here",
}

func files(change map[string]string) fstest.MapFS {
	out := fstest.MapFS{}
	for name, text := range small {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	for name, text := range change {
		if text == "" {
			delete(out, name)
		} else {
			out[name] = &fstest.MapFile{Data: []byte(text)}
		}
	}
	return out
}

// Every fault of a table is reported with its file and line.
func TestFaults(t *testing.T) {
	for _, c := range []struct{ why, file, text, want string }{
		{"nothing is wrong", "", "", ""},
		{"rows are sorted", "world/people.tsv", "ben-two\tBen\t-\t-\nana-one\tAna\tRUS\t-\n", `world/people.tsv:2: "ana-one" stands after "ben-two"`},
		{"a key stands once", "world/groups.tsv", "north\tN\tRUS\t-\nnorth\tM\tRUS\t-\n", `world/groups.tsv:2: "north" stands already in line 1`},
		{"too few cells", "world/groups.tsv", "# id\nnorth\tN\tRUS\n", "world/groups.tsv:2: 3 cells, want 4 to 4"},
		{"too many cells", "xx/words/titles.tsv", "president\tTổng thống\t\tx\n", "xx/words/titles.tsv:1: 4 cells, want 2 to 3"},
		{"space around a cell", "world/groups.tsv", "north\tN \tRUS\t-\n", `world/groups.tsv:1: space around "N "`},
		{"a form that is no NFC", "xx/words/titles.tsv", "president\tTo\u0302\u0309ng tho\u0302\u0301ng\n", "xx/words/titles.tsv:1: not in Unicode form NFC"},
		{"an empty form", "xx/words/titles.tsv", "president\tTổng thống|\n", `xx/words/titles.tsv:1: form "" of president`},
		{"a form twice", "xx/words/titles.tsv", "president\tTổng thống|Tổng thống\n", `form "Tổng thống" of president`},
		{"an id that the world lacks", "xx/words/titles.tsv", "emperor\tHoàng đế\n", `xx/words/titles.tsv:0: id "emperor" is not in world/`},
		{"a state that the world lacks", "xx/words/states.tsv", "ATL\tAtlantis\n", `id "ATL" is not in world/`},
		{"a happening on no day", "world/happenings.tsv", "2018-06\t-\tUSA\tmeet\tA meeting\n", `world/happenings.tsv:1: "2018-06" is no day`},
		{"a happening of nobody known", "world/happenings.tsv", "2018-06-12\t-\tATL\tmeet\tA meeting\n", `world/happenings.tsv:1: "ATL" is no state, organisation, group or place`},
		{"a happening that ends before it begins", "world/happenings.tsv", "2018-06-12\t2018-06-11\tUSA\tmeet\tA meeting\n", `world/happenings.tsv:1: A meeting ends before it begins`},
		{"a matter of one side", "world/matters.tsv", "arms\t2009\t-\tarms\tRUS\t-\t-\n", "world/matters.tsv:1: arms has one side only"},
		{"a matter of nobody known", "world/matters.tsv", "arms\t2009\t-\tarms\tRUS/ATL\t-\t-\n", `world/matters.tsv:1: "ATL" is no state, organisation or group`},
		{"a matter at no place", "world/matters.tsv", "arms\t2009\t-\tarms@atlantis\tRUS/USA\t-\t-\n", `world/matters.tsv:1: "atlantis" is not in places.tsv`},
		{"a matter of no time", "world/matters.tsv", "arms\tsoon\t-\tarms\tRUS/USA\t-\t-\n", `world/matters.tsv:1: "soon" is no date`},
		{"a matter that ends before it begins", "world/matters.tsv", "arms\t2009\t2008\tarms\tRUS/USA\t-\t-\n", "world/matters.tsv:1: arms ends before it begins"},
		{"a landmark that the world lacks", "xx/words/landmarks.tsv", "cop99\tCOP99\n", `id "cop99" is not in world/`},
		{"a site without a way to know it", "sites/two.site", "body .a\n", "sites/two.site:0: neither host nor mark"},
		{"a site without a body", "sites/two.site", "host two.example\ntitle .t\n", "sites/two.site:0: no body"},
		{"a host of two sites", "sites/two.site", "host one.example\nbody .a\n", "sites/two.site:1: host one.example is also in sites/one.site"},
		{"a host that is none", "sites/two.site", "host www.two.example\nbody .a\n", `"www.two.example" is no registrable host`},
		{"a key that a site has not", "sites/two.site", "host two.example\nbodies .a\nbody .b\n", `sites/two.site:2: "bodies" is none of`},
		{"keys of a site that stand apart", "sites/two.site", "host two.example\nbody .a\ntitle .t\nbody .b\n", "sites/two.site:4: body stands in two places"},
		{"an empty value of a site", "sites/two.site", "host two.example\nbody .a,,.b\n", "sites/two.site:2: body has a value that is empty"},
		{"a place in a state that is none", "world/places.tsv", "geneva\tGeneva\tCHE\t1\t2\tcity\nmoscow\tM\tRUS\t1\t2\tcapital\n", `world/places.tsv:1: place geneva lies in "CHE"`},
		{"a position that is no number", "world/places.tsv", "moscow\tMoscow\tRUS\tnorth\t37.6\tcapital\n", "world/places.tsv:1: place moscow has no position"},
		{"a capital that is no place", "world/places.tsv", "geneva\tGeneva\t-\t1\t2\tcity\n", `capital "moscow" of RUS is not in places.tsv`},
		{"a town in a town", "world/sites.tsv", "moscow\tgeneva\n", `world/sites.tsv:1: moscow is no site of "geneva"`},
		{"a member that is no state", "world/organisations.tsv", "P2\tPair\tbloc\tRUS,FRA\nUN\tUN\tigo\t-\n", `world/organisations.tsv:1: member "FRA" of P2 is no state`},
		{"a forum that is no organisation", "world/forums.tsv", "G9\t*\n", `world/forums.tsv:1: "G9" is not in organisations.tsv`},
		{"nobody sits at a forum", "world/forums.tsv", "UN\tFRA\n", `world/forums.tsv:1: "FRA", who sits at UN, is no state and no other organisation`},
		{"a forum at which a member does not sit", "world/forums.tsv", "P2\tRUS,UN\n", "world/forums.tsv:1: USA, a member of P2, does not sit there"},
		{"a forum of which is not said who sits there", "world/organisations.tsv", "P2\tPair\tforum\tRUS,USA\nUN\tUN\tigo\t-\n", "forum P2 of organisations.tsv is missing"},
		{"a rank that is no number", "world/offices.tsv", "president\tPresident\tperson\thigh\nsecretary-general\tS\tperson\t2\n", `world/offices.tsv:1: rank "high" of president is no number`},
		{"a citizen of no state", "world/people.tsv", "ana-one\tAna One\tATL\t-\nben-two\tBen\t-\t-\n", `world/people.tsv:1: ana-one is of "ATL"`},
		{"a term of nobody", "world/terms.tsv", "zoe\tRUS\tpresident\t2000\t-\n", `world/terms.tsv:1: "zoe" is not in people.tsv`},
		{"a term for no holder", "world/terms.tsv", "ana-one\tATL\tpresident\t2000\t-\n", `holder "ATL" is no state or organisation`},
		{"a group may be a holder", "world/terms.tsv", "ana-one\tgroup:north\tpresident\t2000\t-\n", ""},
		{"a group that is none", "world/terms.tsv", "ana-one\tgroup:south\tpresident\t2000\t-\n", `holder "group:south" is no state`},
		{"a term in no office", "world/terms.tsv", "ana-one\tRUS\tqueen\t2000\t-\n", `office "queen" is not in offices.tsv`},
		{"a term that ends before it begins", "world/terms.tsv", "ana-one\tRUS\tpresident\t2012\t2011\n", "term of ana-one ends before it begins"},
		{"a term within the year of its beginning", "world/terms.tsv", "ana-one\tRUS\tpresident\t2012-05-07\t2012\n", ""},
		{"a table of the world that is missing", "world/terms.tsv", "", "terms.tsv"},
		{"a rule that is wrong", "xx/rules/a.rule", "rule a\nmatch @nobody\n", `xx/rules/a.rule:2: rule xx/a: match: no word has the class "nobody"`},
		{"a model whose weights are none", "xx/models/a.txt", "classes\ta\tb\nx\ta:much\n", `xx/models/a.txt: line 2: "a:much" is not class:weight`},
		{"a rule's name stands once in all files", "xx/rules/b.rule", "rule meet\nmatch họp\n", "xx/rules/b.rule:1"},
	} {
		change := map[string]string{c.file: c.text}
		if c.file == "" {
			change = nil
		}
		_, errs := Load(files(change))
		if c.want == "" {
			if len(errs) > 0 {
				t.Errorf("%s: %v", c.why, errs)
			}
			continue
		}
		if !slices.ContainsFunc(errs, func(err error) bool { return strings.Contains(err.Error(), c.want) }) {
			t.Errorf("%s:\n  got  %v\n  want %s", c.why, errs, c.want)
		}
	}
}

// All faults are told in one go.
func TestFaultsAreAllTold(t *testing.T) {
	_, errs := Load(files(map[string]string{
		"world/groups.tsv":    "north\tN\n",
		"xx/words/titles.tsv": "emperor\tHoàng đế|\n",
		"xx/rules/a.rule":     "match x\n",
	}))
	if len(errs) != 4 {
		t.Errorf("%d faults, want 4: %v", len(errs), errs)
	}
}

func TestLoad(t *testing.T) {
	p, errs := Load(files(nil))
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	if got := p.Tags(); !slices.Equal(got, []string{"xx"}) {
		t.Errorf("languages %v: world and sites are none", got)
	}
	w := p.World
	if h := w.Held["RUS/president"]; len(h) != 2 || h[0].From != "2000-05-07" || h[1].To != "" {
		t.Errorf("terms of an office stand by their beginning, - is open: %+v", h)
	}
	if !w.Groups["north"].Rebels || w.People["ben-two"].State != "" || !slices.Equal(w.Organisations["P2"].Members, []string{"RUS", "USA"}) {
		t.Errorf("%+v %+v %+v", w.Groups["north"], w.People["ben-two"], w.Organisations["P2"])
	}
	for holder, want := range map[string]string{"RUS": "RUS", "UN": "", "group:north": "", "": ""} {
		if got := w.HolderState(holder); got != want {
			t.Errorf("HolderState(%q) = %q, want %q", holder, got, want)
		}
	}
	x := p.Languages["xx"]
	if got := x.Tables["states"].Flag("USA", "short"); !slices.Equal(got, []string{"Mẽo", "Hoa Kỳ"}) {
		t.Errorf("flags with a value: %q", got)
	}
	if x.Rules.Rules[0].Name != "xx/meet" {
		t.Errorf("rule %s", x.Rules.Rules[0].Name)
	}
}

// The version of a pack is of its content: it changes with any byte or name, and only then.
func TestVersion(t *testing.T) {
	of := func(fsys fs.FS) string {
		p, _ := Load(fsys)
		return p.Version
	}
	base := of(files(nil))
	if again := of(files(nil)); again != base || len(base) != 12 {
		t.Errorf("%s, again %s", base, again)
	}
	for why, change := range map[string]map[string]string{
		"a comment":  {"world/groups.tsv": small["world/groups.tsv"] + "# more\n"},
		"an example": {"xx/examples/examples.txt": "other"},
		"a name":     {"xx/examples/examples.txt": "", "xx/examples/other.txt": small["xx/examples/examples.txt"]},
	} {
		if of(files(change)) == base {
			t.Errorf("%s changed and the version did not", why)
		}
	}
}

// FuzzTable reads any bytes as tables of words: faults are told, nothing panics.
func FuzzTable(f *testing.F) {
	f.Add("RUS\tNga|Liên bang Nga\tshort:N\n# x\n\nUSA\tMỹ\n")
	f.Add("\t\t\t\n\xff\t|\n")
	f.Fuzz(func(t *testing.T, text string) {
		p, errs := Load(files(map[string]string{"xx/words/states.tsv": text + "\n", "xx/words/functions.tsv": text + "\n", "world/terms.tsv": text + "\n"}))
		if p == nil || p.World == nil {
			t.Fatal("no pack")
		}
		for _, err := range errs {
			if err.Error() == "" {
				t.Fatal("an empty error")
			}
		}
	})
}
