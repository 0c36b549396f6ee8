package page

import (
	"strings"
	"unicode"

	"golang.org/x/net/html/atom"

	"parley"
)

// This file finds what stands right before the first sentence of a text and behind the last, and is none of it, where no markup says so: who
// wrote it, the label of a list of other stories, who took the picture above.

// dropEnds labels such blocks.
func (o *outline) dropEnds() {
	for i := range o.kinds {
		if o.kinds[i] != parley.BlockBody {
			continue
		}
		h := &o.doc.blocks[i]
		u := o.line(h)
		if i <= o.titleAt || h.words > maxSigned || h.links*2 > h.words || finalStop(h.text) || o.lex.creditStart.prefix(u.toks) == 0 || !o.lex.signed(&u) {
			break
		}
		o.kinds[i] = parley.BlockCredit
	}
	for i := o.lastText(len(o.kinds)); i >= 0 && o.trails(&o.doc.blocks[i]); i = o.lastText(i) {
		o.kinds[i] = ""
	}
	o.signature()
	o.signatureBelow()
}

// maxSigned is how many words a line of authors has at most.
const maxSigned = 20

// trails tells whether a block is the label of a list of other stories, or a few words in capitals that are no name: what closes a text or
// calls for something.
func (o *outline) trails(h *hblock) bool {
	if h.words > 12 {
		return false
	}
	u := o.line(h)
	if strings.HasSuffix(h.text, ":") && o.lex.relatedLine(&u) {
		return true
	}
	return h.words >= 2 && h.words <= 5 && loud(h.text) && h.tag != atom.Li && !h.cell() && !finalStop(h.text) && !o.signs(h)
}

// loud tells whether a text has letters, and none that is small.
func loud(s string) bool { return strings.ToUpper(s) == s && strings.ToLower(s) != s }

// signature labels the last block of the text as a credit where it is a name alone, and a sentence stands before it.
func (o *outline) signature() {
	i := o.lastText(len(o.kinds))
	before := o.lastText(i)
	if before < 0 || i-before > signedReach || o.kinds[i] != parley.BlockBody || !o.signs(&o.doc.blocks[i]) {
		return
	}
	if h := &o.doc.blocks[before]; h.tag != atom.Li && h.words >= 8 && (finalStop(h.text) || ellipsis(h.text)) {
		o.kinds[i] = parley.BlockCredit
	}
}

// signatureBelow labels the block right below the text where it is a name alone, in an element beside that of the last sentence, and no
// text follows in it.
func (o *outline) signatureBelow() {
	last := o.lastText(len(o.kinds))
	i := last + 1
	if last < 0 || i >= len(o.kinds) || o.kinds[i] != "" {
		return
	}
	h, before := &o.doc.blocks[i], &o.doc.blocks[last]
	if h.links == 0 && before.words >= 8 && finalStop(before.text) && h.marks == before.marks && h.tag == before.tag && h.box.parent == before.box.parent && o.signs(h) && o.form(h) == "" {
		o.kinds[i] = parley.BlockCredit
	}
}

// signedReach is how many blocks behind the last sentence such a name stands at most.
const signedReach = 3

// lastText gives the last block of the text before block i; -1 where there is none.
func (o *outline) lastText(i int) int {
	for i--; i >= 0; i-- {
		if k := o.kinds[i]; k == parley.BlockBody || k == parley.BlockQuote {
			return i
		}
	}
	return -1
}

// signs tells whether a block is nothing but a name: two to five words, each with a capital; in capitals none of them is a word of grammar.
func (o *outline) signs(h *hblock) bool {
	if h.words < 2 || h.words > 5 || h.tag == atom.Li || h.tag == atom.Td || h.marks&(inHeading|inQuote|inCaption) != 0 || strings.ContainsAny(h.text, ":?!“\"") {
		return false
	}
	u := o.line(h)
	shouts := loud(h.text)
	for i := range u.toks {
		if !u.toks[i].cap || shouts && o.lex.stop[u.toks[i].low] || !unicode.IsLetter(firstRune(u.toks[i].low)) {
			return false
		}
	}
	return o.lex.nameLine(&u) && !o.lex.navLine.whole(u.toks)
}

// pictured tells whether a block below a picture ends with who took it, behind a sentence.
func (o *outline) pictured(h *hblock) bool {
	if h.images == 0 || h.words < 5 || h.words > 60 || h.marks&(inHeading|inTitle) != 0 {
		return false
	}
	u := o.line(h)
	for i := max(2, len(u.toks)-photoWords-1); i < len(u.toks)-1; i++ {
		n := o.lex.photoMark.prefix(u.toks[i:])
		if n == 0 || i+n >= len(u.toks) || !after(&u, i+n-1, ':') || !finalStop(strings.TrimRight(u.text[:u.toks[i].start], " ([")) {
			continue
		}
		rest, _ := o.lex.withoutNames(u.toks[i+n:])
		return rest <= 1
	}
	return false
}

// photoWords is how many words the name of a photographer has at most there.
const photoWords = 6
