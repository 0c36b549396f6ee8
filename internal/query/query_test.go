package query_test

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"parley"
	"parley/internal/query"
)

// tree writes a tree as one reads it.
func tree(q *parley.Query) string {
	if q == nil {
		return "nothing"
	}
	var args []string
	for _, a := range q.Args {
		args = append(args, tree(a))
	}
	switch q.Op {
	case parley.QueryAnd:
		return "(" + strings.Join(args, " and ") + ")"
	case parley.QueryOr:
		return "(" + strings.Join(args, " or ") + ")"
	case parley.QueryNot:
		return "not " + args[0]
	case parley.QueryWords:
		s := "[" + strings.Join(q.Words, " ")
		if q.Begin {
			s += "…"
		}
		return s + "]"
	}
	if q.Values != nil {
		return q.Field + "=" + strings.Join(q.Values, "/")
	}
	return q.Field + ":" + q.Value
}

// names are a few names, as the packs have thousands.
type names struct{}

func (names) IDs(field, folded string) []string {
	switch field + " " + folded {
	case "actor nga", "actor russia", "source nga":
		return []string{"state:RUS"}
	case "kind dam phan", "kind talks":
		return []string{"talks"}
	case "kind meet":
		return []string{"meet"}
	case "place moskva":
		return []string{"Moscow"}
	}
	return nil
}

func (names) Forms(folded string) []string {
	switch folded {
	case "moskva", "moscow", "mat xco va":
		return []string{"Moscow", "Moskva", "M\u00e1t-xc\u01a1-va"}
	case "dam phan":
		return []string{folded}
	}
	return nil
}

// testdata/searches.txt has a search, an arrow, and its tree or what is wrong with it; ">>"
// is the tree after names are looked up.
func TestSearches(t *testing.T) {
	data, err := os.ReadFile("testdata/searches.txt")
	if err != nil {
		t.Fatal(err)
	}
	tested := 0
	for n, line := range strings.Split(string(data), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		text, want, ok := strings.Cut(line, " -> ")
		resolve := false
		if !ok {
			if text, want, ok = strings.Cut(line, " >> "); !ok {
				t.Fatalf("line %d has no arrow", n+1)
			}
			resolve = true
		}
		q, err := query.Parse(text)
		if err == nil && resolve {
			q, err = query.Resolve(q, names{})
		}
		got := tree(q)
		var wrong *query.Error
		if errors.As(err, &wrong) {
			got = fmt.Sprintf("%s at %d-%d", wrong.Problem, wrong.At.Start, wrong.At.End)
		} else if err != nil {
			t.Fatal(err)
		}
		if got != want {
			t.Errorf("line %d: %s\n got  %s\n want %s", n+1, text, got, want)
		}
		tested++
	}
	if tested < 30 {
		t.Errorf("%d searches only", tested)
	}
}

func TestLongSearch(t *testing.T) {
	_, err := query.Parse(strings.Repeat("a ", query.MaxLength))
	var wrong *query.Error
	if !errors.As(err, &wrong) || wrong.Problem != query.TooLong {
		t.Errorf("%v", err)
	}
	if _, err := query.Parse(strings.Repeat("(", 500)); !errors.As(err, &wrong) || wrong.Problem != query.TooDeep {
		t.Errorf("%v", err)
	}
}

// FuzzParse: no text panics; what is understood has spans inside the text, and so has what
// is not.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"a b", `"a b" -c`, "kind:talks,meet", "(a OR b) | c", "-(a", ":", "a:b:c", "\xff\"", "OR", "-", "*", "“x”"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		q, err := query.Parse(text)
		n := len([]rune(strings.ToValidUTF8(text, " ")))
		var wrong *query.Error
		if errors.As(err, &wrong) && len(text) <= query.MaxLength && (wrong.At.Start < 0 || wrong.At.End > n || wrong.At.Start > wrong.At.End) {
			t.Errorf("%v at %v of %d", wrong, wrong.At, n)
		}
		var walk func(q *parley.Query)
		walk = func(q *parley.Query) {
			if q.At.Start < 0 || q.At.End > n || q.At.Start >= q.At.End {
				t.Errorf("node at %v of %d", q.At, n)
			}
			for _, a := range q.Args {
				walk(a)
			}
		}
		if q != nil {
			walk(q)
			_, _ = query.Resolve(q, names{}) // either a tree or an error; it must not panic
		}
	})
}

func TestFold(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"\u0110\u00e0m ph\u00e1n", "dam phan"},  // the barred d, composed letters
		{"h\u00f2a", "hoa"}, {"ho\u00e0", "hoa"}, // tone placed the new and the old way
		{"M\u00e1t-xc\u01a1-va", "mat xco va"},         // hyphens part words
		{"  G20 (Bali)  ", "g20 bali"}, {"\u2026", ""}, // nothing left
	} {
		if got := query.Fold(c.in); got != c.want {
			t.Errorf("%q: %q, want %q", c.in, got, c.want)
		}
	}
}
