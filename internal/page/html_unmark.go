package page

import "golang.org/x/net/html/atom"

// This file takes back marks of boxes that cannot mean what they say, because of how much of the page they hold.

// unmarkWrappers takes marks off boxes that hold so much of the page's paragraphs that
// their names cannot mean what they say: "page-with-sidebar" around everything.
func (d *document) unmarkWrappers() {
	d.unhide()
	d.subtitle()
	mass := make([]int, len(d.blocks)+1)
	for i := range d.blocks {
		mass[i+1] = mass[i]
		if h := &d.blocks[i]; h.marks&inHidden == 0 && h.paragraph() {
			mass[i+1] += h.words - h.links
		}
	}
	total, title := mass[len(d.blocks)], d.firstTitle()
	widgets, all := d.widgets(mass)
	for _, b := range d.boxes {
		b.state.mass = mass[b.last] - mass[b.first]
		switch part := b.state.mass; {
		case b.own&(inComments|inRelated|inFooter) != 0 && title >= 0 && b.first > title && mass[b.first]-mass[title] >= commented: // readers wrote more than the newsroom, or other stories are longer
		case part*10 > total*4:
			b.own &= inContent | inArticle | inList
		case b.own&inWidget != 0 && widgets[b.kin].boxes >= sections && widgets[b.kin].mass*4 > total && b.own&(inComments|inFooter|inRelated) == 0:
			b.own &^= foreign | inCaption | inByline
		case part*4 > total && b.own&(inComments|inFooter|inRelated) == 0:
			b.own &^= foreign | inCaption | inByline
		case all*2 > total && b.look != nil && b.look.widget: // whatever stands on the page is called so
			b.own &^= inWidget
		}
		if b.parent != nil {
			b.marks = b.parent.marks
		}
		if b.tag == atom.Table { // a figure around it is no picture, and it no caption
			b.marks &^= inCaption
		}
		b.marks |= b.own
	}
	for i := range d.blocks {
		h := &d.blocks[i]
		h.marks = h.box.marks | h.marks&inHidden
	}
}

// subtitle marks as captions what boxes made for a picture hold beside it: one block of text that leads nowhere.
func (d *document) subtitle() {
	for _, b := range d.boxes {
		if b.pics == 0 || b.last != b.first+1 || b.look == nil || !b.look.picture {
			continue
		}
		h := &d.blocks[b.first]
		if h.box != b && h.words >= 4 && h.words <= captionWords && h.links == 0 && h.marks&(inTitle|inHeading|inLead|inList|inContent) == 0 {
			b.own |= inCaption
		}
	}
}

// captionWords is how many words such a block has at most.
const captionWords = 60

// unhide takes the mark off what is not shown where that is nearly all text: a script shows it.
func (d *document) unhide() {
	hidden, all := 0, 0
	for i := range d.blocks {
		if h := &d.blocks[i]; h.paragraph() {
			all += h.words - h.links
			if h.marks&inHidden != 0 {
				hidden += h.words - h.links
			}
		}
	}
	if hidden*10 <= all*9 {
		return
	}
	for i := range d.blocks {
		d.blocks[i].marks &^= inHidden
	}
	for _, b := range d.boxes {
		b.own &^= inHidden
	}
}

// widgets sums up, by kin, the boxes that are called widgets and hold paragraphs: how many, and words of these; and the words of all
// paragraphs that stand in one called that and no more.
func (d *document) widgets(mass []int) (kin map[uint32]repeated, all int) {
	kin = map[uint32]repeated{}
	end := 0 // behind the last of these paragraphs
	for _, b := range d.boxes {
		if part := mass[b.last] - mass[b.first]; part > 0 && b.own&inWidget != 0 {
			r := kin[b.kin]
			r.boxes++
			r.mass += part
			kin[b.kin] = r
			if b.look.widget && b.last > end {
				all += mass[b.last] - mass[max(b.first, end)]
				end = b.last
			}
		}
	}
	return kin, all
}

// sections is how many widgets of one kin are at least the sections of an article.
const sections = 3
