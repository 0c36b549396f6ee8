package source

import (
	"bytes"
	"io"
	"strings"

	"golang.org/x/net/html"
)

// This file reads the tags of a feed or sitemap. The tokenizer of HTML is used because it
// fails on nothing: feeds in the world are seldom XML throughout.

// event is one tag or text of markup.
type event struct {
	kind  html.TokenType // start tags, end tags, text, and ErrorToken at the end
	name  string         // of a tag: lower case, with the usual prefix of its namespace
	attrs map[string]string
	empty bool   // a start tag that ends itself
	text  string // with entities replaced
	raw   string // as it stands
}

// tags gives the events of markup.
type tags struct {
	z        *html.Tokenizer
	prefixes map[string]string // as written → as usual
}

// maxToken bounds one tag or text.
const maxToken = 16 * mib

func newTags(r io.Reader) *tags {
	z := html.NewTokenizer(r)
	z.SetMaxBuf(maxToken)
	z.AllowCDATA(true)
	return &tags{z: z, prefixes: map[string]string{}}
}

// namespace gives the prefix under which feeds usually write a namespace; "" for those whose
// names stand without one.
func namespace(uri string) (prefix string, known bool) {
	uri = strings.TrimRight(strings.ToLower(strings.TrimSpace(uri)), "/#")
	switch {
	case strings.HasSuffix(uri, "w3.org/2005/atom"), strings.HasPrefix(uri, "http://purl.org/atom/ns"), strings.HasPrefix(uri, "http://purl.org/rss/1.0") && !strings.Contains(uri, "modules"),
		strings.HasSuffix(uri, "sitemaps.org/schemas/sitemap/0.9"), strings.HasPrefix(uri, "http://backend.userland.com/rss"), strings.HasSuffix(uri, "netscape.com/rdf/simple/0.9"):
		return "", true
	case strings.HasSuffix(uri, "rss/1.0/modules/content"):
		return "content", true
	case strings.HasPrefix(uri, "http://purl.org/dc/elements"):
		return "dc", true
	case uri == "http://purl.org/dc/terms":
		return "dcterms", true
	case strings.HasSuffix(uri, "google.com/schemas/sitemap-news/0.9"):
		return "news", true
	case uri == "http://www.w3.org/1999/xhtml":
		return "xhtml", true
	}
	return "", false
}

// next gives the next event. Comments and declarations are passed over.
func (t *tags) next() event {
	for {
		switch kind := t.z.Next(); kind {
		case html.ErrorToken:
			return event{kind: kind}
		case html.TextToken:
			raw := t.z.Raw()
			if body, ok := bytes.CutPrefix(raw, []byte("<![CDATA[")); ok {
				text := string(bytes.TrimSuffix(body, []byte("]]>")))
				return event{kind: kind, text: text, raw: html.EscapeString(text)}
			}
			e := event{kind: kind, raw: string(raw)}
			e.text = string(t.z.Text())
			return e
		case html.StartTagToken, html.SelfClosingTagToken:
			e := event{kind: html.StartTagToken, empty: kind == html.SelfClosingTagToken, raw: string(t.z.Raw())}
			t.z.NextIsNotRawText()
			t.tag(&e)
			return e
		case html.EndTagToken:
			e := event{kind: kind, raw: string(t.z.Raw())}
			name, _ := t.z.TagName()
			e.name = t.usual(string(name))
			return e
		}
	}
}

// tag reads name and attributes of a start tag.
func (t *tags) tag(e *event) {
	name, more := t.z.TagName()
	own := string(name)
	for n := 0; more && n < 64; n++ {
		var k, v []byte
		k, v, more = t.z.TagAttr()
		if e.attrs == nil {
			e.attrs = map[string]string{}
		}
		key := string(k)
		if _, again := e.attrs[key]; !again {
			e.attrs[key] = string(v)
		}
		if p, ok := strings.CutPrefix(key, "xmlns:"); ok && len(t.prefixes) < 64 {
			if usual, known := namespace(string(v)); known {
				t.prefixes[p] = usual
			}
		}
	}
	e.name = t.usual(own)
}

// usual gives a name with the usual prefix of its namespace.
func (t *tags) usual(name string) string {
	p, local, ok := strings.Cut(name, ":")
	if !ok {
		return name
	}
	usual, known := t.prefixes[p]
	switch {
	case !known:
		return name
	case usual == "":
		return local
	}
	return usual + ":" + local
}

// plainText takes the tags off a piece of HTML: blocks become lines.
func plainText(s string) string {
	if !strings.ContainsAny(s, "<&") {
		return tidy(s)
	}
	z := html.NewTokenizer(strings.NewReader(s))
	var out strings.Builder
	for {
		switch z.Next() {
		case html.ErrorToken:
			return tidy(out.String())
		case html.TextToken:
			out.Write(z.Text())
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			switch name, _ := z.TagName(); string(name) {
			case "a", "b", "i", "em", "strong", "span", "font", "u", "small", "sub", "sup", "abbr", "cite", "q", "img":
			case "script", "style":
				z.NextIsNotRawText()
				skipTo(z, string(name))
			default:
				out.WriteByte('\n')
			}
		}
	}
}

// skipTo passes over everything up to the end tag.
func skipTo(z *html.Tokenizer, name string) {
	for {
		switch z.Next() {
		case html.ErrorToken:
			return
		case html.EndTagToken:
			if n, _ := z.TagName(); string(n) == name {
				return
			}
		}
	}
}

// tidy joins the words of each line with single blanks and drops empty lines.
func tidy(s string) string {
	var out []string
	for line := range strings.Lines(s) {
		if f := strings.Fields(line); len(f) > 0 {
			out = append(out, strings.Join(f, " "))
		}
	}
	return strings.Join(out, "\n")
}

// hasTags tells whether a text holds a tag of HTML.
func hasTags(s string) bool {
	for {
		i := strings.IndexByte(s, '<')
		if i < 0 || i+2 >= len(s) {
			return false
		}
		s = s[i+1:]
		if c := s[0] | 0x20; c >= 'a' && c <= 'z' && strings.IndexByte(s, '>') > 0 {
			return true
		}
	}
}
