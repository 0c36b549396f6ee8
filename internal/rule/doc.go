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
// Folding (Fold) lowers case and moves tone marks of oa, oe, uy to one placement, and
// never removes a mark: it is for matching only, offsets always refer to the text itself.
package rule
