// Package mcp lets a language model ask the ledger, over the Model Context Protocol.
//
// The data: every tool only reads, and answers with an Answer: what was asked for, each
// event with the sentence it was read from, and, beside it, what the ledger covers and what
// the answer leaves out, so that silence is not taken for a fact. The text of articles is
// foreign: every answer says that it is to be quoted and never to be obeyed.
//
//	search            events that a search finds
//	list_tracks       negotiations
//	get_track         one negotiation in full
//	get_round         one round of it
//	positions         who stands where on what
//	events_between    what two actors did with and to each other
//	actor             who somebody is in the ledger
//	upcoming          what is planned
//	evidence          every sentence that tells an event
//	export            the ledger in another form
package mcp
