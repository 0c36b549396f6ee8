package page

import (
	"strings"

	"golang.org/x/net/html/atom"
)

// This file measures what stands beside a block and where its links lead: pictures, times,
// paragraphs in the same box, words that the paragraphs of the core share.

// run are paragraphs side by side in one box, with nothing of another box between them.
type run struct{ words, before int }

// home finds the host of the page, by what its head says.
func (m *meta) home() string {
	return host(cmpOr(m.canonical, cmpOr(m.ogURL, m.baseURL)))
}

// note counts a link by where it leads.
func (d *document) note(ref string) {
	if ref != "" && ref[0] != '#' && len(d.refs) < maxRefs {
		d.refs[hashText(ref[:min(len(ref), maxLabel)])]++
	}
}

// again counts the links of the page that lead where the first or the last of a block does.
func (d *document) again(h *hblock) (most int) {
	for _, ref := range h.refs {
		if ref != "" && ref[0] != '#' {
			most = max(most, d.refs[hashText(ref[:min(len(ref), maxLabel)])])
		}
	}
	return most
}

// maxRefs bounds how many addresses of a page are told apart.
const maxRefs = 1 << 14

// count counts block i among those that the sums before each block are of.
func (m *meter) count(i int) {
	h := &m.doc.blocks[i]
	m.linked[i+1], m.paragraphs[i+1], m.stops[i+1] = m.linked[i], m.paragraphs[i], m.stops[i]
	if h.words >= 8 {
		m.paragraphs[i+1]++
		if h.anchors > 0 {
			m.linked[i+1]++
		}
	}
	if m.stop[i] {
		m.stops[i+1]++
	}
}

// beside measures links and what stands around block i.
func (m *meter) beside(i int, f *measures) {
	n := len(m.doc.blocks)
	h := &m.doc.blocks[i]
	f[mLongLink] = logOf(h.longest)
	if h.anchors > 0 {
		f[mRefAgain] = logOf(m.doc.again(h))
		f[mRefHome] = m.doc.leads(cmpOr(h.refs[1], h.refs[0]))
	}
	from, to := max(0, i-4), min(n, i+5)
	all, linked := m.paragraphs[to]-m.paragraphs[from], m.linked[to]-m.linked[from]
	if h.words >= 8 {
		all--
		if h.anchors > 0 {
			linked--
		}
	}
	f[mLinkedNear] = ratio(linked, all)
	f[mImages], f[mImageLinked] = float32(min(h.images, 3)), truth(h.pressed)
	if i+1 < n {
		f[mImagesAfter] = float32(min(m.doc.blocks[i+1].images, 3))
	}
	if j := m.heads[i]; j >= 0 {
		f[mHeadLinks] = ratio(m.doc.blocks[j].links, m.doc.blocks[j].words)
	}
	f[mTimeGap] = 30
	if j := m.timed[i]; j >= 0 {
		f[mTimeGap] = float32(min(30, i-j))
	}
	f[mRunWords], f[mRunBefore] = logOf(m.runs[i].words), ratio(m.runs[i].before, m.runs[i].words)
	b := h.box
	f[mBoxStops] = ratio(m.stops[b.last]-m.stops[b.first], b.last-b.first)
	if b.parent != nil {
		b = b.parent
		f[mUpStops] = ratio(m.stops[b.last]-m.stops[b.first], b.last-b.first)
	}
}

// leads tells where an address leads, see mRefHome.
func (d *document) leads(ref string) float32 {
	ref = strings.TrimSpace(ref)
	switch {
	case ref == "":
		return 0
	case ref[0] == '#':
		return 1
	}
	scheme, rest, ok := strings.Cut(ref[:min(len(ref), maxLabel)], ":")
	switch {
	case strings.HasPrefix(ref, "//"):
		rest = ref
	case !ok || strings.ContainsAny(scheme, "/?#"):
		return 2
	case !strings.HasPrefix(scheme, "http"):
		return 4
	}
	name := strings.TrimLeft(rest, "/")
	if end := strings.IndexAny(name, "/?#:"); end >= 0 {
		name = name[:end]
	}
	if d.home != "" && strings.HasSuffix(strings.ToLower(name), d.home) {
		return 2
	}
	return 3
}

// side is the box whose blocks count as standing side by side with block i: that around its
// element, or the element itself where it holds several.
func (h *hblock) side() *box {
	switch h.tag {
	case atom.Div, atom.Section, atom.Article, atom.Td:
		return h.box
	}
	if h.box.parent != nil {
		return h.box.parent
	}
	return h.box
}

// placeRuns finds the paragraphs side by side.
func (m *meter) placeRuns() {
	n := len(m.doc.blocks)
	m.runs = make([]run, n)
	for i := 0; i < n; {
		side := m.doc.blocks[i].side()
		j, words := i, 0
		for j < n && m.doc.blocks[j].side() == side {
			m.runs[j].before = words
			words += m.mass[j+1] - m.mass[j]
			j++
		}
		for ; i < j; i++ {
			m.runs[i].words = words
		}
	}
}

// placeTheme collects the words of the core's paragraphs.
func (m *meter) placeTheme() {
	if m.core == nil {
		return
	}
	n := 0
	for i := m.core.first; i < m.core.last; i++ {
		if m.mass[i+1] > m.mass[i] {
			n += len(m.said.of(i))
		}
	}
	m.theme = newWordBag(min(n, 2*maxTheme))
	for i := m.core.first; i < m.core.last && m.theme.size < maxTheme; i++ {
		if m.mass[i+1] == m.mass[i] || len(m.said.of(i)) > maxTheme {
			continue
		}
		for _, w := range m.said.of(i) {
			m.theme.add(w, int32(i+1))
		}
	}
}

// maxTheme bounds the words that are collected, and those of one paragraph.
const maxTheme = 1 << 16

// cohere gives the share of the words of block i that other paragraphs of the core have.
func (m *meter) cohere(i int, words []uint64) float32 {
	if m.theme == nil || len(words) == 0 {
		return 0
	}
	own := int32(0)
	if i >= m.core.first && i < m.core.last && m.mass[i+1] > m.mass[i] {
		own = 1
	}
	in := 0
	for _, w := range words {
		if m.theme.slot(w).count > own {
			in++
		}
	}
	return ratio(in, len(words))
}
