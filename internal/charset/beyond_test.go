package charset

import (
	"strings"
	"testing"
)

// TestBeyondASCII finds a letter beyond ASCII wherever it stands among the bytes that are looked at together.
func TestBeyondASCII(t *testing.T) {
	for n := range 80 {
		plain := strings.Repeat("a", n)
		for from := range n + 1 {
			if got := beyondASCII(plain, from); got != n {
				t.Errorf("%d letters from %d on: %d", n, from, got)
			}
			if got := beyondASCII(plain+"é"+strings.Repeat("b", 40)+"é", from); got != n {
				t.Errorf("behind %d letters, from %d on: %d", n, from, got)
			}
		}
	}
}
