package web

import (
	"fmt"
	"io/fs"
	"path"
	"sort"
	"strconv"
	"strings"
)

// catalogue is the words of the interface in one language: key → text.
//
// In a text, {name} is filled in and a group in [brackets] falls away when a {name} in it
// is empty. A key of a count ends in .other and, where the language needs it, .one.
type catalogue struct {
	lang   string
	texts  map[string]string
	cues   map[string][]cue // by kind of event
	reason func(why string) string
}

// cue is one of the things that a kind of event may be, and words in the language of the
// catalogue that tell of it: "sign=signed,signs;adopt=adopted" under the key cues.KIND.
type cue struct {
	variant string
	words   []string
}

// loadCatalogues reads every locale/*.tsv; languages is their names, sorted.
func loadCatalogues(f fs.FS) (all map[string]*catalogue, languages []string, err error) {
	names, err := fs.Glob(f, "locale/*.tsv")
	if err != nil {
		return nil, nil, err
	}
	all = map[string]*catalogue{}
	for _, name := range names {
		data, err := fs.ReadFile(f, name)
		if err != nil {
			return nil, nil, err
		}
		c, err := parseCatalogue(name, string(data))
		if err != nil {
			return nil, nil, err
		}
		all[c.lang] = c
		languages = append(languages, c.lang)
	}
	sort.Strings(languages)
	if all[defaultLanguage] == nil {
		return nil, nil, fmt.Errorf("no locale/%s.tsv", defaultLanguage)
	}
	return all, languages, nil
}

func parseCatalogue(name, data string) (*catalogue, error) {
	c := &catalogue{lang: strings.TrimSuffix(path.Base(name), ".tsv"), texts: map[string]string{}, cues: map[string][]cue{}}
	for i, line := range strings.Split(data, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		key, text, ok := strings.Cut(line, "\t")
		if !ok {
			return nil, fmt.Errorf("%s:%d: no tab", name, i+1)
		}
		if _, double := c.texts[key]; double {
			return nil, fmt.Errorf("%s:%d: %s stands twice", name, i+1, key)
		}
		if kind, ok := strings.CutPrefix(key, "cues."); ok {
			for part := range strings.SplitSeq(text, ";") {
				variant, words, _ := strings.Cut(part, "=")
				c.cues[kind] = append(c.cues[kind], cue{variant, strings.Split(words, ",")})
			}
			continue
		}
		c.texts[key] = text
	}
	return c, nil
}

// T is the text of a key, filled with name, value, name, value …; an unknown key is
// printed as itself, so that it is seen.
func (c *catalogue) T(key string, pairs ...string) string {
	text, ok := c.texts[key]
	if !ok {
		return key
	}
	return fill(text, pairs)
}

// word is the text of prefix.id, or the id where the catalogue has none.
func (c *catalogue) word(prefix, id string) string {
	if text, ok := c.texts[prefix+"."+id]; ok {
		return text
	}
	return id
}

// Count is "3 articles": the text count.NOUN for n.
func (c *catalogue) Count(noun string, n int) string { return c.plural("count."+noun, n) }

func (c *catalogue) plural(key string, n int) string {
	if _, ok := c.texts[key+".one"]; ok && n == 1 {
		return c.T(key+".one", "n", "1")
	}
	return c.T(key+".other", "n", c.Number(n))
}

// Number groups the digits of n by three.
func (c *catalogue) Number(n int) string {
	digits := strconv.Itoa(n)
	for i := len(digits) - 3; i > 0 && digits[i-1] != '-'; i -= 3 {
		digits = digits[:i] + c.T("number.group") + digits[i:]
	}
	return digits
}

// join lists the names as a sentence does: a, b and c; past max it counts the rest.
func (c *catalogue) join(names []string, max int) string {
	if len(names) > max {
		rest := c.T("list.more", "n", strconv.Itoa(len(names)-max))
		return strings.Join(names[:max], c.T("list.sep")) + rest
	}
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], c.T("list.sep")) + c.T("list.and") + names[last]
}

// fill puts the values into {name} and drops a [group] with an empty one. Values are
// never read as templates themselves.
func fill(text string, pairs []string) string {
	if mark(text) < 0 {
		return text
	}
	size := len(text)
	for i := 1; i < len(pairs); i += 2 {
		size += len(pairs[i])
	}
	return string(filled(make([]byte, 0, size), text, pairs))
}

// filled appends it.
func filled(out []byte, text string, pairs []string) []byte {
	for {
		i := mark(text)
		if i < 0 {
			return append(out, text...)
		}
		out = append(out, text[:i]...)
		closing := byte('}')
		if text[i] == '[' {
			closing = ']'
		}
		j := strings.IndexByte(text[i:], closing)
		if j < 0 {
			return append(out, text[i:]...)
		}
		inner := text[i+1 : i+j]
		if closing == '}' {
			out = append(out, lookup(pairs, inner)...)
		} else if whole(inner, pairs) {
			out = filled(out, inner, pairs)
		}
		text = text[i+j+1:]
	}
}

// mark is where the first name or group begins, -1 for none.
func mark(text string) int {
	for i := range len(text) {
		if text[i] == '{' || text[i] == '[' {
			return i
		}
	}
	return -1
}

// whole tells whether every {name} in the group has a value.
func whole(group string, pairs []string) bool {
	for {
		_, after, ok := strings.Cut(group, "{")
		if !ok {
			return true
		}
		name, rest, _ := strings.Cut(after, "}")
		if lookup(pairs, name) == "" {
			return false
		}
		group = rest
	}
}

func lookup(pairs []string, name string) string {
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i] == name {
			return pairs[i+1]
		}
	}
	return ""
}
