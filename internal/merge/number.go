package merge

// This file compares the figures that claims of a deed give: how many died, were seized, took
// part. What a figure counts is told by the words behind it, so no language is needed.

import (
	"strings"
	"unicode"

	"parley"
)

// Limits of what is compared: how far a figure stands from the words that carry the kind, in
// words, and how many words behind it say what it counts.
const (
	figureAway = 12
	figureSays = 2
)

// numberOf is the figure nearest to the words that carry a deed, with the words behind it:
// "12 people died". Figures of days, shares and money have signs beside them; those of what
// goes on change by themselves.
func numberOf(m *mention) string {
	if m.nature != deed || m.Claim.Status != parley.Occurred || m.dated && m.span > meetingDays {
		return ""
	}
	words, at := figureWords(m.Claim)
	best, away := "", figureAway+1
	for i, w := range words {
		if !plainFigure(w) || i+figureSays >= len(words) {
			continue
		}
		d := max(i-at, at-i)
		if d < away && lettersOnly(words[i+1]) && lettersOnly(words[i+2]) {
			best, away = strings.Join(words[i:i+1+figureSays], " "), d
		}
	}
	return best
}

// figureWords are the words of the claim's sentence, and which of them its trigger begins with.
func figureWords(c *parley.Claim) (words []string, at int) {
	text := []rune(c.Evidence.Exact)
	from := min(max(0, c.Trigger.Start-c.Evidence.Start), len(text))
	ahead := strings.Fields(string(text[:from]))
	return append(ahead, strings.Fields(string(text[from:]))...), len(ahead)
}

func plainFigure(w string) bool {
	return w != "" && len(w) <= 6 && w[0] != '0' && !strings.ContainsFunc(w, func(r rune) bool { return r < '0' || r > '9' })
}

func lettersOnly(w string) bool {
	return w != "" && !strings.ContainsFunc(strings.TrimRight(w, ",.;"), func(r rune) bool { return !unicode.IsLetter(r) && r != '-' })
}

// otherNumber tells whether both count the same and come to different figures.
func otherNumber(a, b *mention) bool {
	x, xs, _ := strings.Cut(numberOf(a), " ")
	y, ys, _ := strings.Cut(numberOf(b), " ")
	return x != y && strings.EqualFold(strings.TrimRight(xs, ",.;"), strings.TrimRight(ys, ",.;"))
}
