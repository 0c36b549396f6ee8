package extract

import "strings"

// actReach is how many tokens may stand between the trigger and words that say more of the act:
// "threatens to leave".
const actReach = 2

// act is the code of CAMEO that the words of a claim give it, where the pack (words/acts.tsv) has
// some that begin in its trigger or right behind it; else that of its kind. Of several the
// highest stands.
func (s *clause) act(t *trigger, general string) string {
	code := ""
	for i := t.from; i < min(t.to+actReach, len(s.line.Tokens)); i++ {
		for _, m := range s.line.Words[i] {
			if m.Class != s.e.c.act {
				continue
			}
			if kind, c, _ := strings.Cut(m.ID, ":"); kind == string(t.kind) {
				code = max(code, c)
			}
		}
	}
	if code == "" {
		return general
	}
	return code
}
