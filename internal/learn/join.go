package learn

// Join makes one model of several that look at the same features, so that each is looked up once: its classes are those
// of the first, then those of the second, and so on. It shares nothing with them and knows no names: Why and Write are
// theirs. A nil model has no classes.
func Join(models ...*Model) *Model {
	var classes []string
	n, weights := 0, 0
	for _, m := range models {
		if m != nil {
			classes = append(classes, m.Classes...)
			n, weights = n+len(m.rows), weights+len(m.weights)
		}
	}
	all := newModel(classes, "", n)
	all.rows, all.weights = nil, make([]weight, 0, weights)
	for i, m := range models {
		if m == nil {
			continue
		}
		for j := range m.table {
			if s := &m.table[j]; s.end != 0 && !anyKnows(models[:i], s.hash) {
				all.gather(models, s.hash)
			}
		}
	}
	return all
}

// anyKnows tells whether one of the models has the feature.
func anyKnows(models []*Model, hash uint64) bool {
	for _, m := range models {
		if m != nil {
			if _, ok := m.find(hash); ok {
				return true
			}
		}
	}
	return false
}

// gather adds a feature with what all models weigh for it.
func (m *Model) gather(models []*Model, hash uint64) {
	first, before := len(m.weights), int32(0)
	for _, o := range models {
		if o == nil {
			continue
		}
		if i, ok := o.find(hash); ok {
			for _, w := range o.weights[o.table[i].first:o.table[i].end] {
				m.weights = append(m.weights, weight{w.class + before, w.value})
			}
		}
		before += int32(len(o.Classes))
	}
	m.put(hash, first)
}
