package page

import (
	"strings"
	"unicode/utf8"

	"parley"
)

// This file measures the lines of plain text, in a few passes over them.
//
// A line is a paragraph where it is long or ends as a sentence does. The core of a page is the
// run of lines in which paragraphs outweigh the lines between them by most: the stretch of
// highest sum, as body text was found in the first extractors (Finn, Kushmerick and Smyth 2001).

// lineMeter measures the lines of one page.
type lineMeter struct {
	units  []unit
	ids    [][]int // numbers of the words of each
	words  []int   // before each line
	mass   []int   // words in paragraphs before each
	chars  float32 // characters a word, of the whole page
	forms  []uint8
	keys   []uint64 // hash of what each line says
	seen   map[uint64]int
	before []int // last paragraph before each; -1
	after  []int // next one behind each; len(units)
	heads  []int // last furniture before each; -1
	first  int   // lines of the core
	last   int   // behind its last one
	topic  []float32
	top    []float32
	near   []float32
	mean   float32 // topic of the core's paragraphs

	continues []float32 // by the weights of weights.go
	past      int       // where the article ends by them; len(units) where it does not
	pastOdds  float32
	twice     []int // lines before each that stand on the page three times and more
	times     []int // and those that say a time
	marks     []int // and those that are furniture by their form
}

// lineProse is how many words a paragraph of plain text has that does not end as a sentence does.
const lineProse = 25

// paragraph tells whether a line reads as a paragraph.
func (u *unit) paragraph() bool {
	n := len(u.toks)
	return n >= 8 && (n >= lineProse || finalStop(u.text))
}

// newLineMeter prepares the measures of the lines of a page.
func (l *lexicon) newLineMeter(units []unit, v *vocabulary, ids [][]int, fl *flow, past int, odds float64) *lineMeter {
	n := len(units)
	m := &lineMeter{units: units, ids: ids, words: make([]int, n+1), mass: make([]int, n+1), forms: make([]uint8, n), keys: make([]uint64, n), seen: map[uint64]int{}, before: make([]int, n), after: make([]int, n), heads: make([]int, n)}
	chars, last, head := 0, -1, -1
	for i := range units {
		u := &units[i]
		m.before[i], m.heads[i] = last, head
		mass := 0
		if u.paragraph() {
			mass, last = len(u.toks), i
		}
		m.words[i+1], m.mass[i+1] = m.words[i]+len(u.toks), m.mass[i]+mass
		chars += len(u.text)
		m.keys[i] = hashText(u.text)
		m.seen[m.keys[i]]++
		if m.forms[i] = lineForm(u.kind); u.kind.Furniture() {
			head = i
		}
	}
	next := n
	for i := n - 1; i >= 0; i-- {
		m.after[i] = next
		if m.mass[i+1] > m.mass[i] {
			next = i
		}
	}
	m.chars = max(1, ratio(chars, m.words[n]))
	m.placeCore()
	m.placeTopics(v)
	m.placeFlow(fl, past, odds)
	m.placeMarks()
	return m
}

// lineForm numbers what is known of a line by its form.
func lineForm(k parley.BlockKind) uint8 {
	switch k {
	case "":
		return 0
	case parley.BlockDateline:
		return 1
	case parley.BlockCredit:
		return 2
	case parley.BlockCaption:
		return 3
	case parley.BlockTeaserTitle:
		return 4
	case parley.BlockNavigation:
		return 5
	case parley.BlockWidget:
		return 6
	case parley.BlockLegal:
		return 7
	}
	return 8
}

// What a line counts for the core: a paragraph its words, up to coreWords of them, and coreBonus,
// another line less than nothing.
const (
	coreWords = 60
	coreBonus = 6
	coreLoss  = 12
)

// placeCore finds the stretch of lines of highest sum.
func (m *lineMeter) placeCore() {
	best, sum, from := 0, 0, 0
	for i := range m.units {
		if w := m.mass[i+1] - m.mass[i]; w > 0 {
			sum += min(w, coreWords) + coreBonus
		} else {
			sum -= coreLoss
		}
		if sum <= 0 {
			sum, from = 0, i+1
		} else if sum > best {
			best, m.first, m.last = sum, from, i+1
		}
	}
}

// placeTopics compares the words of each line with those of the core.
func (m *lineMeter) placeTopics(v *vocabulary) {
	n := len(m.units)
	room := make([]float32, 3*n)
	m.topic, m.top, m.near = room[:n], room[n:2*n], room[2*n:]
	in := make([]struct{ lines, last, top, near int32 }, len(v.words)) // paragraphs of the core that have a word
	paragraphs := int32(0)
	for i := m.first; i < m.last; i++ {
		if m.mass[i+1] == m.mass[i] {
			continue
		}
		paragraphs++
		for _, id := range m.ids[i] {
			if w := &in[id]; w.last <= int32(i) {
				w.lines++
				w.last = int32(i) + 1
				if paragraphs <= 2 {
					w.top++
				}
			}
		}
	}
	for i := range in {
		in[i].last = 0
	}
	sum, of, seen, before := float32(0), 0, int32(0), int32(0)
	for i := range m.units {
		rare, topic, top, near := 0, 0, 0, 0
		prose := m.mass[i+1] > m.mass[i]
		own := int32(0)
		if prose {
			seen++
			if i >= m.first && i < m.last {
				own, before = 1, before+1
			}
		}
		for _, id := range m.ids[i] {
			w, known := &in[id], &v.words[id]
			if known.stop || known.common || w.last > int32(i) {
				continue
			}
			w.last = int32(i) + 1
			rare++
			if w.lines > own {
				topic++
			}
			if w.top > own || w.top > 0 && before > 2 {
				top++
			}
			if w.near > 0 && seen-w.near <= 2 {
				near++
			}
			if prose {
				w.near = seen
			}
		}
		m.topic[i], m.top[i], m.near[i] = -1, -1, -1
		if rare > 0 {
			m.topic[i], m.top[i], m.near[i] = ratio(topic, rare), ratio(top, rare), ratio(near, rare)
			if own > 0 {
				sum += m.topic[i]
				of++
			}
		}
	}
	if m.mean = 0.3; of > 0 {
		m.mean = max(0.05, sum/float32(of))
	}
}

// placeMarks counts the lines that tell where an article does not go on.
func (m *lineMeter) placeMarks() {
	n := len(m.units)
	m.twice, m.times, m.marks = make([]int, n+1), make([]int, n+1), make([]int, n+1)
	for i := range m.units {
		m.twice[i+1], m.times[i+1], m.marks[i+1] = m.twice[i], m.times[i], m.marks[i]
		if m.seen[m.keys[i]] > 2 {
			m.twice[i+1]++
		}
		if m.saysTime(i) {
			m.times[i+1]++
		}
		if m.forms[i] > 4 {
			m.marks[i+1]++
		}
	}
}

// saysTime tells whether line i is short and says a day or a time.
func (m *lineMeter) saysTime(i int) bool {
	u := &m.units[i]
	return len(u.toks) <= 12 && (m.forms[i] == 1 || saysTime(u.text))
}

// placeFlow finds how the lines continue each other.
func (m *lineMeter) placeFlow(f *flow, k int, odds float64) {
	m.continues, m.past = make([]float32, len(m.units)), len(m.units)
	for i, u := range f.lines {
		if i == 0 || u.glued {
			continue
		}
		x := f.profiles[i].measure(i, i, f.profiles[i].before)
		by := &f.w.text
		if titleLike(u) {
			by = &f.w.title
		}
		m.continues[f.at[i]] = float32(score(&x, by))
	}
	if k < len(f.lines) {
		m.past, m.pastOdds = f.at[k], float32(min(odds, 20))
	}
}

// line measures line i.
func (m *lineMeter) line(i int, f *[lineMeasures]float32) {
	u := &m.units[i]
	m.text(u, f)
	f[lnForm] = float32(m.forms[i])
	f[lnDate] = truth(m.saysTime(i))
	f[lnAgain] = float32(min(4, m.seen[m.keys[i]]-1))
	m.place(i, f)
	m.around(i, f)
	f[lnTopic], f[lnTopicOf], f[lnTopicTop], f[lnTopicNear] = m.topic[i], m.topic[i]/m.mean, m.top[i], m.near[i]
	f[lnContinues], f[lnPast], f[lnPastOdds] = m.continues[i], -60, m.pastOdds
	if m.past < len(m.units) {
		f[lnPast] = float32(max(-50, min(50, i-m.past)))
	}
}

// text measures what a line says.
func (m *lineMeter) text(u *unit, f *[lineMeasures]float32) {
	c := countText(u.text)
	n := len(u.toks)
	f[lnWords], f[lnChars] = logOf(n), 6*ratio(len(u.text), n)/m.chars
	f[lnStop] = truth(finalStop(u.text))
	f[lnStops], f[lnCommas], f[lnDigits] = ratio(c.stops, n), ratio(c.commas, n), ratio(c.digits, c.chars)
	f[lnCapitals] = ratio(c.capitals, n)
	f[lnFirst], f[lnEnd] = beginning(u.text), ending(c.last)
	f[lnSign] = truth(c.sign || strings.Contains(u.text, "http") || strings.Contains(u.text, "www."))
	f[lnQuote] = truth(strings.ContainsAny(u.text, "“”\"«»„"))
}

// place measures where a line stands.
func (m *lineMeter) place(i int, f *[lineMeasures]float32) {
	n := len(m.units)
	f[lnIndex] = ratio(i, n)
	f[lnSeen], f[lnLeft] = ratio(m.mass[i], m.mass[n]), logOf(m.mass[n]-m.mass[i+1])
	switch {
	case i >= m.last:
		f[lnCore] = 2
	case i >= m.first:
		f[lnCore] = 1
	}
	f[lnCoreFirst], f[lnCoreLast] = float32(max(-60, min(60, i-m.first))), float32(max(-60, min(60, m.last-1-i)))
	f[lnCoreShare] = ratio(m.mass[m.last]-m.mass[m.first], m.mass[n])
	f[lnHeadGap] = 60
	if j := m.heads[i]; j >= 0 {
		f[lnHeadForm], f[lnHeadGap], f[lnHeadMass] = float32(m.forms[j]), float32(min(60, i-j)), logOf(m.mass[i]-m.mass[j])
	}
}

// around measures the lines around line i.
func (m *lineMeter) around(i int, f *[lineMeasures]float32) {
	n := len(m.units)
	near := func(j int, at lineMeasure) {
		f[at], f[at+1] = -1, 0
		if j >= 0 && j < n {
			f[at], f[at+1] = logOf(len(m.units[j].toks)), truth(finalStop(m.units[j].text))
		}
	}
	near(i-1, lnPrevWords)
	near(i-2, lnPrev2Words)
	near(i+1, lnNextWords)
	near(i+2, lnNext2Words)
	share := func(from, to int) float32 {
		from, to = max(0, from), min(n, to)
		return ratio(m.mass[to]-m.mass[from], m.words[to]-m.words[from])
	}
	f[lnNear], f[lnFar], f[lnBefore], f[lnBehind] = share(i-4, i+5), share(i-12, i+13), share(i-8, i), share(i+1, i+9)
	from, to := max(0, i-4), min(n, i+5)
	f[lnNearWords] = logOf((m.words[to] - m.words[from]) / (to - from))
	from, to = max(0, i-6), min(n, i+7)
	f[lnTwice], f[lnTimes] = ratio(m.twice[to]-m.twice[from], to-from), ratio(m.times[to]-m.times[from], to-from)
	if i > m.first {
		f[lnTimesSince], f[lnMarks] = float32(min(20, m.times[i]-m.times[m.first])), logOf(m.marks[i]-m.marks[m.first])
	}
	if m.mass[i+1] == m.mass[i] {
		size := m.after[i] - m.before[i] - 1
		f[lnRun], f[lnRunAt] = logOf(size), float32(min(40, i-m.before[i]))
		f[lnRunWords] = logOf((m.words[m.after[i]] - m.words[m.before[i]+1]) / size)
	}
	f[lnGapBefore], f[lnGapAfter], f[lnGapWords] = 60, float32(min(60, m.after[i]-i)), -1
	if j := m.before[i]; j >= 0 {
		f[lnGapBefore], f[lnGapWords] = float32(min(60, i-j)), logOf(m.words[i]-m.words[j+1])
	}
}

// judge gives for each line how likely it belongs to the article, from 0 to 1.
func (m *lineMeter) judge(by *trees) []float32 {
	out := make([]float32, len(m.units))
	var f [lineMeasures]float32
	for i := range out {
		f = [lineMeasures]float32{}
		m.line(i, &f)
		out[i] = sigmoid(by.sum(f[:]))
	}
	return out
}

// textCount is what countText counts.
type textCount struct {
	chars, stops, commas, digits, capitals int
	sign                                   bool // a sign of copyright, a bar or the sign of a mail address
	last                                   rune // last character but for closing marks
}

// countText counts the marks, digits and words with capitals of a text.
func countText(s string) textCount {
	c := textCount{last: ' '}
	start := true
	for i, r := range s {
		c.chars++
		switch {
		case r >= '0' && r <= '9':
			c.digits++
		case r == '.' || r == '!' || r == '?' || r > 0x500 && (r == '。' || r == '！' || r == '？' || foreignStop(r)):
			if next := i + utf8.RuneLen(r); next < len(s) && (s[next] == ' ' || r > 0x2fff) {
				c.stops++
			}
		case r == ',' || r == '、' || r == '，' || r == '،':
			c.commas++
		case r == '©' || r == '|' || r == '@':
			c.sign = true
		}
		if start && upper(r) {
			c.capitals++
		}
		start = r == ' ' || start && !letter(r)
		if !closing(r) && r != ' ' {
			c.last = r
		}
	}
	return c
}
