// Package page takes a page apart: bytes become decoded text, labelled blocks and separate
// items of news.
//
// The data, for plain text:
//
//	bytes ──decode──▶ text ──cut──▶ []unit ──form──▶ labelled by shape and word lists
//	      ──boundary──▶ where the article ends ──judge, sift──▶ without menus and the like
//	      ──arrange──▶ []parley.Block, []parley.Item
//
// A unit is a line, or a piece of a line where a caption, a credit or the title of another
// story is glued to a paragraph. Units stand in order and cover all that is not white
// space; each ends as one block. What a unit is follows from its form first (a template
// residue, a photo credit), then from what it is about: the terms of a line are compared
// with those of the lines before it, and the place where the paragraphs stop belonging
// together is the end of the article (see boundary.go for the measure and its weights).
// Where menus, comments and lists of other stories are left among the lines, decision trees
// judge each over what line_measure.go lists.
//
// For HTML the units come from the markup instead (see html.go), and their text is written
// down one block a line. What belongs to the article is judged by decision trees over what
// html_measure.go lists; the tables in model/ are data, made as testdata/README tells.
//
// The package knows no language: every word that it looks for comes in as Words.
// Reader.Read is the one entry function; a Reader is immutable and safe for concurrent use.
package page
