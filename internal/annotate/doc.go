// Package annotate turns the blocks of a page into sentences in which every actor, place
// and time is known: the stage between page and extract.
//
// Its data: a Page of sentences (parley.Sentence, the noun) and, in parallel, their
// tokens and spans (rule.Line, which the rule engine matches on). Line.Spans holds
// $actor, $time and $place spans whose Ref indexes Sentence.Refs, Times and Places.
//
// The way: sentences.go cuts prose blocks into sentences; mentions.go reads noun phrases
// that name actors (title + state + name chains, bodies of states, states and their
// metonyms); names.go learns from the item itself who bears a name; anaphora.go resolves
// "both sides", "this country", "his counterpart"; facts.go collects what the offices and
// landmarks named in an item say about its date; date*.go read, resolve and infer dates.
// All words come from the language pack; the grammar here knows only their classes.
package annotate
