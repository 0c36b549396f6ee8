package web

import (
	"sort"
	"strconv"
	"strings"

	"parley"
)

// part is a run of blocks that are shown together: the article's own blocks one by one,
// teasers of one item in a box, furniture folded away.
type part struct {
	Furniture bool
	Teaser    bool
	Summary   string // of furniture
	Blocks    []blockView
}

// blockView is one block of the page.
type blockView struct {
	Kind string
	Also string // other articles that have the paragraph too
	Runs []run
}

// run is a stretch of text within the same evidence sentences.
type run struct {
	ID       string   // s-START where a sentence begins here
	More     []string // further ids at the same point
	Evidence bool
	Hit      bool // the sentence that ?at= asks for
	Sentence string
	Pieces   []piece
	Refs     []claimRef // claims whose sentence ends here
}

// claimRef leads from a sentence to a claim beside it.
type claimRef struct {
	N    int
	Href string
}

// piece is text with at most one mark.
type piece struct {
	Text  string
	Class string // actor, time, trigger or several; "" for no mark
	Title string
}

// marker cuts the text of a page at the borders of everything that is marked in it. All
// positions are code points.
type marker struct {
	*reader
	page    *parley.Reading
	text    []rune
	at      int             // the position asked for, -1 for none
	claims  []numberedClaim // of the stretch that is shown
	near    near
	written map[int]bool // sentence starts whose id has been printed
	done    map[int]bool // claims (by number) whose reference has been printed
	also    map[int]string
}

// near is what may be marked in one block.
type near struct {
	claims   []numberedClaim
	mentions []parley.Mention
	times    []parley.Time
}

// approach gathers it.
func (m *marker) approach(b parley.Span) {
	m.near.claims, m.near.mentions, m.near.times = m.near.claims[:0], m.near.mentions[:0], m.near.times[:0]
	for _, n := range m.claims {
		if c := &m.page.Claims[n.claim]; c.Evidence.Overlaps(b) || c.Trigger.Overlaps(b) {
			m.near.claims = append(m.near.claims, n)
		}
	}
	for _, x := range m.page.Mentions {
		if x.Overlaps(b) {
			m.near.mentions = append(m.near.mentions, x)
		}
	}
	for _, x := range m.page.Times {
		if x.Overlaps(b) {
			m.near.times = append(m.near.times, x)
		}
	}
}

// parts lays a stretch of the page out; also says of paragraphs, by where they begin, who has them too.
func (r *reader) parts(p *parley.Reading, shown *stretch, at int, also map[int]string) []part {
	m := &marker{
		reader: r, page: p, text: []rune(p.Text), at: at, claims: shown.claims,
		written: map[int]bool{}, done: map[int]bool{}, also: also,
	}
	var out []part
	item := -2
	for _, b := range shown.blocks {
		if b.Start < 0 || b.End > len(m.text) || b.Start >= b.End {
			continue
		}
		next := part{Furniture: b.Kind.Furniture(), Teaser: teaser(b.Kind)}
		last := len(out) - 1
		if last < 0 || out[last].Furniture != next.Furniture || out[last].Teaser != next.Teaser || next.Teaser && b.Item != item {
			out = append(out, next)
			last++
		}
		item = b.Item
		out[last].Blocks = append(out[last].Blocks, m.block(b))
	}
	for i := range out {
		if out[i].Furniture {
			out[i].Summary = m.furniture(out[i].Blocks)
		}
	}
	return out
}

func teaser(k parley.BlockKind) bool {
	return k == parley.BlockTeaser || k == parley.BlockTeaserTitle
}

// furniture says what kinds of block are folded away.
func (m *marker) furniture(blocks []blockView) string {
	var kinds []string
	seen := map[string]bool{}
	for _, b := range blocks {
		if !seen[b.Kind] {
			seen[b.Kind] = true
			kinds = append(kinds, m.word("block", b.Kind))
		}
	}
	return m.Count("furniture", len(blocks)) + ": " + m.join(kinds, 4)
}

// block cuts one block into runs and pieces.
func (m *marker) block(b parley.Block) blockView {
	v := blockView{Kind: string(b.Kind), Also: m.also[b.Start]}
	m.approach(b.Span)
	cuts := m.cuts(b.Span)
	for i := 0; i+1 < len(cuts); i++ {
		span := parley.Span{Start: cuts[i], End: cuts[i+1]}
		sentence := m.sentence(span)
		last := len(v.Runs) - 1
		if last < 0 || v.Runs[last].Sentence != sentence || m.begins(span.Start) {
			v.Runs = append(v.Runs, m.run(span, sentence, b.Span))
			last++
		}
		v.Runs[last].Pieces = append(v.Runs[last].Pieces, m.piece(span))
		v.Runs[last].Refs = append(v.Runs[last].Refs, m.refs(span.End, b.End)...)
	}
	return v
}

// cuts are the borders within the block, its own included, sorted.
func (m *marker) cuts(b parley.Span) []int {
	set := map[int]bool{b.Start: true, b.End: true}
	add := func(s parley.Span) {
		for _, n := range []int{s.Start, s.End} {
			if n > b.Start && n < b.End && s.Start < s.End {
				set[n] = true
			}
		}
	}
	for _, n := range m.near.claims {
		add(m.page.Claims[n.claim].Evidence.Span)
		add(m.page.Claims[n.claim].Trigger.Span)
	}
	for _, x := range m.near.mentions {
		add(x.Span)
	}
	for _, x := range m.near.times {
		add(x.Span)
	}
	if m.at > b.Start && m.at < b.End {
		set[m.at] = true
	}
	out := make([]int, 0, len(set))
	for n := range set {
		out = append(out, n)
	}
	sort.Ints(out)
	return out
}

// sentence names the evidence sentences that cover the span, "" for none.
func (m *marker) sentence(s parley.Span) string {
	var b strings.Builder
	for _, n := range m.near.claims {
		if e := m.page.Claims[n.claim].Evidence.Span; e.Start <= s.Start && s.End <= e.End {
			b.WriteString(strconv.Itoa(n.number) + " ")
		}
	}
	return strings.TrimSpace(b.String())
}

// begins tells whether an id must be printed at this place.
func (m *marker) begins(start int) bool {
	if start == m.at && !m.written[start] {
		return true
	}
	for _, n := range m.near.claims {
		if m.page.Claims[n.claim].Evidence.Start == start && !m.written[start] {
			return true
		}
	}
	return false
}

// run opens a stretch of text and gives it the ids of what begins there. A sentence that
// begins between two blocks gets its id where its first block begins.
func (m *marker) run(s parley.Span, sentence string, block parley.Span) run {
	r := run{Evidence: sentence != "", Sentence: sentence}
	give := func(start int) {
		if m.written[start] {
			return
		}
		m.written[start] = true
		if id := "s-" + strconv.Itoa(start); r.ID == "" {
			r.ID = id
		} else {
			r.More = append(r.More, id)
		}
	}
	for _, n := range m.near.claims {
		e := m.page.Claims[n.claim].Evidence.Span
		if e.Start == s.Start || s.Start == block.Start && e.Start < s.Start && e.Overlaps(block) {
			give(e.Start)
		}
		if m.at >= 0 && e.Start == m.at && e.Overlaps(s) {
			r.Hit = true
		}
	}
	if m.at == s.Start {
		give(m.at)
		r.Hit = true
	}
	return r
}

// piece is the text of a span with what is marked there.
func (m *marker) piece(s parley.Span) piece {
	p := piece{Text: string(m.text[s.Start:s.End])}
	var classes, titles []string
	covers := func(x parley.Span) bool { return x.Start <= s.Start && s.End <= x.End }
	for _, x := range m.near.mentions {
		if covers(x.Span) {
			classes = append(classes, "actor")
			if name := parley.Plain(m.Name(x.Actor)); !strings.EqualFold(name, p.Text) {
				titles = append(titles, name)
			}
			break
		}
	}
	for _, x := range m.near.times {
		if covers(x.Span) {
			classes = append(classes, "time")
			title := m.Date(string(x.Value))
			if why := m.Why(x.Basis, x.Why); why != "" {
				title += " – " + why
			}
			titles = append(titles, title)
			break
		}
	}
	for _, n := range m.near.claims {
		if c := &m.page.Claims[n.claim]; covers(c.Trigger.Span) && c.Trigger.End > c.Trigger.Start {
			classes = append(classes, "trigger")
			titles = append(titles, m.word("kind", string(c.Kind)))
			break
		}
	}
	p.Class, p.Title = strings.Join(classes, " "), strings.Join(titles, "; ")
	return p
}

// refs are the claims whose sentence ends here, or runs on past the end of the block.
func (m *marker) refs(end, blockEnd int) []claimRef {
	var out []claimRef
	for _, n := range m.near.claims {
		e := m.page.Claims[n.claim].Evidence.Span
		if e.End == end || end == blockEnd && e.Start < end && e.End > end {
			if !m.done[n.number] {
				m.done[n.number] = true
				out = append(out, claimRef{n.number, "#c-" + strconv.Itoa(n.number)})
			}
		}
	}
	return out
}
