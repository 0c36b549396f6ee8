package deptest

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// heading stands above the rules in ARCHITECTURE.md, which say who may import whom: what stands on
// the right of < may import what stands on its left, and all that this may import. "parley" is
// the package of the nouns.
const heading = "## Import rule\n"

// rules are those that people read.
func rules(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "ARCHITECTURE.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(text), heading)
	_, block, _ := strings.Cut(section, "```\n")
	block, _, ok := strings.Cut(block, "```")
	if !ok {
		t.Fatalf("ARCHITECTURE.md has no rules below %q", heading)
	}
	return block
}

// stages never import each other, whatever else the rules allow.
var stages = []string{"page", "annotate", "extract", "lend", "merge", "track", "story"}

// helpers are packages for tests and measurement: they may import anything and only tests
// may import them.
var helpers = []string{"claimtest", "deptest", "store/storetest"}

// allowed reads the rules: package → what it may import.
func allowed(t *testing.T) map[string]map[string]bool {
	t.Helper()
	may := map[string]map[string]bool{}
	for _, chain := range strings.FieldsFunc(rules(t), func(c rune) bool { return c == '\n' || c == ';' }) {
		groups := strings.Split(chain, "<")
		for i := range groups {
			for _, p := range strings.Split(groups[i], ",") {
				p = strings.TrimSpace(p)
				if p == "" {
					continue
				}
				if may[p] == nil {
					may[p] = map[string]bool{}
				}
				if i == 0 {
					continue
				}
				for _, q := range strings.Split(groups[i-1], ",") {
					may[p][strings.TrimSpace(q)] = true
				}
			}
		}
	}
	for changed := true; changed; {
		changed = false
		for p := range may {
			for q := range may[p] {
				for r := range may[q] {
					if !may[p][r] {
						may[p][r], changed = true, true
					}
				}
			}
		}
	}
	for p := range may {
		if may[p][p] {
			t.Fatalf("the rules are a circle at %s", p)
		}
	}
	return may
}

// name is how the rules call a package of this module, "" for one of another.
func name(importPath string) string {
	switch {
	case importPath == "parley" || importPath == "parley/packs" || importPath == "parley/cmd/parley":
		return path.Clean(strings.TrimPrefix(strings.Replace(importPath, "parley/", "", 1), "/"))
	case strings.HasPrefix(importPath, "parley/internal/"):
		return strings.TrimPrefix(importPath, "parley/internal/")
	case strings.HasPrefix(importPath, "parley/"):
		return strings.TrimPrefix(importPath, "parley/")
	}
	return ""
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

// imports lists the imports of every package of the module, without and with tests.
func imports(t *testing.T) (code, tests map[string][]string) {
	root := filepath.Join("..", "..")
	code, tests = map[string][]string{}, map[string][]string{}
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && p != root) {
			return fs.SkipDir
		}
		if d.IsDir() && p != root && exists(filepath.Join(p, "go.mod")) {
			return fs.SkipDir // a module of its own
		}
		if filepath.Ext(p) != ".go" {
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), p, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, filepath.Dir(p))
		if err != nil {
			return err
		}
		pkg := name(path.Join("parley", filepath.ToSlash(rel)))
		into := code
		if strings.HasSuffix(p, "_test.go") {
			into = tests
		}
		into[pkg] = append(into[pkg], "")
		for _, i := range f.Imports {
			s, err := strconv.Unquote(i.Path.Value)
			if err != nil {
				return err
			}
			into[pkg] = append(into[pkg], s)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return code, tests
}

func TestImportRule(t *testing.T) {
	may := allowed(t)
	code, _ := imports(t)
	if len(code) < 10 {
		t.Fatalf("found only %d packages", len(code))
	}
	for pkg, list := range code {
		if slices.Contains(helpers, pkg) {
			continue
		}
		if may[pkg] == nil {
			t.Errorf("package %s stands in no rule: give it its place", pkg)
			continue
		}
		for _, i := range list {
			q := name(i)
			switch {
			case q == "":
				nounsAreStdOnly(t, pkg, i)
			case slices.Contains(helpers, q):
				t.Errorf("%s imports %s, which is for tests", pkg, q)
			case slices.Contains(stages, pkg) && slices.Contains(stages, q):
				t.Errorf("stage %s imports stage %s", pkg, q)
			case !may[pkg][q]:
				t.Errorf("%s imports %s against the rule", pkg, q)
			}
		}
	}
}

// nounsAreStdOnly: package parley imports nothing but the standard library.
func nounsAreStdOnly(t *testing.T, pkg, path string) {
	if first, _, _ := strings.Cut(path, "/"); pkg == "parley" && strings.Contains(first, ".") {
		t.Errorf("the nouns import %s: the standard library only", path)
	}
}

// TestRulesHaveTeeth makes sure that the rules forbid what they should.
func TestRulesHaveTeeth(t *testing.T) {
	may := allowed(t)
	for _, c := range [][2]string{
		{"parley", "rule"},
		{"rule", "pack"},
		{"page", "pack"},
		{"merge", "store"},
		{"extract", "annotate"},
		{"web", "store"},
		{"picture", "export"},
		{"web", "pipeline"},
		{"store", "pipeline"},
		{"pipeline", "store/sqlite"},
		{"pipeline", "web"},
		{"source", "page"},
	} {
		if may[c[0]][c[1]] {
			t.Errorf("the rules let %s import %s", c[0], c[1])
		}
	}
	for _, c := range [][2]string{{"app", "store/sqlite"}, {"cmd/parley", "app"}, {"pipeline", "extract"}, {"extract", "rule"}, {"app", "packs"}} {
		if !may[c[0]][c[1]] {
			t.Errorf("the rules forbid %s to import %s", c[0], c[1])
		}
	}
}
