package query

// This file turns what was typed into what the ledger knows: names into ids, and words that
// are a name into all forms of that name.

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"parley"
)

// Names is what Resolve asks of the packs.
type Names interface {
	// IDs are the ids that a folded name may stand for in a field: actors, places, kinds,
	// statuses, topics. None: the name is not known.
	IDs(field, folded string) []string
	// Forms are the ways to write a folded name, in all languages, and of a word of several
	// syllables that is no name the one; none where it is neither.
	Forms(folded string) []string
}

// longestName is how many words a name may have.
const longestName = 6

// Fold is the form in which names are compared: lower case, no marks, d for the barred d,
// single blanks.
func Fold(s string) string {
	var b strings.Builder
	blank := false
	for _, r := range norm.NFD.String(s) {
		switch {
		case unicode.IsMark(r):
			continue
		case r == '\u0111' || r == '\u0110' || r == '\u00f0' || r == '\u00d0':
			r = 'd'
		}
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			blank = b.Len() > 0
			continue
		}
		if blank {
			b.WriteByte(' ')
			blank = false
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// Resolve returns the tree with values as the ledger has them and names under all their
// forms. It fails with an *Error where a value means nothing for its field.
func Resolve(q *parley.Query, n Names) (*parley.Query, error) {
	if q == nil {
		return nil, nil
	}
	switch q.Op {
	case parley.QueryField:
		return field(q, n)
	case parley.QueryWords:
		return forms(q, n), nil
	}
	out := *q
	out.Args = make([]*parley.Query, 0, len(q.Args))
	for i := 0; i < len(q.Args); i++ {
		run := 1
		if q.Op == parley.QueryAnd {
			run = name(q.Args[i:], n)
		}
		arg := q.Args[i]
		if run > 1 {
			arg = merged(q.Args[i : i+run])
			i += run - 1
		}
		a, err := Resolve(arg, n)
		if err != nil {
			return nil, err
		}
		out.Args = append(out.Args, a)
	}
	if len(out.Args) == 1 && out.Op != parley.QueryNot {
		return out.Args[0], nil
	}
	return &out, nil
}

// name is how many of the words at the head of args make one name, 1 for none.
func name(args []*parley.Query, n Names) int {
	for k := min(longestName, len(args)); k > 1; k-- {
		if slices.ContainsFunc(args[:k], func(a *parley.Query) bool { return a.Op != parley.QueryWords || a.Begin }) {
			continue
		}
		if len(n.Forms(Fold(strings.Join(merged(args[:k]).Words, " ")))) > 0 {
			return k
		}
	}
	return 1
}

// merged is one node of several words' nodes.
func merged(args []*parley.Query) *parley.Query {
	out := &parley.Query{Op: parley.QueryWords, At: parley.Span{Start: args[0].At.Start, End: args[len(args)-1].At.End}}
	for _, a := range args {
		out.Words = append(out.Words, a.Words...)
	}
	return out
}

// forms adds the other forms of a name.
func forms(q *parley.Query, n Names) *parley.Query {
	folded := Fold(strings.Join(q.Words, " "))
	if q.Begin {
		return q
	}
	args := []*parley.Query{q}
	seen := map[string]bool{folded: true}
	for _, f := range n.Forms(folded) {
		if w := Words(f); len(w) > 0 && !seen[Fold(f)] {
			seen[Fold(f)] = true
			args = append(args, &parley.Query{Op: parley.QueryWords, Words: w, At: q.At})
		}
	}
	if len(args) == 1 {
		return q
	}
	return &parley.Query{Op: parley.QueryOr, Args: args, At: q.At}
}

// field fills in the values of a field, each of those that commas part.
func field(q *parley.Query, n Names) (*parley.Query, error) {
	out := *q
	out.Values = nil
	from := valueAt(q)
	for _, part := range strings.Split(q.Value, ",") {
		at := from
		from += utf8.RuneCountInString(part) + 1
		v := strings.TrimSpace(part)
		if v == "" {
			continue
		}
		ids := value(q.Field, v, n)
		if len(ids) == 0 {
			at += utf8.RuneCountInString(part[:strings.Index(part, v)])
			return nil, &Error{At: parley.Span{Start: at, End: at + utf8.RuneCountInString(v)}, Problem: NotKnown, Text: v, Field: q.Field}
		}
		out.Values = append(out.Values, ids...)
	}
	if len(out.Values) == 0 {
		return nil, &Error{At: q.At, Problem: NoValue, Text: q.Value}
	}
	return &out, nil
}

// valueAt is where what was typed for a field begins: behind the colon and, where it stands
// between quotes, behind the first of them.
func valueAt(q *parley.Query) int {
	quotes := q.At.End - q.At.Start - utf8.RuneCountInString(q.Field) - 1 - utf8.RuneCountInString(q.Value)
	return q.At.Start + utf8.RuneCountInString(q.Field) + 1 + quotes/2
}

// value reads one value of a field.
func value(field, v string, n Names) []string {
	switch field {
	case "after", "before":
		d, ok := parley.DaysOf(v)
		if !ok || d.From == parley.DayMin {
			return nil
		}
		return []string{d.From.String()}
	case "track", "outlet", "lang":
		return []string{strings.ToLower(v)}
	case "actor", "source", "target", "party", "mediator":
		if strings.Contains(v, ":") {
			return []string{v}
		}
		if len(v) == 3 && strings.ToUpper(v) == v {
			return []string{"state:" + v}
		}
	}
	return n.IDs(field, Fold(v))
}
