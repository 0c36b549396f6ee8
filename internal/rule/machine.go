package rule

// Matcher runs the rules of a set over lines, one after another. It keeps its working
// memory between them: each worker makes one of its own.
type Matcher struct {
	set *Set
	machine
	out []Match

	// last is, for each set of needed words, base + the last token that is one of them.
	last         []int
	base, length int
}

// Matcher returns a matcher of the set.
func (s *Set) Matcher() *Matcher { return &Matcher{set: s} }

// Matches returns every match of every rule in the line, in the order of their first
// token; at one token a rule gives its longest match only.
func (s *Set) Matches(l *Line) []Match { return s.Matcher().Matches(l) }

// Matches is Set.Matches; the slice that it returns holds until the next call.
func (m *Matcher) Matches(l *Line) []Match {
	m.load(l)
	m.serve(l)
	m.out = m.out[:0]
	for pos := range l.Tokens {
		first := len(m.out)
		m.each(pos, func(p *program) { m.try(first, p, pos) })
	}
	return m.out
}

// serve notes where the words stand that patterns need.
func (m *Matcher) serve(l *Line) {
	x := &m.set.index
	if len(m.last) < len(x.needs) {
		m.last = make([]int, len(x.needs))
	}
	m.base += m.length + 1 // what was noted of earlier lines is less
	m.length = len(l.Tokens)
	for i := range l.Tokens {
		if s := l.Tokens[i].Sym; s != 0 && int(s) < len(x.serves) {
			for _, n := range x.serves[s] {
				m.last[n] = m.base + i
			}
		}
	}
}

// served tells whether the words that a pattern needs stand at token pos or after it, but for those that its start
// names.
func (m *Matcher) served(p *program, pos int) bool {
	from := m.base + pos
	for _, n := range p.needs {
		if m.last[n] < from {
			return false
		}
	}
	return true
}

// each calls try with every pattern that may match at the token.
func (m *Matcher) each(pos int, try func(*program)) {
	x := &m.set.index
	m.some(pos, x.words(m.line, pos), try)
	if len(x.byClass) > 0 {
		words := m.line.Words[pos]
		for i, w := range words {
			if int(w.Class) >= len(x.byClass) || sameClassBefore(words[:i], w.Class) {
				continue
			}
			for i := range x.byClass[w.Class] {
				try(x.programs[x.byClass[w.Class][i].prog])
			}
		}
	}
	if sp, ok := m.spanAt(pos); ok {
		m.some(pos, x.span(m.line, sp), try)
	}
}

// some calls try with those of the list that find the words which they need at the token or behind it.
func (m *Matcher) some(pos int, list []start, try func(*program)) {
	from, last := m.base+pos, m.last
	for _, st := range list {
		if st.need >= 0 && last[st.need] < from {
			continue
		}
		if p := m.set.index.programs[st.prog]; m.served(p, pos) {
			try(p)
		}
	}
}

func sameClassBefore(ms []Mark, c Class) bool {
	for _, m := range ms {
		if m.Class == c {
			return true
		}
	}
	return false
}

// try matches one pattern at a token and adds what it finds to m.out, where the matches at
// this token begin with index first.
func (m *Matcher) try(first int, p *program, pos int) {
	end, ok := m.match(p, pos)
	if !ok {
		return
	}
	got := Match{Rule: p.rule, From: pos, To: end, Trigger: [2]int{pos, end}}
	if m.caps[0] >= 0 && m.caps[1] > m.caps[0] {
		got.Trigger = [2]int{m.caps[0], m.caps[1]}
	}
	for n := 1; n < len(p.names) && 2*n+1 < len(m.caps); n++ {
		if a, b := m.caps[2*n], m.caps[2*n+1]; a >= 0 && b >= a {
			got.Captures = append(got.Captures, Capture{p.names[n], a, b})
		}
	}
	if !m.guards(p.rule, pos, end) {
		return
	}
	for i := first; i < len(m.out); i++ {
		if m.out[i].Rule == p.rule {
			if m.out[i].To < end {
				m.out[i] = got
			}
			return
		}
	}
	m.out = append(m.out, got)
}

// machine runs programs over one line.
type machine struct {
	line  *Line
	spans []int32 // by token: 1 + index of the span that begins there
	caps  [2 * (maxCaptures + 1)]int
	trail []saved // what caps held before, for going back
	steps int
	want  int // the end that a left context must reach; -1: any
	from  int // the token from which on quotation marks may open; see inside
}

// saved is what a slot of caps held before something was captured.
type saved struct {
	slot int32
	was  int
}

// load makes the machine ready for a line.
func (m *machine) load(l *Line) {
	m.line = l
	n := len(l.Tokens) + 1
	if cap(m.spans) < n {
		m.spans = make([]int32, n+n/2)
	}
	m.spans = m.spans[:n]
	clear(m.spans)
	for i := range l.Spans {
		m.spans[l.Spans[i].From] = int32(i + 1)
	}
}

// spanAt returns the span that begins at the token.
func (m *machine) spanAt(pos int) (*Mark, bool) {
	if pos >= len(m.spans) || m.spans[pos] == 0 {
		return nil, false
	}
	return &m.line.Spans[m.spans[pos]-1], true
}

// begin makes the machine ready for a run that must end at token want, -1 for any.
func (m *machine) begin(want int) { m.steps, m.want, m.trail = 0, want, m.trail[:0] }

// match runs a pattern from the token on; end is where it ends.
func (m *machine) match(p *program, pos int) (end int, ok bool) {
	for i := range 2 * len(p.names) {
		m.caps[i] = -1
	}
	m.begin(-1)
	m.from = max(0, pos-1)
	end = m.run(p, 0, pos)
	m.from = 0
	return end, end > pos
}

// run goes on with a program from instruction pc and token pos, and returns where the match
// ends, -1 where there is none.
func (m *machine) run(p *program, pc int32, pos int) int {
	tokens := m.line.Tokens
	for {
		if m.steps++; m.steps > maxSteps {
			return -1
		}
		in := &p.code[pc]
		switch in.op {
		case opSym:
			if pos >= len(tokens) {
				return -1
			}
			if tokens[pos].Quote && tokens[pos].Sym != Sym(in.want) {
				if pos = m.inside(pos); pos >= len(tokens) {
					return -1
				}
			}
			if tokens[pos].Sym != Sym(in.want) || in.upper && !tokens[pos].Upper {
				return -1
			}
			pos++
			pc = in.next
		case opGap:
			return m.gap(p, in, pos)
		case opClass:
			return m.classes(p, in, pos)
		case opSpan:
			sp, ok := m.spanAt(pos)
			if !ok {
				sp, ok = m.spanAt(m.inside(pos))
			}
			if !ok || sp.Class != Class(in.want) {
				return -1
			}
			pos = sp.To
			pc = in.next
		case opSplit:
			if e := m.attempt(p, in.x, pos); e >= 0 {
				return e
			}
			pc = in.y
		case opAlt:
			next := Sym(0)
			if pos < len(tokens) {
				next = tokens[pos].Sym
			}
			ways := p.alts[in.x].at(next)
			if next := m.inside(pos); len(ways) == 0 && next > pos && next < len(tokens) {
				pos = next
				ways = p.alts[in.x].at(tokens[pos].Sym)
			}
			if len(ways) == 0 {
				return -1
			}
			for _, w := range ways[:len(ways)-1] {
				if e := m.attempt(p, w, pos); e >= 0 {
					return e
				}
			}
			pc = ways[len(ways)-1]
		case opSave:
			m.trail = append(m.trail, saved{in.x, m.caps[in.x]})
			m.caps[in.x] = pos
			pc = in.next
		case opEnd:
			if m.want >= 0 && pos != m.want {
				if pos = m.inside(pos); pos != m.want {
					return -1
				}
			}
			return pos
		}
	}
}

// maxQuoted is how many tokens words in quotation marks that are read as one with those around
// them may have.
const maxQuoted = 8

// inside is the token after the quotation mark that stands at pos, where one does: words in
// quotation marks are read as if these were not there, unless a pattern has them. A mark that
// closes is passed over only where the one that opened it stands among the words that are read.
func (m *machine) inside(pos int) int {
	tokens := m.line.Tokens
	if pos >= len(tokens) || !tokens[pos].Quote {
		return pos
	}
	if !tokens[pos].Glued {
		return pos + 1
	}
	for i := pos - 1; i >= m.from && i >= pos-maxQuoted; i-- {
		if tokens[i].Quote {
			return pos + 1
		}
	}
	return pos
}

// attempt is run, after which the captures are as before where it finds nothing.
func (m *machine) attempt(p *program, pc int32, pos int) int {
	if in := &p.code[pc]; in.op == opSym && (pos >= len(m.line.Tokens) || m.line.Tokens[pos].Sym != Sym(in.want) && !m.line.Tokens[pos].Quote) {
		m.steps++
		return -1
	}
	mark := len(m.trail)
	e := m.run(p, pc, pos)
	if e < 0 {
		for i := len(m.trail) - 1; i >= mark; i-- {
			m.caps[m.trail[i].slot] = m.trail[i].was
		}
		m.trail = m.trail[:mark]
	}
	return e
}

// gap tries what follows a gap, the narrowest first.
func (m *machine) gap(p *program, in *inst, pos int) int {
	tokens, mask := m.line.Tokens, p.masks[in.y]
	for n := int32(0); ; n++ {
		if pos >= len(tokens) || tokens[pos].Quote || mask&(1<<(uint32(tokens[pos].Sym)&63)) != 0 {
			if e := m.attempt(p, in.next, pos); e >= 0 {
				return e
			}
		} else {
			m.steps++
		}
		if n == in.x || pos >= len(tokens) || tokens[pos].Kind == Punct && closes(m.line, pos) {
			return -1
		}
		pos++
	}
}

// classes tries every phrase of the class that begins at pos, the longest first.
func (m *machine) classes(p *program, in *inst, pos int) int {
	if pos >= len(m.line.begin) || !m.line.begin[pos].May(Class(in.want)) {
		return -1
	}
	id := p.ids[in.y]
	for _, w := range m.line.Words[pos] {
		if w.Class == Class(in.want) && (id == "" || id == w.ID) {
			if e := m.attempt(p, in.next, w.To); e >= 0 {
				return e
			}
		}
	}
	return -1
}

// guards tells whether what stands beside a match lets it stand.
func (m *machine) guards(r *Rule, from, to int) bool {
	if m.left(r.unlessLeft, from) || m.right(r.unlessRight, to) {
		return false
	}
	if len(r.onlyLeft) > 0 && !m.left(r.onlyLeft, from) {
		return false
	}
	return len(r.onlyRight) == 0 || m.right(r.onlyRight, to)
}

// maxLeft is how many tokens before a match its left contexts may reach.
const maxLeft = 12

func (m *machine) left(ps []*program, end int) bool {
	for _, p := range ps {
		for at := end - 1; at >= 0 && at >= end-maxLeft; at-- {
			m.begin(end)
			if m.run(p, 0, at) == end {
				return true
			}
		}
	}
	return false
}

func (m *machine) right(ps []*program, from int) bool {
	for _, p := range ps {
		m.begin(-1)
		if from < len(m.line.Tokens) && m.run(p, 0, from) >= from {
			return true
		}
	}
	return false
}

// closes tells whether the punctuation at token i ends a clause.
func closes(l *Line, i int) bool {
	switch l.Text[l.Tokens[i].Start] {
	case ',', '.':
		inNumber := i > 0 && i+1 < len(l.Tokens) && l.Tokens[i].Glued && l.Tokens[i+1].Glued && l.Tokens[i+1].Kind == Number
		return !inNumber
	case ';', ':', '!', '?', '(', ')', '[', ']':
		return true
	}
	return false
}
