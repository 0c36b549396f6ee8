package extract

import "parley/internal/rule"

// classes are the classes of words that the grammar refers to: rows of words/functions.tsv, and of tables
// that stand in the lexicon as a whole.
type classes struct {
	// Spans that annotate found.
	actor, time, place rule.Class
	// Words that join.
	and, conj, resume rule.Class
	// Prepositions, and what else brings an argument.
	with, to, against, of, by, between, in, from, concern, near rule.Class
	// Of verbs: whether and when.
	neg, notNeg, future, will, possible, may, ongoing, past, begun, started, since, happen, awaited, times, lastTime rule.Class
	// Of verbs: how they stand.
	passive, light, copula, relative, subord, that, cond, cause, purpose, before, adverb rule.Class
	// Of who says it.
	say, according, announce, allege, deem, hope, report, unnamed rule.Class
	// Of deeds, and what becomes of them.
	cancel, prepare, draft, kill, act, held rule.Class
	// Nouns, and what stands beside them.
	det, indef, each, possess, topic, object, terms, round, ordinal, occasion, comprise, agent, conduct, mediating, led, spouse, witness, call, post, compound, term, then, elsewhen, announced, aside, circumstance, governing, armament, this rule.Class
	// Of what is only recalled.
	bgLeft, lookBack rule.Class
}

// newClasses looks the classes up by their names in the pack.
func newClasses(c func(name string) rule.Class) classes {
	return classes{
		actor: c("$actor"), time: c("$time"), place: c("$place"),

		and: c("and"), conj: c("conj"), resume: c("resume"),

		with: c("with"), to: c("to"), against: c("against"), of: c("of"), by: c("by"), between: c("between"), in: c("in"),
		from: c("from"), concern: c("concern"), near: c("near"),

		neg: c("neg"), notNeg: c("not-neg"), future: c("future"), will: c("will"), possible: c("possible"), may: c("may"),
		ongoing: c("ongoing"), past: c("past"), begun: c("begun"), started: c("started"), since: c("since"),
		happen: c("happen"), awaited: c("awaited"), times: c("time"), lastTime: c("last-time"),

		passive: c("passive"), light: c("light"), copula: c("copula"), relative: c("relative"), subord: c("subord"), that: c("that"),
		cond: c("if"), cause: c("cause"), purpose: c("purpose"), before: c("before"), adverb: c("adverb"),

		say: c("say"), according: c("according"), announce: c("announce"), allege: c("allege"), deem: c("deem"), hope: c("hope"),
		report: c("report"), unnamed: c("unnamed"),

		cancel: c("cancel"), prepare: c("prepare"), draft: c("draft"), kill: c("kill"), act: c("act"),

		det: c("det"), indef: c("indef"), each: c("each-other"), possess: c("possess"), topic: c("topic"), object: c("object"),
		terms: c("terms"), round: c("round"), ordinal: c("ordinal"), occasion: c("occasion"), comprise: c("comprise"),
		agent: c("agent"), conduct: c("conduct"), mediating: c("mediating"), led: c("led"), spouse: c("spouse"), witness: c("witness"), call: c("call"), post: c("post-holder"), compound: c("compound"), aside: c("aside"), term: c("term"), then: c("then"), elsewhen: c("elsewhen"), announced: c("announced"), circumstance: c("circumstance"), governing: c("governing"), armament: c("armament"), this: c("this"),

		held: c("held"), bgLeft: c("background-left"), lookBack: c("look-back"),
	}
}
