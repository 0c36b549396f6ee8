// Package rule is the matching engine: tokens, spans, rules. It knows no language and no
// diplomacy; both come in as words and rule files.
//
// A Line is one sentence as tokens (byte ranges of a text, each with the interned symbol
// of its folded form) and marks (token ranges that carry a class and a reference, such as
// "an actor stands here"). A Lexicon finds phrases in a Line. A Rule is a pattern over
// tokens and marks with named captures, attributes that the caller interprets, and
// examples that must and must not match; a Set finds every match of many rules in one
// pass over a Line.
//
// Words are folded and interned once, when a line is cut: from then on all is numbers. The
// lexicon is a trie of sorted edges over symbols. A pattern is a small program, filed
// under its first two words (index), and tried only where a word that it needs further on
// stands in the line. Beside each token stand the sets of classes that begin and end there
// (Classes), which answer most questions with "no" in one step. The memory of lines and
// matches belongs to a Scanner and a Matcher, one of each for a worker, used again for the
// next page.
//
// Folding (Fold) lowers case and moves tone marks of oa, oe, uy to one placement, and
// never removes a mark: it is for matching only, offsets always refer to the text itself.
package rule
