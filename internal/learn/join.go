package learn

// Join makes one model of several that look at the same features, so that each is looked up once: its classes are those
// of the first, then those of the second, and so on. It shares nothing with them. A nil model has no classes.
func Join(models ...*Model) *Model {
	var classes []string
	n := 0
	for _, m := range models {
		if m != nil {
			classes = append(classes, m.Classes...)
			n += m.features()
		}
	}
	all := newModel(classes, n)
	var weights []weight
	for i, m := range models {
		if m == nil {
			continue
		}
		for j := range m.table {
			if s := &m.table[j]; s.n != 0 && !anyKnows(models[:i], s.hash) {
				weights = gather(weights[:0], models, s.hash)
				all.add(s.hash, weights)
			}
		}
	}
	return all
}

// anyKnows tells whether one of the models has the feature.
func anyKnows(models []*Model, hash uint64) bool {
	for _, m := range models {
		if m != nil {
			if _, found := m.find(hash); found {
				return true
			}
		}
	}
	return false
}

// gather appends what all models weigh for a feature to dst.
func gather(dst []weight, models []*Model, hash uint64) []weight {
	before := int32(0)
	for _, m := range models {
		if m == nil {
			continue
		}
		if at, found := m.find(hash); found {
			n := len(dst)
			dst = m.weights(dst, &m.table[at])
			for i := range dst[n:] {
				dst[n+i].class += before
			}
		}
		before += int32(len(m.Classes))
	}
	return dst
}
