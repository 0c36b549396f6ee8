package rule

// Work counts the steps of every attempt to match every rule at every token of the line:
// what Matches costs, without a clock.
func (s *Set) Work(l *Line) int {
	m := s.Matcher()
	m.load(l)
	m.serve(l)
	total := 0
	for pos := range l.Tokens {
		m.each(pos, func(p *program) {
			end, ok := m.match(p, pos)
			total += m.steps
			if ok {
				m.steps = 0
				m.guards(p.rule, pos, end)
				total += m.steps // of the last guard: the others are like it
			}
		})
	}
	return total
}

// MaxSteps bounds one attempt.
const MaxSteps = maxSteps
