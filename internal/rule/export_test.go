package rule

// Work counts the steps of every attempt to match every rule at every token of the line:
// what Matches costs, without a clock.
func (s *Set) Work(l *Line) int {
	m := &machine{line: l, at: make([]int32, len(l.Tokens)+1)}
	for i, sp := range l.Spans {
		m.at[sp.From] = int32(i + 1)
	}
	total := 0
	for pos := range l.Tokens {
		var list []start
		list = append(list, s.bySym[l.Tokens[pos].Sym]...)
		for _, w := range l.Words[pos] {
			list = append(list, s.byClass[w.Class]...)
		}
		for _, st := range list {
			for i := range m.caps {
				m.caps[i] = -1
			}
			m.steps, m.want = 0, -1
			end := m.run(st.prog, 0, pos)
			total += m.steps
			if end > pos {
				m.steps = 0
				m.guards(st.rule, pos, end)
				total += m.steps // of the last guard: the others are like it
			}
		}
	}
	return total
}

// MaxSteps bounds one attempt.
const MaxSteps = maxSteps
