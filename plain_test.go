package parley

import "testing"

// A text that is plain already is not looked at twice; what comes of it is the same.
func FuzzPlain(f *testing.F) {
	for _, s := range []string{"", " ", "a", "a b", "a  b", " a", "a ", "đàm phán “hoà bình” – 2025…", "a\u00a0b", "a\u2009b", "a\u200bb", "\u202eab", "a\nb", "a\x1bb", "\xff", "\ufeff", "\u3000", "a\u0085b"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got, want := Plain(s), Plain(" "+s+" "); got != want { // a blank around it is taken away by looking at all
			t.Errorf("%q: %q, want %q", s, got, want)
		}
		if got := Plain(Plain(s)); got != Plain(s) {
			t.Errorf("%q: %q when it is plain already", s, got)
		}
	})
}
