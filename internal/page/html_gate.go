package page

import (
	"strings"

	"parley"
)

// This file tells pages whose text is cut off for those who do not pay, and how pages in
// AMP differ from others.

// fewWords is how many words of an article look like the beginning of one.
const fewWords = 120

// gated tells of a page that shows only the beginning of its article: two signs of three
// are asked for, because many pages that say "not free" are there whole.
func (o *outline) gated() []parley.Problem {
	if o.plan.kind != parley.PageArticle {
		return nil
	}
	var signs []string
	if o.doc.meta.locked {
		signs = append(signs, "the metadata say that it is not free")
	}
	words, last := 0, -1
	for i, k := range o.kinds {
		if k == parley.BlockBody || k == parley.BlockQuote {
			words += o.doc.blocks[i].words
			last = i
		}
	}
	if gate := o.gate(last); gate != "" {
		signs = append(signs, "«"+cut(gate, 120)+"»")
	}
	full := len(lowerWords(cut(o.doc.meta.body, 16<<10)))
	switch {
	case last >= 0 && ellipsis(o.doc.blocks[last].text):
		signs = append(signs, "the text breaks off")
	case words < fewWords:
		signs = append(signs, "the text is short")
	case full > 3*words:
		signs = append(signs, "the metadata hold more of the text")
	}
	if len(signs) < 2 {
		return nil
	}
	return []parley.Problem{{Code: "paywalled", Detail: strings.Join(signs, "; ")}}
}

// gate gives the line near the end of the text that asks to pay or to sign in, "" where
// there is none.
func (o *outline) gate(last int) string {
	for i := max(0, last-3); i < min(len(o.doc.blocks), last+12); i++ {
		h := &o.doc.blocks[i]
		if h.words > 40 {
			continue
		}
		toks := tokenize(cut(h.text, maxStamp), nil)
		for k := range toks {
			if o.lex.paywall.prefix(toks[k:]) > 0 {
				return h.text
			}
		}
	}
	return ""
}

// ampRoles are the elements of AMP that are no part of an article. The table is fixed.
var ampRoles = map[string]siteRole{
	"amp-sidebar": siteWidget, "amp-consent": siteWidget, "amp-social-share": siteWidget, "amp-ad": siteWidget, "amp-embed": siteWidget,
	"amp-sticky-ad": siteWidget, "amp-user-notification": siteWidget, "amp-web-push-widget": siteWidget, "amp-lightbox": siteWidget,
	"amp-subscription-dialog": siteWidget, "amp-next-page": siteRelated, "amp-list": siteRelated, "amp-autocomplete": siteWidget,
}
