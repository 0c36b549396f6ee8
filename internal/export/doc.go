// Package export writes the ledger in other forms: one file a format.
//
// The data: a Format names a form, its media type and what one row of it is. Write asks
// the Ledger for events one after another, newest first, and writes each at once; nothing
// is held but what the format itself must hold (a graph, the pages of one briefing). It
// returns a Total, which says how many rows were written and, where a format cannot say
// some event, how many were left out and why. No form cuts silently.
//
//	events → row (a fixed record, columns and their meaning in one type)     csv, parquet
//	events → as they are                                                      jsonl
//	events → dyad (who to whom) → codes of CAMEO and PLOVER                   gdelt, plover
//	planned events → calendar                                                 ics
//	events → entries                                                          atom, jsonfeed
//	events → quotations with their places                                     jsonld
//	events → who meets whom                                                   graphml
//	one track → paper (headings, paragraphs, tables, numbered sources)        markdown, docx
//
// Codebook tells, for each format, what every column means and where it stays empty.
package export
