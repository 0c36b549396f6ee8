// Package extract reads claims from annotated sentences: who did what to whom, when and
// where, whether it happened. It is the stage between annotate and merge.
//
// Its data: a clause is one sentence as tokens with actor, time and place spans; a trigger
// is a match of a rule of the language pack, whose attributes say the kind of event, the
// frame (which syntactic slot plays which role), fixed object or status. Nothing here
// knows a word of any language: grammar is told by function classes of the pack (with,
// of, neg, future, passive, …).
//
// The way: pick.go picks the matches that stand (longest first, blockers win);
// slots.go finds for each trigger its subject, object and prepositional arguments;
// frames.go gives them roles; status.go decides status and background; where.go attaches
// time, place and duration; objects.go ties an offer or demand to what it is about;
// memory.go fills a mention in passing from the event that the item told before, opposite.go the
// side that a deed does not name. Then models speak, each with the rules' word among its signs: unworded.go
// adds what no rule has words for, casting.go corrects who takes part, standing.go and around.go tell news
// from what is recalled.
package extract
