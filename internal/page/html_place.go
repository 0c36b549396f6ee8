package page

import (
	"golang.org/x/net/html/atom"
)

// This file finds what else of a page tells where its article begins and ends: boxes that are
// repeated side by side, the description, times.

// firstTitle gives the first heading of the first level; -1 where there is none.
func (d *document) firstTitle() int {
	for i := range d.blocks {
		if d.blocks[i].marks&inTitle != 0 {
			return i
		}
	}
	return -1
}

// commented is how many words of paragraphs stand at least between the title and what readers wrote.
const commented = 40

// repeated are boxes of one kin side by side.
type repeated struct{ boxes, mass, words, linked int }

// inBox is a kin in a box.
type inBox struct {
	box *box
	kin uint32
}

// repeatWords is how many words a box must hold at least to count as one of several.
const repeatWords = 12

// cardWords is how many words a card holds at most in the mean that leads to something else.
const cardWords = 90

// placeRepeats counts for each box how many of its kin stand beside it: cards, comments,
// posts. What stands in such a box has its count, if its own is not higher.
func (m *meter) placeRepeats() {
	rows := map[inBox]*repeated{}
	for _, b := range m.doc.boxes {
		if !m.repeats(b) {
			continue
		}
		k := inBox{b.parent, b.kin}
		if rows[k] == nil {
			rows[k] = &repeated{}
		}
		b.state.repeatAt = rows[k].boxes
		rows[k].boxes++
		rows[k].mass += m.mass[b.last] - m.mass[b.first]
		rows[k].words += m.words[b.last] - m.words[b.first]
		if m.links[b.last] > m.links[b.first] {
			rows[k].linked++
		}
	}
	for _, r := range rows { // the order does not matter: the greatest is kept
		if r.linked*3 >= r.boxes*2 && r.words <= cardWords*r.boxes && (r.linked > m.cards.linked || r.linked == m.cards.linked && r.words > m.cards.words) {
			m.cards = *r
		}
	}
	for _, b := range m.doc.boxes {
		if b.parent == nil {
			continue
		}
		s, p := &b.state, &b.parent.state
		row := rows[inBox{b.parent, b.kin}]
		if m.repeats(b) && row.boxes >= max(2, p.repeat) {
			s.repeat, s.repeatOut = row.boxes, row.mass-(m.mass[b.last]-m.mass[b.first])
		} else {
			s.repeat, s.repeatAt, s.repeatOut = p.repeat, p.repeatAt, p.repeatOut
		}
	}
}

// repeats tells whether a box can be one of several: no paragraph, but a box of some.
func (m *meter) repeats(b *box) bool {
	return b.parent != nil && b.last-b.first >= 2 && m.words[b.last]-m.words[b.first] >= repeatWords
}

// kinIn counts the words of a box in blocks of a kin.
func (m *meter) kinIn(b *box, kin uint32) int {
	if m.inBox == nil {
		m.inBox = map[inBox]int{}
	}
	k := inBox{b, kin}
	n, ok := m.inBox[k]
	if !ok {
		for i := b.first; i < b.last; i++ {
			if h := &m.doc.blocks[i]; h.box.kin == kin {
				n += h.words
			}
		}
		m.inBox[k] = n
	}
	return n
}

// maxDescribed is how many words of a block are compared with the description.
const maxDescribed = 50

// placeDescribed finds the block that says what the description does.
func (m *meter) placeDescribed() {
	m.describedAt = -1
	most := float32(0.7)
	desc := shingleSet(m.doc.meta.description)
	if desc == nil || desc.size < 5 {
		return
	}
	for i := range m.doc.blocks {
		h := &m.doc.blocks[i]
		if h.words < 6 || h.words > 400 || h.marks&inHidden != 0 {
			continue
		}
		list := m.said.of(i)
		if s := desc.shingles(list[:min(len(list), maxDescribed)]); s > most {
			most, m.describedAt = s, i
		}
	}
}

// placeDates finds the times and the headings before each block.
func (m *meter) placeDates() {
	n := len(m.doc.blocks)
	m.dates, m.heads, m.timed = make([]int, n+1), make([]int, n), make([]int, n)
	head, timed := -1, -1
	for i := range m.doc.blocks {
		h := &m.doc.blocks[i]
		m.heads[i] = head
		m.dates[i+1] = m.dates[i]
		if h.saysTime() {
			m.dates[i+1]++
			timed = i
		}
		m.timed[i] = timed
		if h.marks&(inHeading|inTitle) != 0 || h.tag == atom.Dt || h.words <= 12 && h.strong == h.words && h.words > 0 {
			head = i
		}
	}
}

// saysTime tells whether a short block has a time element, a day in figures, a year or a time of day.
func (h *hblock) saysTime() bool {
	if h.words > 12 || h.words == 0 {
		return false
	}
	return h.when != "" || saysTime(h.text)
}

// saysTime tells whether a short text has a day in figures, a year or a time of day.
func saysTime(text string) bool {
	for i := 0; i+4 <= len(text); i++ {
		if !digit(text[i]) || i > 0 && digit(text[i-1]) {
			continue
		}
		s := text[i:]
		switch {
		case (s[0] == '1' && s[1] == '9' || s[0] == '2' && s[1] == '0') && digit(s[2]) && digit(s[3]) && (len(s) == 4 || !digit(s[4])):
			return true
		case s[1] == ':' && digit(s[2]) && digit(s[3]), len(s) >= 5 && digit(s[1]) && s[2] == ':' && digit(s[3]) && digit(s[4]):
			return true
		}
	}
	return false
}

// refs gives the worst odds of the names in the addresses of a block's links.
func (m *meter) refs(h *hblock) (bad float32) {
	for _, ref := range h.refs {
		eachRefName(ref, func(name []byte) {
			bad = min(bad, m.doc.odds[string(name)].text)
		})
	}
	return bad
}

// maxRef bounds, in bytes, how much of an address is read.
const maxRef = 120

// eachRefName calls f for the words of an address, of its host and its path, behind an "@".
func eachRefName(ref string, f func([]byte)) {
	if ref == "" || ref[0] == '#' {
		return
	}
	var room nameRoom
	key := append(make([]byte, 0, 2*maxRef), '@')
	eachName(ref[:min(len(ref), maxRef)], &room, func(name []byte) { f(append(key[:1], name...)) })
}
