package page

import (
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// long is more than what is left where it stands.
var long = strings.Repeat("x = 1; ", 20)

// Each markup gives the same tree whether the contents of scripts, style sheets and
// drawings are cut or not; holes is how many are.
func TestLeanGivesTheSameTree(t *testing.T) {
	for _, c := range []struct {
		why    string
		markup string
		holes  int
	}{
		{"a script's content is cut and found again", `<p>a<script type="application/ld+json">` + long + `</script><p>b`, 1},
		{"names in capitals are the same names", `<SCRIPT>` + long + `</Script ><STYLE>` + long + `</sTyLe>`, 2},
		{"what is short stays", `<script>x</script><style>p{}</style>`, 0},
		{"markup means nothing in a script", `<script>if (a<b) { s = "<p></p></scr" }` + long + `</script><p>b`, 1},
		{"nor a script in a comment, an attribute, a title or a text area", `<!-- <script>` + long + `</script> --><p title="<script>` + long + `</script>">` +
			`<title><script>` + long + `</script></title><textarea><script>` + long + `</script></textarea>`, 0},
		{"a comment ends in several ways", `<!--><script>` + long + `</script><!---><script>` + long + `</script><!-- a --!><script>` + long + `</script><!-- - -- --->` +
			`<script>` + long + `</script>`, 4},
		{"a script hidden from the browsers of old", `<script><!--` + "\n" + long + `//--></script><p>b`, 1},
		{"one that opens another in a comment ends later: nothing is cut from there", `<script><!--<script>` + long + `</script>--></script><script>` + long + `</script>`, 0},
		{"a script that is never closed", `<p>a<script>` + long, 0},
		{"a quotation mark in the midst of a value is none", `<p a=b"><script>` + long + `</script><p title='">'><script>` + long + `</script>`, 2},
		{"a value that is never closed", `<p title="><script>` + long + `</script>`, 0},
		{"a tag without an end", `<p <script>` + long + `</script`, 0},
		{"shapes are cut", `<svg a="b"><g><path d="` + long + `"/></g></svg><p>a`, 1},
		{"what stands among them may be read: it stays", `<svg><path d="` + long + `"/><p>a</svg>`, 0},
		{"words and rules in a drawing are not read", `<svg><title>a</title><style>` + long + `</style><text>b</text></svg><p>a<script>` + long + `</script>`, 2},
		{"markup in the words of a drawing may be the page's", `<svg><title><p>` + long + `</title></svg><script>` + long + `</script>`, 0},
		{"a script in a drawing is markup, and so may what follows be", `<svg><script><!--</script><path d="` + long + `"/></svg><script>` + long + `</script>`, 0},
		{"nor does a formula end where it seems", `<math><mi><script>` + long + `</script></math>`, 0},
		{"nothing ends plain text", `<script>` + long + `</script><plaintext></plaintext><script>` + long + `</script>`, 1},
		{"a page of frames", `<script>` + long + `</script><frameset><script>` + long + `</script>`, 0},
		{"a zero", "<script>" + long + "\x00</script>", 0},
		{"a script that looks like a mark", "<script>\x010</script><script>" + long + "</script>", 0},
		{"a drawing without content", `<svg/><p>a<svg></svg>`, 0},
		{"drawings in each other", `<svg><path d="` + long + `"/><svg><path d="` + long + `"/></svg></svg>`, 1},
	} {
		if l := newLean(c.markup); len(l.holes) != c.holes {
			t.Errorf("%s: %d holes, want %d", c.why, len(l.holes), c.holes)
		}
		if at := treesDiffer(c.markup); at != "" {
			t.Errorf("%s: %s", c.why, at)
		}
	}
}

var leanAll = flag.Bool("lean-all", false, "parse all shared pages whole and lean, not one in fifteen")

// Real pages give the same trees, too.
func TestLeanOnPages(t *testing.T) {
	names, _ := filepath.Glob("../../../shared/pages/*/html/*.html.gz")
	if len(names) == 0 {
		t.Skip("no shared pages")
	}
	step := 15
	if *leanAll {
		step = 1
	}
	for i := 0; i < len(names); i += step {
		if at := treesDiffer(string(unzip(t, names[i]))); at != "" {
			t.Errorf("%s: %s", filepath.Base(names[i]), at)
		}
	}
}

// treesDiffer parses the markup whole and lean and says where the trees differ, but for the
// contents of drawings and style sheets.
func treesDiffer(markup string) string {
	l := newLean(markup)
	whole, err := html.Parse(strings.NewReader(markup))
	if err != nil {
		return "" // too deep: read tag by tag
	}
	part, err := html.Parse(l.reader())
	if err != nil {
		return err.Error()
	}
	return differ(l, whole, part)
}

func differ(l *lean, a, b *html.Node) string {
	if a.Type != b.Type || a.Data != b.Data || a.Namespace != b.Namespace || fmt.Sprint(a.Attr) != fmt.Sprint(b.Attr) {
		return fmt.Sprintf("%q %v, lean %q %v", a.Data, a.Attr, b.Data, b.Attr)
	}
	switch a.DataAtom {
	case atom.Style, atom.Svg:
		return ""
	case atom.Script:
		// The parser makes one line end of two characters.
		if x, y := nodeText(a), strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(l.text(b)); x != y && !strings.Contains(x, "\uFFFD") {
			return fmt.Sprintf("script %.60q, lean %.60q", x, y)
		}
		return ""
	}
	x, y := a.FirstChild, b.FirstChild
	for ; x != nil && y != nil; x, y = x.NextSibling, y.NextSibling {
		if at := differ(l, x, y); at != "" {
			return at
		}
	}
	if (x == nil) != (y == nil) {
		return fmt.Sprintf("children of %q %v", a.Data, a.Attr)
	}
	return ""
}

// FuzzLean proves that nothing but what stands in the holes is lost, and that the trees are
// the same.
func FuzzLean(f *testing.F) {
	addOwn(f, ".html")
	addShared(f, "html5lib-tests")
	addDictionary(f, "html.dict")
	f.Add([]byte("<script><!--<script>" + long + "</script>--></script>"))
	for _, s := range oddNesting {
		f.Add([]byte(strings.ReplaceAll(s, "$", "<script>"+long+"</script><style>"+long+"</style><svg><path d='"+long+"'/></svg>")))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		markup := string(b)
		l := newLean(markup)
		var want strings.Builder
		at := 0
		for i, h := range l.holes {
			want.WriteString(markup[at:h.start])
			if h.script {
				fmt.Fprint(&want, scriptMark, i)
			}
			at = h.end
		}
		want.WriteString(markup[at:])
		got, err := io.ReadAll(iotest.OneByteReader(l.reader()))
		if err != nil || string(got) != want.String() {
			t.Fatalf("%q, %v", got, err)
		}
		if at := treesDiffer(markup); at != "" {
			t.Error(at)
		}
	})
}

var leanMade = flag.Int("lean-made", 2000, "pages of random tags that are parsed whole and lean")

// Random tags, most of which change what a script is, give the same trees.
func TestLeanOnRandomTags(t *testing.T) {
	names := strings.Fields("script style svg math title textarea noscript noframes iframe template select option table tr td plaintext xmp frameset head body p a font " +
		"desc foreignObject mi annotation-xml path g text b form button caption li h1 img br")
	rng := rand.New(rand.NewPCG(1, 2))
	for range *leanMade {
		var s strings.Builder
		for range 2 + rng.IntN(12) {
			name := names[rng.IntN(len(names))]
			switch rng.IntN(12) {
			case 0, 1, 2, 3, 4:
				s.WriteString("<" + name + ">")
			case 5, 6:
				s.WriteString("</" + name + ">")
			case 7:
				s.WriteString("<" + name + " a='>' color=\"<script>\">")
			case 8:
				s.WriteString("<" + name + "/>")
			case 9:
				s.WriteString("<script>" + long + "</script>")
			case 10:
				s.WriteString([]string{"<!--", "-->", "--!>", "<![CDATA[", "]]>", "<!", "<?", "</", "<", ">", "'", "=\"", "x", "\r\n", "\x00", "&lt;"}[rng.IntN(16)])
			case 11:
				s.WriteString(long)
			}
		}
		if at := treesDiffer(s.String()); at != "" {
			t.Fatalf("%s: %s", s.String(), at)
		}
	}
}

// oddNesting are elements in which scripts mean something else, or end elsewhere; "$" is a script,
// rules and a drawing.
var oddNesting = []string{
	"<template>$<template>$</template></table>$", "<noscript>$</noscript>$<noscript>", "<select><option>$</select>$", "<table>$<tr>$<td>$</table>",
	"<svg><foreignObject>$</foreignObject></svg>$", "<svg><desc>$</desc><title>$</title></svg>$", "<math><annotation-xml encoding='text/html'>$</math>$",
	"<svg><![CDATA[$]]></svg>$", "<iframe>$</iframe>$<noframes>$</noframes>", "<xmp>$</xmp>$<textarea>$", "<plaintext>$</plaintext>$", "<frameset>$</frameset>$",
	"<!--$--!>$<!-->$-->", "<?xml $ ?>$<!doctype $>$", "</script>$</style>$", "<a href='$'>$</a b='$'>", "<svg><svg>$</svg>$<g></svg>$", "<p a=$>$",
	"<script><!--$-->$</script>", "<script>\x01</script>$", "<title>$</title><body></title>$", "<svg/>$<svg><style/>$</svg>", "<svg><title/></svg>$",
}
