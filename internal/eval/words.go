package eval

import "strings"

// Touches tells whether one of two triggers holds the other, or both share a word of two
// letters or more.
func Touches(a, b string) bool {
	if a == "" || b == "" {
		return false
	}
	a, b = strings.ToLower(a), strings.ToLower(b)
	if strings.Contains(a, b) || strings.Contains(b, a) {
		return true
	}
	words := map[string]bool{}
	for _, w := range strings.Fields(a) {
		words[w] = len(w) > 1
	}
	for _, w := range strings.Fields(b) {
		if words[w] {
			return true
		}
	}
	return false
}
