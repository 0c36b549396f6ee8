package page

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"parley"
)

// This file says what kinds of blocks are lost and left in, on pages of sites that the tables
// were learned without.

// TestErrorsHTML counts the words that are lost and left in, by the kind of block, as shares
// of their pages: 100 is the text of one page.
func TestErrorsHTML(t *testing.T) {
	if *htmlFit == "" || *htmlFitOut == "" {
		t.Skip("counts only with -fit-html FOLDER -fit-html-out FOLDER")
	}
	readers := crossedReaders(t)
	sums := map[string]map[string]float64{}
	for _, s := range allSpecimens(t) {
		if s.kind != parley.PageArticle {
			continue
		}
		r := readers[s.fold]
		text, _ := r.lex.decode(s.page)
		o := r.outline(s.page, text, &parley.Layout{}, nil)
		s.labels = align(s.body, o.doc.blocks)
		for class, share := range o.errors(s) {
			if sums[s.set] == nil {
				sums[s.set] = map[string]float64{}
			}
			sums[s.set][class] += share
			if *showErrors != "" && strings.Contains(class, *showErrors) {
				fmt.Printf("%s %s %s %.1f\n", s.set, s.id, class, share)
			}
		}
	}
	for set, sum := range sums {
		var classes []string
		for c := range sum {
			classes = append(classes, c)
		}
		slices.SortFunc(classes, func(a, b string) int { return cmpFloat(sum[b], sum[a]) })
		for _, c := range classes {
			fmt.Printf("%-12s %7.1f %s\n", set, sum[c], c)
		}
	}
}

// errors gives the words of each class of errors, as a share of the page's true ones.
func (o *outline) errors(s *specimen) map[string]float64 {
	out := map[string]float64{}
	unit := 100 / float64(len(s.body)+1)
	if k := o.plan.kind; k != parley.PageArticle && k != parley.PageLive {
		return map[string]float64{"verdict " + string(k): 100}
	}
	first, last := -1, -1
	have := 0.0
	for i, y := range s.labels {
		have += float64(y) * float64(o.doc.blocks[i].words)
		if y >= 0.5 && o.doc.blocks[i].words >= 5 {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if d := float64(len(s.body)) - have; d > 0.2*float64(len(s.body)) {
		out["truth not among the blocks"] = d * unit
	}
	for i, y := range s.labels {
		h := &o.doc.blocks[i]
		k := o.kinds[i]
		in := k == parley.BlockBody || k == parley.BlockHeading || k == parley.BlockQuote || k == parley.BlockEntry || i == o.leadAt
		class := ""
		switch {
		case y >= 0.5 && !in:
			class = "lost " + where(i, first, last)
		case y < 0.5 && in:
			class = "left " + where(i, first, last)
		default:
			continue
		}
		class += " " + o.class(h)
		if k := o.kinds[i]; k != "" && !in {
			class += " as-" + string(k)
		}
		out[class] += float64(h.words) * unit
		if *showErrors != "" && strings.Contains(class, *showErrors) {
			fmt.Printf("  %s p=%.2f i=%d title=%d first=%d last=%d <%s> %.100q\n", class, o.likely[i], i, o.titleAt, first, last, h.tag, h.text)
		}
	}
	return out
}

func where(i, first, last int) string {
	switch {
	case i == first:
		return "first"
	case i < first:
		return "before"
	case i > last:
		return "after"
	case i == last:
		return "last"
	}
	return "inside"
}

// class says what kind of block one is.
func (o *outline) class(h *hblock) string {
	m := h.marks
	switch {
	case m&inHidden != 0:
		return "hidden"
	case m&inComments != 0:
		return "comments"
	case m&inCaption != 0:
		return "caption"
	case h.links*10 >= h.words*8:
		return "link"
	case m&inRelated != 0:
		return "related"
	case m&(inNav|inFooter) != 0:
		return "menu"
	case m&inWidget != 0:
		return "widget"
	case m&inByline != 0:
		return "byline"
	case m&inAside != 0:
		return "aside"
	case m&inLead != 0:
		return "lead"
	case m&(inHeading|inTitle) != 0:
		return "heading"
	case h.tag.String() == "li":
		return "li"
	case h.tag.String() == "td":
		return "cell"
	case m&inQuote != 0:
		return "quote"
	case h.words < 8:
		return "short"
	case h.paragraph():
		return "paragraph"
	}
	return "line"
}
