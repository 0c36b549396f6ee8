// Package eval measures the program against what people expect of it.
//
// The data:
//
//	gold      one line of JSON a document: its claims as annotated (gold.go). It names a
//	          file, or an article of an archive (archive.go); words are there as they
//	          stand or as offsets (quote.go)
//	Result    gold and predicted claims of each document, paired (score.go), from which
//	          every figure is counted: Figures for the whole, Groups for a break-down
//	Fault     a place FILE:LINE in a pack whose example does not hold (check.go)
//	floors    figures that may only rise (floors.txt; floors.go)
//
// The pairing and the figures are those of the project's scoring script, to the third
// digit; a test compares the two. Run pairs, Check runs the examples of packs.
package eval
