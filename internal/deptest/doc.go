// Package deptest holds the import rule of the project as a test: which package may import
// which. It has no other code.
//
// The data: layers in the rule's own notation (deptest_test.go), one line a chain, "a < b"
// meaning that b may import a and whatever a may import. A package that stands in no
// chain fails the test, so that a new one must be given its place.
package deptest
