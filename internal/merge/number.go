package merge

// This file compares the figures that claims give: how many died, were seized, took
// part. What a figure counts is told by the words behind it, so no language is needed.

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"parley"
)

// Limits of what is compared: how far a figure stands from the words that carry the kind, in
// words, and how many words behind it say what it counts.
const (
	figureAway = 25
	figureSays = 2
)

// count is a figure with what it counts.
type count struct {
	n     int
	what  string // the words behind it, folded
	words string // the figure with them: "12 people died"
}

// counts are the figures of a claim of something that happened, of each thing that is counted the one nearest to the words
// that carry the kind, where that is clear. Figures of days, shares and money have signs beside them, those that name a
// place in a row a name behind them; those of what goes on change by themselves.
func (m *mention) counts() []count {
	if m.nature == statement || m.Claim.Status != parley.Occurred || m.dated && m.span > meetingDays {
		return nil
	}
	words, at := figureWords(m.Claim)
	var out []count
	away := map[string]int{}
	for i, w := range words {
		w = strings.TrimLeft(w, "[(“\"")
		d := max(i-at, at-i)
		if !plainFigure(w) || i+figureSays >= len(words) || d > figureAway || !lowerOnly(words[i+1]) || !lowerOnly(words[i+2]) || m.tellsTime(words[i:i+1+figureSays]) {
			continue
		}
		n, err := strconv.Atoi(w)
		if err != nil {
			continue
		}
		behind := words[i+1 : i+1+figureSays]
		c := count{n, strings.TrimRight(strings.Join(behind, " "), ",.;"), w + " " + strings.Join(behind, " ")}
		if unit(behind[0]) { // of which the next word says no more
			c.words = w + " " + behind[0]
		}
		k := slices.IndexFunc(out, func(o count) bool { return o.what == c.what })
		switch {
		case k < 0:
			out = append(out, c)
			away[c.what] = d
		case d < away[c.what]:
			out[k], away[c.what] = c, d
		}
	}
	return out
}

// tellsTime tells whether the words are among those that give the time of the claim, or how long it lasted.
func (m *mention) tellsTime(words []string) bool {
	if m.Claim.Time != nil && strings.Contains(m.Claim.Time.Text, strings.Join(words[:2], " ")) {
		return true
	}
	return strings.Contains(string(m.Claim.Duration), words[0]) // how long it lasted is compared by itself
}

// figureWords are the words of the claim's sentence, and which of them its trigger begins with.
func figureWords(c *parley.Claim) (words []string, at int) {
	text := []rune(c.Evidence.Exact)
	from := min(max(0, c.Trigger.Start-c.Evidence.Start), len(text))
	ahead := strings.Fields(string(text[:from]))
	return append(ahead, strings.Fields(string(text[from:]))...), len(ahead)
}

// unit tells whether a word is the sign of a unit: km, kg.
func unit(w string) bool { return w != "" && strings.Trim(w, "bcdfghjklmnpqrstvwxz") == "" }

func plainFigure(w string) bool {
	return w != "" && len(w) <= 6 && w[0] != '0' && !strings.ContainsFunc(w, func(r rune) bool { return r < '0' || r > '9' })
}

// lowerOnly tells whether w is a word of small letters.
func lowerOnly(w string) bool {
	return w != "" && !strings.ContainsFunc(strings.TrimRight(w, ",.;"), func(r rune) bool { return (!unicode.IsLetter(r) || unicode.IsUpper(r)) && r != '-' })
}

// figures are an aspect for each thing that several claims count: of a deed; of anything else only in sentences that are
// nearly the same. How many died in an attack is what those who recall it tell, too.
func (c *casebook) figures() (out []aspect) {
	if c.sources < 2 {
		return nil
	}
	of := map[string]map[*mention]count{}
	given := map[[2]string]int{}    // by thing and item: the figure that the item gives of it
	several := map[[2]string]bool{} // the item gives several figures of it, of several deeds or of parts of one
	for _, m := range c.members {
		for _, n := range m.counts() {
			if of[n.what] == nil {
				of[n.what] = map[*mention]count{}
			}
			of[n.what][m] = n
			key := [2]string{n.what, m.item}
			if other, ok := given[key]; ok && other != n.n {
				several[key] = true
			}
			given[key] = n.n
		}
	}
	for _, what := range slices.Sorted(maps.Keys(of)) {
		find := func(m *mention) (count, bool) {
			n, ok := of[what][m]
			return n, ok && !several[[2]string{what, m.item}]
		}
		out = append(out, aspect{
			field: "figure",
			value: func(m *mention) string {
				if n, ok := find(m); ok {
					return n.words
				}
				return ""
			},
			apart:  func(a, b *mention) bool { return otherCount(a, b, find) },
			retold: func(m *mention) bool { return m.Claim.Kind == parley.Attack },
			same: func(a, b *mention) bool {
				return comparable(a, b) || a.Claim.Kind == parley.Attack && compare(a.all, b.all).shared > 0 && toldAlike(a, b)
			},
		})
	}
	return out
}

// otherCount tells whether both come to different figures, neither of which is the other in round terms. One
// that is several times the other counts something else: another battle, a larger area.
func otherCount(a, b *mention, find func(*mention) (count, bool)) bool {
	const round, nearly, several = 10, 20, 3 // a twentieth
	x, _ := find(a)
	y, _ := find(b)
	if x.n == y.n || a.nature != deed && alike(a.wording.text, b.wording.text) < nearlySame {
		return false
	}
	if several*min(x.n, y.n) < max(x.n, y.n) {
		return false
	}
	return nearly*max(x.n-y.n, y.n-x.n) > max(x.n, y.n) || x.n%round != 0 && y.n%round != 0
}

// nearlySame is how alike two sentences are that tell the same but for a word or two.
const nearlySame = 0.7
