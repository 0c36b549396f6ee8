package eval

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/text/unicode/norm"

	"parley"
)

// goldQuote is words of the document: a string as they stand there, or [START, END] where
// they stand, in code points. null and "" are none.
type goldQuote struct {
	exact string
	span  *parley.Span
}

// UnmarshalJSON takes a string, a pair of offsets or null.
func (q *goldQuote) UnmarshalJSON(b []byte) error {
	*q = goldQuote{}
	if len(b) == 0 || b[0] != '[' {
		return json.Unmarshal(b, &q.exact)
	}
	var at []int
	if err := json.Unmarshal(b, &at); err != nil {
		return err
	}
	if len(at) != 2 {
		return errors.New("a span is [START, END]")
	}
	q.span = &parley.Span{Start: at[0], End: at[1]}
	return nil
}

// in gives the words and where they stand in the text: words given as a string at their
// first occurrence, or at -1,-1 where there is none. A span outside the text is an error.
func (q goldQuote) in(text string, offs *parley.Offsets) (string, parley.Span, error) {
	if s := q.span; s != nil {
		if s.Start < 0 || s.Start >= s.End || s.End > offs.Rune(len(text)) {
			return "", *s, fmt.Errorf("[%d, %d] is no span of a text of %d code points", s.Start, s.End, offs.Rune(len(text)))
		}
		return text[offs.Byte(s.Start):offs.Byte(s.End)], *s, nil
	}
	exact := norm.NFC.String(q.exact)
	if at := strings.Index(text, exact); at >= 0 {
		return exact, offs.Span(at, at+len(exact)), nil
	}
	return exact, parley.Span{Start: -1, End: -1}, nil
}
