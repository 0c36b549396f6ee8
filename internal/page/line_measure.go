package page

// This file lists what is measured of the lines of plain text, for trees.go to weigh. None of
// it knows a language; words of languages come in through lexicon.form alone.

// lineMeasure is one thing that is measured of a line.
type lineMeasure int

const (
	lnWords      lineMeasure = iota // words, as logarithm
	lnChars                         // characters a word, of six where the page's words have as many as they mostly have
	lnStop                          // ends as a sentence does
	lnStops                         // stops inside for each word
	lnCommas                        // commas for each word
	lnDigits                        // share of digits
	lnCapitals                      // share of words that begin with a capital
	lnFirst                         // how it begins, see beginning
	lnEnd                           // how it ends, see ending
	lnForm                          // what lexicon.form says: 0 nothing
	lnSign                          // holds a sign of copyright, an address or a bar
	lnQuote                         // holds a quotation mark
	lnDate                          // says a day or a time
	lnAgain                         // lines that say the same
	lnIndex                         // place among the lines
	lnSeen                          // share of the page's words in paragraphs before it
	lnLeft                          // words in paragraphs behind it, as logarithm
	lnPrevWords                     // words of the line before, as logarithm; -1 where there is none
	lnPrevStop                      //
	lnPrev2Words                    // and of the one before that
	lnPrev2Stop                     //
	lnNextWords                     // of the line behind
	lnNextStop                      //
	lnNext2Words                    //
	lnNext2Stop                     //
	lnNear                          // share of words in paragraphs among the four lines on either side
	lnNearWords                     // words of those lines, in the mean, as logarithm
	lnFar                           // the same share of the twelve lines on either side
	lnBefore                        // of the eight lines before
	lnBehind                        // of the eight lines behind
	lnRun                           // lines side by side that are no paragraphs, itself among them, as logarithm; 0 for a paragraph
	lnRunAt                         // which of them it is
	lnRunWords                      // words of those lines, in the mean, as logarithm
	lnGapBefore                     // lines since the last paragraph
	lnGapAfter                      // lines up to the next one
	lnGapWords                      // words since the last one, as logarithm
	lnHeadForm                      // form of the last furniture before it; 0 where there is none
	lnHeadGap                       // lines since that
	lnHeadMass                      // words in paragraphs since that, as logarithm
	lnCore                          // 0 before the core, the run of lines with most paragraphs, 1 in it, 2 behind it
	lnCoreFirst                     // lines since the core's first one
	lnCoreLast                      // lines up to its last one
	lnCoreShare                     // share of the page's words in paragraphs in the core
	lnTopic                         // share of its words that stand in other paragraphs of the core
	lnTopicOf                       // the same for each part that the core's paragraphs have in the mean
	lnTopicTop                      // share of its words that stand in the core's first two paragraphs
	lnTopicNear                     // share of its words that stand in the two paragraphs before it
	lnContinues                     // how well it continues the lines before it, by the weights of weights.go
	lnPast                          // lines since the place where the article ends by the same weights; -60 where the page is all one article
	lnPastOdds                      // how sure that place is
	lnTwice                         // share of the six lines on either side that stand on the page three times and more
	lnTimes                         // share of them that say a day or a time
	lnTimesSince                    // lines that say one since the core's first line
	lnMarks                         // lines that are furniture by their form since the core's first line, as logarithm
	lineMeasures
)

// lineNames are the names of the measures in model/lines.txt.
var lineNames = []string{
	"words", "chars", "stop", "stops", "commas", "digits", "capitals", "first", "end", "form", "sign", "quote", "date", "again",
	"index", "seen", "left", "prev-words", "prev-stop", "prev2-words", "prev2-stop", "next-words", "next-stop",
	"next2-words", "next2-stop", "near", "near-words", "far", "before", "behind", "run", "run-at", "run-words", "gap-before", "gap-after",
	"gap-words", "head-form", "head-gap", "head-mass", "core", "core-first", "core-last", "core-share", "topic", "topic-of", "topic-top",
	"topic-near", "continues", "past", "past-odds", "twice", "times", "times-since", "marks",
}
