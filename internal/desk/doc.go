// Package desk is where people change what the program made of the pages.
//
// Its data: a change is a parley.Edit, one line of a log that is never rewritten. It is
// made from ids that a person sees (an event, a track) and names the claims behind them, so
// that it finds its event again when everything is derived anew. The log is replayed by the
// stages; to undo is to log that an edit does not count.
//
// Files: desk.go makes edits and logs them; level.go brings the ledger level after one,
// while it is read from.
package desk
