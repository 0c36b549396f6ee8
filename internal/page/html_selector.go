package page

import (
	"fmt"
	"strings"

	"golang.org/x/net/html"
)

// This file matches elements by small selectors: tag, .class, #id, [attr=value] and [attr],
// joined in one word, and words one inside the other: "div[type=box] .title".

// selector is a chain of simple selectors, the innermost last.
type selector []simple

// simple says what one element must be.
type simple struct {
	tag, id string
	classes []string
	attrs   []html.Attribute // Val "" asks only that the attribute is there
}

// maxChain bounds the words of a selector.
const maxChain = 4

// CheckSelector says what is wrong with a selector, nil where nothing is.
func CheckSelector(s string) error {
	_, err := parseSelector(s)
	return err
}

func parseSelector(s string) (selector, error) {
	var out selector
	words := strings.Fields(s)
	if len(words) == 0 || len(words) > maxChain {
		return nil, fmt.Errorf("selector %q: want one to %d words", s, maxChain)
	}
	for _, w := range words {
		part, err := parseSimple(w)
		if err != nil {
			return nil, fmt.Errorf("selector %q: %w", s, err)
		}
		out = append(out, part)
	}
	return out, nil
}

func parseSimple(w string) (simple, error) {
	var out simple
	rest := w
	for i := 0; rest != ""; i++ {
		mark := rest[0]
		if mark != '.' && mark != '#' && mark != '[' {
			if i > 0 {
				return out, fmt.Errorf("%q begins with no mark", rest)
			}
			mark = 't'
		} else {
			rest = rest[1:]
		}
		end := strings.IndexAny(rest, ".#[")
		if mark == '[' {
			end = strings.IndexByte(rest, ']')
			if end < 0 {
				return out, fmt.Errorf("%q has no ]", w)
			}
		} else if end < 0 {
			end = len(rest)
		}
		name := rest[:end]
		if name == "" || mark != '[' && !plainName(name) {
			return out, fmt.Errorf("%q is no name", name)
		}
		switch mark {
		case 't':
			out.tag = name
		case '.':
			out.classes = append(out.classes, name)
		case '#':
			out.id = name
		case '[':
			key, val, _ := strings.Cut(name, "=")
			if !plainName(key) {
				return out, fmt.Errorf("%q is no attribute", key)
			}
			out.attrs = append(out.attrs, html.Attribute{Key: key, Val: strings.Trim(val, `"'`)})
			end++
		}
		rest = rest[end:]
	}
	return out, nil
}

func plainName(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c != '-' && c != '_' && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && !digit(c) {
			return false
		}
	}
	return s != ""
}

// matches tells whether an element is what the selector asks.
func (s selector) matches(n *html.Node) bool {
	last := len(s) - 1
	if !s[last].matches(n) {
		return false
	}
	for up := n.Parent; last > 0; up = up.Parent {
		if up == nil {
			return false
		}
		if s[last-1].matches(up) {
			last--
		}
	}
	return true
}

func (s *simple) matches(n *html.Node) bool {
	if n.Type != html.ElementNode || s.tag != "" && s.tag != n.Data {
		return false
	}
	if s.id != "" && attr(n, "id") != s.id {
		return false
	}
	for i := range s.attrs {
		if !hasAttr(n, s.attrs[i].Key, s.attrs[i].Val) {
			return false
		}
	}
	if len(s.classes) == 0 {
		return true
	}
	have := attr(n, "class")
	for _, c := range s.classes {
		if !hasClass(have, c) {
			return false
		}
	}
	return true
}

func hasAttr(n *html.Node, key, val string) bool {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			return val == "" || n.Attr[i].Val == val
		}
	}
	return false
}

// hasClass tells whether one of the names in class is c.
func hasClass(class, c string) bool {
	for at := 0; at < len(class); {
		i := strings.Index(class[at:], c)
		if i < 0 {
			return false
		}
		i += at
		end := i + len(c)
		if (i == 0 || space(class[i-1])) && (end == len(class) || space(class[end])) {
			return true
		}
		at = end
	}
	return false
}

func space(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' }

// key is what an element must have for the selector to match it, for looking selectors up:
// ".class", "#id", "[attr]" or the tag.
func (s selector) key() string {
	last := s[len(s)-1]
	switch {
	case len(last.classes) > 0:
		return "." + last.classes[0]
	case last.id != "":
		return "#" + last.id
	case len(last.attrs) > 0:
		return "[" + last.attrs[0].Key
	}
	return last.tag
}
