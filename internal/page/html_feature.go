package page

import (
	"math"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"

	"parley"
)

// This file measures the blocks of a page in HTML, in one pass over them.

// boxState is what the measures need to know of a box.
type boxState struct {
	mass      int     // words in paragraphs
	wrapper   bool    // holds so much of the page's paragraphs that it says nothing of a block
	up        int     // steps to the first wrapper
	below     mark    // marks of the boxes below the wrappers
	good, bad float32 // odds below the wrappers
	allGood   float32
	allBad    float32
	down      int  // of boxes around the core: 1 is the core itself
	repeat    int  // boxes of its kin, or of that of a box around it, side by side
	repeatAt  int  // which of them it is
	repeatOut int  // words in paragraphs of the others
	coreUp    int  // steps up to a box around the core
	coreDown  int  // and from there down to the core
	poll      bool // it, or a box around it below the wrappers, is one in which readers vote
}

// kinState sums what blocks of the same kin have in common.
type kinState struct {
	blocks, words, links, mass, stops int
	odds, weight                      float64 // of their belonging to the article
}

// meter measures the blocks of one page.
type meter struct {
	doc    *document
	words  []int // before each block
	links  []int
	mass   []int
	stop   []bool // ends as a sentence
	kin    map[uint32]*kinState
	kins   []*kinState // of each block
	forms  []uint8
	said   *blockWords
	title  *wordBag
	desc   *wordBag
	given  *wordBag
	theme  *wordBag       // words of the paragraphs of the core
	seen   map[uint64]int // by text: how often
	texts  []uint64       // hash of each block's text
	main   *box
	first  int // first paragraph of the main box
	last   int
	titled int // block that shows the title; -1
	core   *box

	chars       float32 // characters a word, of the whole page
	describedAt int     // block that says what the description does; -1
	dates       []int   // blocks that say a time, before each block
	inBox       map[inBox]int
	cards       repeated // the most boxes of one kin side by side that have links
	heads       []int    // last heading before each block; -1
	timed       []int    // last block up to each that says a time; -1
	runs        []run    // paragraphs side by side that each block is among
	linked      []int    // paragraphs with links, before each block
	paragraphs  []int    // paragraphs, before each block
	stops       []int    // blocks that end as sentences, before each block
}

// newMeter prepares the measures of a page.
func (o *outline) newMeter() *meter {
	d := o.doc
	n := len(d.blocks)
	m := &meter{
		doc: d, words: make([]int, n+1), links: make([]int, n+1), mass: make([]int, n+1), stop: make([]bool, n), forms: make([]uint8, n),
		kin: map[uint32]*kinState{}, title: wordSet(o.title, 4*maxTitle), desc: wordSet(d.meta.description, 4*maxTitle), seen: map[uint64]int{},
		said: newBlockWords(d.blocks), texts: make([]uint64, n), kins: make([]*kinState, n), linked: make([]int, n+1), paragraphs: make([]int, n+1), stops: make([]int, n+1),
		main: o.main, titled: o.titleAt,
	}
	m.given = shingleSet(d.meta.body)
	chars := 0
	for i := range d.blocks {
		h := &d.blocks[i]
		m.stop[i] = finalStop(h.text)
		chars += utf8.RuneCountInString(h.text)
		mass := 0
		if h.marks&inHidden == 0 && h.paragraph() {
			mass = h.words - h.links
		}
		m.words[i+1], m.links[i+1], m.mass[i+1] = m.words[i]+h.words, m.links[i]+h.links, m.mass[i]+mass
		k := m.kin[h.box.kin]
		if k == nil {
			k = &kinState{}
			m.kin[h.box.kin] = k
		}
		m.kins[i] = k
		k.blocks++
		k.words += h.words
		k.links += h.links
		k.mass += mass
		if m.stop[i] {
			k.stops++
		}
		m.texts[i] = hashWords(m.said.of(i))
		m.seen[m.texts[i]]++
		m.count(i)
		if h.words <= maxForm && !h.entry() {
			m.forms[i] = formNumber(o.form(h))
		}
	}
	m.chars = max(1, ratio(chars, m.words[n]))
	m.placeBoxes()
	m.placeMain()
	m.placeCore()
	m.placeRepeats()
	m.placeDescribed()
	m.placeDates()
	m.placeRuns()
	m.placeTheme()
	return m
}

// formNumber numbers the forms of lines.
func formNumber(k parley.BlockKind) uint8 {
	switch k {
	case "":
		return 0
	case parley.BlockDateline:
		return 1
	case parley.BlockCredit:
		return 2
	case parley.BlockTeaserTitle:
		return 3
	}
	return 4
}

// placeCore finds the box whose own blocks, and those of its children, hold most of the
// page's paragraphs, and numbers the boxes around it.
func (m *meter) placeCore() {
	most := 0
	sums := map[*box]int{}
	for i := range m.doc.blocks {
		k := m.mass[i+1] - m.mass[i]
		b := m.doc.blocks[i].box
		if k == 0 {
			continue
		}
		if b.tag != atom.Div && b.parent != nil {
			b = b.parent
		}
		if sums[b] += k; sums[b] > most {
			most, m.core = sums[b], b
		}
	}
	n := 0
	for b := m.core; b != nil; b = b.parent {
		n++
		b.state.down = n
	}
	for _, b := range m.doc.boxes {
		s := &b.state
		switch {
		case s.down > 0:
			s.coreDown = s.down - 1
		case b.parent != nil:
			s.coreUp, s.coreDown = b.parent.state.coreUp+1, b.parent.state.coreDown
		}
	}
}

// placeBoxes finds for each box what the boxes around it say.
func (m *meter) placeBoxes() {
	total := m.mass[len(m.mass)-1]
	for _, b := range m.doc.boxes { // outer boxes stand before inner ones
		s := &b.state
		s.wrapper = b.parent == nil || s.mass*2 > total
		own := float32(0)
		if b.look != nil {
			s.allGood, s.allBad = b.look.good, b.look.bad
			own = b.look.odds
		}
		if b.parent == nil {
			continue
		}
		p := &b.parent.state
		s.allGood, s.allBad = max(s.allGood, p.allGood), min(s.allBad, p.allBad)
		if s.wrapper {
			continue
		}
		s.up = p.up + 1
		s.below = p.below | b.own
		if b.tag == atom.Table {
			s.below &^= inCaption
		}
		s.good, s.bad = max(own, p.good), min(own, p.bad)
		s.poll = p.poll || b.look.poll
	}
}

// placeMain finds the first and the last paragraph of the main box.
func (m *meter) placeMain() {
	m.first, m.last = -1, -1
	if m.main == nil {
		return
	}
	for i := m.main.first; i < m.main.last; i++ {
		if m.mass[i+1] > m.mass[i] {
			if m.first < 0 {
				m.first = i
			}
			m.last = i
		}
	}
}

// block measures block i.
func (m *meter) block(i int, f *measures) {
	h := &m.doc.blocks[i]
	m.text(i, f)
	m.markup(h, f)
	m.beside(i, f)
	m.place(i, f)
	m.around(i, f)
	f[mForm] = float32(m.forms[i])
	k := m.kins[i]
	f[mKinCount] = logOf(k.blocks)
	f[mKinWords] = float32(k.words) / float32(k.blocks)
	f[mKinLinks] = ratio(k.links, k.words)
	f[mKinShare] = ratio(k.mass, m.mass[len(m.mass)-1])
	f[mKinStop] = ratio(k.stops, k.blocks)
}

// markup measures the elements around a block.
func (m *meter) markup(h *hblock, f *measures) {
	s := &h.box.state
	f[mTag], f[mLevel] = tagNumber(h.tag)
	f[mBroken] = truth(h.broken)
	below := s.below
	if h.inner != nil {
		f[mInner] = h.inner.odds
		below |= h.inner.marks
	}
	f[mOwn] = h.box.look.odds
	f[mGood], f[mBad], f[mAllGood], f[mAllBad] = s.good, s.bad, s.allGood, s.allBad
	for b, v := range [...]mark{inNav, inFooter, inAside, inRelated, inComments, inWidget} {
		if below&v != 0 {
			f[mOther] = float32(b + 1)
		}
	}
	f[mCaptions] = truth(below&inCaption != 0)
	f[mBylines] = truth(below&inByline != 0)
	f[mQuotes] = truth(below&inQuote != 0)
	f[mContents] = truth(h.marks&inContent != 0)
	f[mArticles] = truth(h.marks&inArticle != 0)
	f[mLists] = truth(below&inList != 0)
	f[mUp] = float32(s.up)
	f[mRepeat], f[mRepeatAt] = logOf(s.repeat), float32(min(s.repeatAt, 20))
	f[mRepeatShare] = ratio(s.repeatOut, m.mass[len(m.mass)-1])
	if h.anchors > 0 {
		f[mRefBad] = m.refs(h)
	}
}

// tagNumber numbers elements, and the levels of headings.
func tagNumber(a atom.Atom) (tag, level float32) {
	switch a {
	case atom.P:
		return 0, 0
	case atom.Li:
		return 1, 0
	case atom.H1:
		return 2, 1
	case atom.H2:
		return 2, 2
	case atom.H3:
		return 2, 3
	case atom.H4, atom.H5, atom.H6:
		return 2, 4
	case atom.Div, atom.Section, atom.Article:
		return 3, 0
	case atom.Td, atom.Th, atom.Dt, atom.Dd:
		return 4, 0
	case atom.Blockquote, atom.Pre:
		return 5, 0
	}
	return 6, 0
}

// place measures where on the page a block stands.
func (m *meter) place(i int, f *measures) {
	n := len(m.doc.blocks)
	h := &m.doc.blocks[i]
	f[mIndex] = ratio(i, n)
	f[mSeen] = ratio(m.mass[i], m.mass[n])
	f[mTitleGap], f[mTitleWords] = -50, -1
	if m.titled >= 0 {
		f[mTitleGap] = float32(max(-50, min(200, i-m.titled)))
		if i > m.titled {
			f[mTitleWords] = logOf(m.words[i] - m.words[m.titled])
		}
	}
	f[mMainFirst], f[mMainLast], f[mRule] = -100, -100, -1
	if m.main != nil {
		f[mInMain] = truth(i >= m.main.first && i < m.main.last)
		f[mRule] = m.rule(h, f[mInMain] > 0)
		f[mMainFirst] = float32(max(-100, min(100, i-m.first)))
		f[mMainLast] = float32(max(-100, min(100, m.last-i)))
	}
	if k := m.seen[m.texts[i]]; k > 1 {
		f[mAgain] = 1
	}
	f[mDescribedAt] = -60
	if m.describedAt >= 0 {
		f[mDescribedAt] = float32(max(-50, min(100, i-m.describedAt)))
	}
	f[mDates] = float32(min(20, m.dates[i]-m.dates[max(0, min(m.titled, i))]))
	f[mHeadWords] = -1
	if j := m.heads[i]; j >= 0 {
		f[mHeadWords] = logOf(m.doc.blocks[j].words)
	}
	f[mWordsAfter] = logOf(m.mass[n] - m.mass[i+1])
}

// rule judges a block by the names around it alone: -1 not of the article, 0 undecided, 1 of it.
func (m *meter) rule(h *hblock, inside bool) float32 {
	switch own := h.marks &^ m.main.marks; {
	case !inside || own&(foreign|inCaption|inTitle|inByline|inHidden) != 0 || h.links*10 > h.words*7:
		return -1
	case h.paragraph():
		return 1
	}
	return 0
}

// around measures the boxes and blocks around a block.
func (m *meter) around(i int, f *measures) {
	n := len(m.doc.blocks)
	b := m.doc.blocks[i].box
	for k, at := range [...]measure{mBoxWords, mUpWords, mUp2Words} {
		words, links, mass := m.words[b.last]-m.words[b.first], m.links[b.last]-m.links[b.first], m.mass[b.last]-m.mass[b.first]
		f[at], f[at+1], f[at+2] = logOf(words-links), ratio(links, words), ratio(mass, m.mass[n])
		f[int(mBoxBefore)+k] = ratio(m.words[i]-m.words[b.first], words)
		if k == 1 {
			f[mUniform] = ratio(m.kinIn(b, m.doc.blocks[i].box.kin), words)
		}
		if b.parent == nil || k == 2 {
			break
		}
		b = b.parent
	}
	from, to := max(0, i-8), min(n, i+9)
	f[mNear], f[mNearLinks] = ratio(m.mass[to]-m.mass[from], m.mass[n]), ratio(m.links[to]-m.links[from], m.words[to]-m.words[from])
	f[mCoreUp], f[mCoreDown] = float32(m.doc.blocks[i].box.state.coreUp), float32(m.doc.blocks[i].box.state.coreDown)
	near := func(j int, at measure) {
		f[at], f[at+1], f[at+2], f[at+3] = -1, 0, 0, -1
		if j < 0 || j >= n {
			return
		}
		h := &m.doc.blocks[j]
		f[at], f[at+1], f[at+2] = logOf(h.words), ratio(h.links, h.words), truth(m.stop[j])
		f[at+3], _ = tagNumber(h.tag)
	}
	near(i-1, mPrevWords)
	near(i+1, mNextWords)
	f[mStop] = truth(m.stop[i])
	f[mHeadGap] = 50
	for j := i - 1; j >= 0 && j > i-30; j-- {
		if m.doc.blocks[j].marks&inHeading != 0 || m.forms[j] == 4 && m.doc.blocks[j].words <= 6 {
			f[mHeadForm], f[mHeadGap] = float32(m.forms[j])+1, float32(i-j)
			break
		}
	}
}

func truth(b bool) float32 {
	if b {
		return 1
	}
	return 0
}

func ratio(a, b int) float32 {
	if b <= 0 {
		return 0
	}
	return float32(a) / float32(b)
}

func logOf(n int) float32 {
	if n <= 0 {
		return 0
	}
	return float32(math.Log1p(float64(n)))
}

func notWord(r rune) bool { return !letter(r) && !unicode.IsDigit(r) }
