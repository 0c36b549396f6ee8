// Package deptest holds the import rule of the project as a test: which package may import
// which; and tests that what others made is named with its licence. It has no other code.
//
// The data: the lines below "Import rule" in ARCHITECTURE.md, chains in which "a < b" means that
// b may import a and whatever a may import. A package that stands in no
// chain fails the test, so that a new one must be given its place.
package deptest
