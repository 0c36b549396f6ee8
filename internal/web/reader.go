package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"parley"
)

const defaultLanguage = "vi"

// reader is one visitor: the language and colours chosen, and the means to write names,
// dates, counts and links for that choice. Templates call its methods.
type reader struct {
	*catalogue
	Lang    string
	Theme   string // light, dark or "" for what the device says
	Keys    bool   // whether the key script may act
	Nonce   string // of the script
	Version string // of the assets
	names   parley.Namer
	all     map[string]*catalogue
	langs   []string
	here    *url.URL
	Editor  *session   // nil: a reader
	CanEdit bool       // somebody could sign in here
	titles  *titles    // of pages of no outlet, nil: they are named by their files
	replays bool       // pages can be read once more
	sticky  url.Values // what every link keeps: lang, theme, keys, as asked for
}

// choices are the parameters that links keep, and the values each may have.
var choices = map[string][]string{"theme": {"light", "dark"}, "keys": {"off"}}

func (s *site) newReader(r *http.Request) *reader {
	q := r.URL.Query()
	sticky := url.Values{}
	lang := q.Get("lang")
	if s.words[lang] != nil {
		sticky.Set("lang", lang)
	} else {
		lang = s.accepted(r.Header.Get("Accept-Language"))
	}
	for name, values := range choices {
		for _, v := range values {
			if q.Get(name) == v {
				sticky.Set(name, v)
			}
		}
	}
	book, _ := r.Context().Value(titlesKey{}).(*titles)
	return &reader{
		titles:    book,
		catalogue: s.words[lang], Lang: lang, Theme: sticky.Get("theme"), Keys: sticky.Get("keys") == "",
		Version: s.version, names: s.names, all: s.words, langs: s.languages, here: r.URL, replays: s.replay != nil, sticky: sticky,
		Nonce: s.mark, Editor: s.editor(r), CanEdit: s.editing != nil,
	}
}

// accepted is the first language of the header that there is a catalogue for. Weights are
// not compared: browsers list by preference.
func (s *site) accepted(header string) string {
	if len(header) > 200 {
		header = header[:200]
	}
	for _, part := range strings.Split(header, ",") {
		tag, _, _ := strings.Cut(part, ";")
		tag, _, _ = strings.Cut(strings.TrimSpace(tag), "-")
		if tag = strings.ToLower(tag); s.words[tag] != nil {
			return tag
		}
	}
	return defaultLanguage
}

// Link is an address of this site with name, value pairs as query, keeping what the
// reader chose. Empty values are left out; "#x" as the last pair's name is the fragment.
func (r *reader) Link(path string, pairs ...string) string {
	fragment := ""
	var room [8]parameter
	all := room[:0]
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i] == "#" {
			fragment = "#" + pairs[i+1]
		} else if pairs[i+1] != "" {
			all = append(all, parameter{pairs[i], pairs[i+1]})
		}
	}
	given := len(all)
	for name, values := range r.sticky {
		if slices.ContainsFunc(all[:given], func(p parameter) bool { return p.name == name }) {
			continue
		}
		for _, v := range values {
			all = append(all, parameter{name, v})
		}
	}
	if len(all) == 0 {
		return path + fragment
	}
	slices.SortStableFunc(all, func(a, b parameter) int { return strings.Compare(a.name, b.name) })
	var b strings.Builder
	b.Grow(len(path) + len(fragment) + 32*len(all))
	b.WriteString(path)
	for i, p := range all {
		b.WriteByte("?&"[min(i, 1)])
		b.WriteString(url.QueryEscape(p.name))
		b.WriteByte('=')
		b.WriteString(url.QueryEscape(p.value))
	}
	b.WriteString(fragment)
	return b.String()
}

// parameter is a part of the query of an address.
type parameter struct{ name, value string }

// To is the address of one noun: To "events" id.
func (r *reader) To(collection, id string, pairs ...string) string {
	return r.Link("/"+collection+"/"+url.PathEscape(id), pairs...)
}

// With is the present address with one parameter changed, or removed when value is "".
func (r *reader) With(name, value string) string {
	q := r.here.Query()
	q.Del(name)
	if value != "" {
		q.Set(name, value)
	}
	if len(q) == 0 {
		return r.here.EscapedPath()
	}
	return r.here.EscapedPath() + "?" + q.Encode()
}

// Sticky is what a form must carry along, as name, value.
func (r *reader) Sticky() map[string]string {
	out := map[string]string{}
	for name := range r.sticky {
		out[name] = r.sticky.Get(name)
	}
	return out
}

// option is one of several ways to see the present page.
type option struct {
	Label, Href, Lang string
	Current           bool
}

// Languages offers the present page in every language.
func (r *reader) Languages() []option {
	var out []option
	for _, l := range r.langs {
		out = append(out, option{r.all[l].T("lang.name"), r.With("lang", l), l, l == r.Lang})
	}
	return out
}

// Themes offers the present page in other colours.
func (r *reader) Themes() []option {
	return []option{
		{r.T("foot.theme.auto"), r.With("theme", ""), "", r.Theme == ""},
		{r.T("foot.theme.light"), r.With("theme", "light"), "", r.Theme == "light"},
		{r.T("foot.theme.dark"), r.With("theme", "dark"), "", r.Theme == "dark"},
	}
}

// KeySwitch offers the present page with the keys on and off.
func (r *reader) KeySwitch() []option {
	return []option{
		{r.T("foot.keys.on"), r.With("keys", ""), "", r.Keys},
		{r.T("foot.keys.off"), r.With("keys", "off"), "", !r.Keys},
	}
}

// known is the name that the packs give the id.
func (r *reader) known(id string) (string, bool) {
	if r.names == nil {
		return "", false
	}
	name := r.names.Name(r.Lang, id)
	return name, name != "" && name != id
}

// Name is what a reader calls the actor, topic or region. Where nobody knows the id, a
// readable form of the id itself.
func (r *reader) Name(id string) string {
	if name, ok := r.known(id); ok {
		return name
	}
	prefix, rest, ok := strings.Cut(id, ":")
	if !ok {
		return id
	}
	if prefix != "person" {
		return rest
	}
	words := strings.Split(rest, "-")
	for i, w := range words {
		first, size := utf8.DecodeRuneInString(w)
		words[i] = string(unicode.ToUpper(first)) + w[size:]
	}
	return strings.Join(words, " ")
}

// Names is the names of several ids as one phrase.
func (r *reader) Names(ids []string) string {
	names := make([]string, 0, len(ids))
	for _, id := range ids {
		names = append(names, r.Name(id))
	}
	return r.join(names, 6)
}

// ActorName is the name of an actor of a claim: as known, else as written there.
func (r *reader) ActorName(a parley.Actor) string {
	if name, ok := r.known(a.ID); ok || a.Name == "" {
		if !ok {
			name = r.Name(a.ID)
		}
		return name
	}
	return parley.Plain(a.Name)
}
