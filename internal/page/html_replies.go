package page

// This file leaves out what readers wrote below an article where no name of an element says so: boxes of one kin, in each of which somebody said
// something at some time and others are asked to reply.

// Bounds of such boxes.
const (
	replyWords  = 8  // words of the line that asks for it at most
	replyUp     = 5  // boxes around that line that are looked at
	replyBlocks = 15 // blocks of one box at most
	leastReply  = 3  // how many of a kin there are at least
)

// dropReplies drops them, and the heading before the first.
func (o *outline) dropReplies(taken []bool) {
	var found []*box
	kins := map[uint32]int{}
	for i := range o.doc.blocks {
		h := &o.doc.blocks[i]
		if h.words == 0 || h.words > replyWords || h.anchors == 0 || i <= o.titleAt {
			continue
		}
		u := o.line(h)
		if o.lex.replyLine.prefix(u.toks) == 0 {
			continue
		}
		if b := o.reply(h.box); b != nil && (len(found) == 0 || found[len(found)-1] != b) {
			found = append(found, b)
			kins[b.kin]++
		}
	}
	first := true
	for _, b := range found {
		if kins[b.kin] < leastReply {
			continue
		}
		if first {
			for i := b.first - 1; i > o.titleAt && i >= b.first-2; i-- {
				if o.doc.blocks[i].marks&inHeading != 0 {
					taken[i] = false
				}
			}
		}
		first = false
		clear(taken[b.first:b.last])
	}
}

// reply gives the smallest box around a line that has a time and something said; nil where none does.
func (o *outline) reply(b *box) *box {
	for n := 0; b != nil && n < replyUp && b.last-b.first <= replyBlocks; n++ {
		timed, said := false, false
		for i := b.first; i < b.last; i++ {
			h := &o.doc.blocks[i]
			timed = timed || h.saysTime()
			said = said || h.words >= 4 && h.links == 0 && !h.saysTime()
		}
		if timed && said {
			return b
		}
		b = b.parent
	}
	return nil
}
