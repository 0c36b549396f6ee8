package page

import (
	"testing"

	"parley"
)

// TestSpelt reads titles that pages show with labels, or with words run into each other.
func TestSpelt(t *testing.T) {
	const text = `<p>The two delegations met in Muscat on Monday for a first round of talks on the port, and agreed to meet again in June.</p>
<p>Neither side said what had been offered, and both spoke of a long way that lay ahead of them before anything could be signed.</p>
<p>Diplomats of the host said that technical teams would stay behind for two more days to put what was discussed into words.</p>`
	r := New(tableWords(t))
	for name, c := range map[string]struct{ head, shown, want string }{
		"label in an element of its own": {
			`<meta property="og:title" content="Two sides to meet in Muscat on harbour">`, `<h1><span class="headline__topline">Port dispute</span> <span>Two sides meet in Muscat</span></h1>`,
			"Two sides meet in Muscat",
		},
		"label with a mark behind it": {
			``, `<h1><span class="article-kicker">Port dispute</span><span>: </span><span>Two sides meet in Muscat</span></h1>`,
			"Two sides meet in Muscat",
		},
		"label that the head gives, too": {
			`<meta property="og:title" content="Port dispute: Two sides meet in Muscat">`, `<h1><span class="kicker">Port dispute</span> <span>Two sides meet in Muscat</span></h1>`,
			"Port dispute: Two sides meet in Muscat",
		},
		"label that the head leaves out": {
			`<meta property="og:title" content="Two sides meet in Muscat | Gulf Post">`, `<h1>Port dispute - Two sides meet in Muscat</h1>`,
			"Two sides meet in Muscat",
		},
		"a number is no label": {
			`<meta property="og:title" content="Questions on the talks in Muscat">`, `<h1>12 questions on the talks in Muscat</h1>`,
			"12 questions on the talks in Muscat",
		},
		"elements that run into each other": {
			`<meta property="og:title" content="Talks in Muscat: Two sides meet">`, `<h1><b>Talks in Muscat</b><i>Two sides meet</i></h1>`,
			"Talks in Muscat: Two sides meet",
		},
		"a heading in a menu": {
			`<title>Gulf Post: talks on a port</title><meta property="og:title" content="Two sides meet in Muscat">`, `<ul class="breadcrumb"><li><h1>Talks on a port</h1></ul><h2>Two sides meet in Muscat</h2>`,
			"Two sides meet in Muscat",
		},
	} {
		src := "<html lang=en><head>" + c.head + "</head><body><main><article>" + c.shown + text + "</article></main></body></html>"
		l := r.Read(&parley.Page{Bytes: []byte(src), Media: parley.MediaHTML})
		if len(l.Items) == 0 || string(l.Items[0].Title) != c.want {
			t.Errorf("%s: %s %+v, want %q", name, l.Kind, l.Items, c.want)
		}
	}
}
