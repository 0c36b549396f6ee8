package learn

// Join makes one model of several that look at the same features, so that each is looked up once: its classes are those
// of the first, then those of the second, and so on. It shares nothing with them. A nil model has no classes. The
// error says that features cannot be told apart.
func Join(models ...*Model) (*Model, error) {
	var classes []string
	var b builder
	features, most := 0, 0
	for _, m := range models {
		if m != nil {
			features, most = features+len(m.hashes), most+len(m.many)+len(m.few)
		}
	}
	b.grow(features, most)
	var weights []weight
	for i, m := range models {
		if m == nil {
			continue
		}
		classes = append(classes, m.Classes...)
		for _, hash := range m.hashes {
			if hash != 0 && !anyKnows(models[:i], hash) {
				weights = gather(weights[:0], models, hash)
				b.add(hash, weights...)
			}
		}
	}
	return b.model(classes)
}

// anyKnows tells whether one of the models has the feature.
func anyKnows(models []*Model, hash uint64) bool {
	for _, m := range models {
		if m != nil && m.hashes[m.find(hash)] == hash {
			return true
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
		n := len(dst)
		dst = m.weights(dst, hash)
		for i := range dst[n:] {
			dst[n+i].class += before
		}
		before += int32(len(m.Classes))
	}
	return dst
}
