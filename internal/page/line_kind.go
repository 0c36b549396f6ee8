package page

// This file measures plain texts as a whole, to tell an article from a list.

// textTrait is one thing that is measured of a plain text.
type textTrait int

const (
	xWords     textTrait = iota // words of the article as the tables judge lines, as logarithm
	xSure                       // how likely those are, in the mean
	xShare                      // likely words for each word in paragraphs
	xAll                        // for each word of the page
	xMass                       // words in paragraphs, as logarithm
	xLong                       // likely paragraphs, as logarithm
	xLongest                    // words of the longest of them, as logarithm
	xBest                       // how likely the likeliest paragraph is
	xCore                       // share of the words in paragraphs in the core
	xTopic                      // words that a paragraph of the core shares with others
	xApart                      // the lines stand each for itself by the weights of weights.go
	xPast                       // share of the lines behind the place where the article ends by them
	xPastOdds                   // how sure that place is
	xPairs                      // titles and texts that stand in turn, for each paragraph
	xAmong                      // lines of five words and more, without a stop, between likely paragraphs, for each of these
	xParagraph                  // words of a paragraph, in the mean
	xLine                       // words of a line that is none, in the mean
	xLines                      // such lines for each paragraph, as logarithm
	xTimes                      // share of lines that say a time
	xBroken                     // share of paragraphs that break off
	textTraits
)

var textNames = []string{
	"words", "sure", "share", "all", "mass", "long", "longest", "best", "core", "topic", "apart", "past", "past-odds", "pairs", "among",
	"paragraph", "line", "lines", "times", "broken",
}

// textTraits measures a plain text whose lines are as likely the article's as likely says; apart
// tells that they stand each for itself.
func (m *lineMeter) textTraits(fl *flow, likely []float32, apart bool) *[textTraits]float32 {
	f := &[textTraits]float32{}
	n := len(m.units)
	words, mass, all, sure, prose, long, longest, among, titles, broken := 0, 0, 0, float32(0), 0, 0, 0, 0, 0, 0
	for i := range m.units {
		u := &m.units[i]
		k := len(u.toks)
		all += k
		paragraph := m.mass[i+1] > m.mass[i]
		if paragraph {
			prose++
			mass += k
			if ellipsis(u.text) {
				broken++
			}
		}
		if likely[i] < 0.5 {
			if !paragraph && k >= 5 && k <= 40 && long > 0 {
				titles++
			}
			continue
		}
		words += k
		sure += likely[i] * float32(k)
		if paragraph {
			long++
			among += titles
			titles = 0
			longest = max(longest, k)
			f[xBest] = max(f[xBest], likely[i])
		}
	}
	f[xWords], f[xSure], f[xShare], f[xAll] = logOf(words), sure/float32(words+1), sure/float32(mass+1), sure/float32(all+1)
	f[xMass], f[xLong], f[xLongest] = logOf(mass), logOf(long), logOf(longest)
	f[xCore], f[xTopic] = ratio(m.mass[m.last]-m.mass[m.first], mass), m.mean
	f[xApart], f[xPast], f[xPastOdds] = truth(apart), ratio(n-m.past, n), m.pastOdds
	f[xPairs], f[xAmong] = ratio(fl.pairs, prose), ratio(among, long)
	f[xParagraph], f[xLine], f[xLines] = ratio(mass, prose), ratio(all-mass, n-prose), logOf((n-prose)/max(1, prose))
	f[xTimes], f[xBroken] = ratio(m.times[n], n), ratio(broken, prose)
	return f
}
