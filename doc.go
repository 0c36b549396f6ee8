// Package parley holds the nouns of the program: what exists before anything happens.
//
// One piece of data goes straight down:
//
//	Page ──▶ Item ──▶ Sentence ──▶ Claim ──▶ Event ──▶ Track
//	              └──────────────────────────▶ Story
//
// A Page is the source: bytes as they came. A Reading is everything that was read from
// one page (its blocks, items, sentences, claims); events, tracks and stories are derived
// from the claims of many readings and can be made again at any time.
//
// The JSON of Reading, Claim, Event, Track and Story is a public contract: fields may be
// added, none renamed or dropped without a new schema number. The package imports the
// standard library only. Each noun is immutable once made: a stage returns new values.
package parley
