package page

import (
	"slices"
	"strings"
	"unicode"

	"parley"
)

// sign reads the agency and the authors that a credit names into its item. Photo credits
// name neither.
func (l *lexicon) sign(it *parley.Item, u *unit) {
	if !l.textCredit(u) || len(u.toks) > 20 {
		return
	}
	var from int // first token of the run of names
	close := func(to int) {
		if n := to - from; n >= 1 {
			l.author(it, u, u.toks[from:to])
		}
		from = to
	}
	i := 0
	for i < len(u.toks) {
		n := l.agency.prefix(u.toks[i:])
		if n > 0 {
			close(i)
			l.agent(it, u.toks[i:i+n])
			i += n
			from = i
			continue
		}
		if n = max(l.creditStart.prefix(u.toks[i:]), l.bylineTail.prefix(u.toks[i:])); n > 0 {
			close(i)
			i += n
			from = i
			continue
		}
		if !u.toks[i].cap {
			close(i)
			from = i + 1
		} else if i > from && separated(u, i) {
			close(i)
		}
		i++
	}
	close(len(u.toks))
}

// separated tells whether a comma, dash, slash or bracket stands before token i.
func separated(u *unit, i int) bool {
	return strings.ContainsAny(u.text[u.toks[i-1].end:u.toks[i].start], ",-–—/|()&;:")
}

// agent sets the agency of an item: one that is called its own goes before others.
func (l *lexicon) agent(it *parley.Item, toks []token) {
	key := joined(toks)
	if it.Agency != "" && (!l.own[key] || l.own[fold(string(it.Agency))]) {
		return
	}
	name, _, _ := strings.Cut(l.agencies[key], "/") // a desk of an agency signs AGENCY/DESK or AGENCY-DESK
	name, _, _ = strings.Cut(name, "-")
	it.Agency = parley.Maybe(name)
}

// joined gives the folded words of tokens with single spaces.
func joined(toks []token) string {
	w := make([]string, len(toks))
	for i, t := range toks {
		w[i] = t.low
	}
	return strings.Join(w, " ")
}

// author adds a name of one to five words to the item's authors, of which there are not more than maxAuthors.
func (l *lexicon) author(it *parley.Item, u *unit, toks []token) {
	if len(it.Authors) >= maxAuthors {
		return
	}
	name := strings.Join(strings.Fields(u.text[toks[0].start:toks[len(toks)-1].end]), " ")
	letters := 0
	for _, r := range name {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	if l.bylineRole.whole(toks) || len(toks) == 1 && l.months[toks[0].low] > 0 {
		return
	}
	if len(toks) > 5 || letters < 2 || strings.ContainsAny(name, ".") && letters < 3 || slices.Contains(it.Authors, name) {
		return
	}
	if len(toks) == 1 && !strings.ContainsAny(name, ".") && len(u.toks) > 3 {
		return
	}
	it.Authors = append(it.Authors, name)
}
