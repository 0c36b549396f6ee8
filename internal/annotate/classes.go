package annotate

import "parley/internal/rule"

// classes are the classes of words that the grammar of mentions refers to: rows of words/functions.tsv, and
// tables that stand in the lexicon as a whole.
type classes struct {
	// Spans, as rules are to see them.
	actor, time, placeSpan rule.Class
	// Names: of states, places, organisations, people.
	state, stateShort, metonym, place, org, group, person, particle, landmark, treaty, aged, age, this rule.Class
	// What only looks like one.
	blocker rule.Class
	// Offices, and what stands beside a title.
	title, body, titleMod, titlePre, titleTail, former, newly, elect, outgoing, concurrently, sinceOffice, post, hon, leader, theLeader, kin rule.Class
	// Who was told of before.
	he, we, they, counterpart, side, nation, thisNation, hostNation, thisBody, thisMinistry, bareBody, by, delegation, rebels, allied, coalition, parties rule.Class
	// Several of them.
	pair, pairPeople, pairLeaders, pairStates, several, mediating rule.Class
	// Grammar around them.
	and, of, in, from, with, between, concern, det, indef, say, urge, passive, travel, photoSide rule.Class
	// When, and whether.
	future, past, possible, ongoing, neg rule.Class
}

// newClasses looks the classes up by their names in the pack.
func newClasses(c func(name string) rule.Class) classes {
	return classes{
		actor: c("$actor"), time: c("$time"), placeSpan: c("$place"),

		state: c("state"), stateShort: c("state-short"), metonym: c("metonym"), place: c("place"), org: c("org"), group: c("group"),
		person: c("person"), particle: c("particle"), aged: c("aged"), age: c("age"), this: c("this"), landmark: c("landmark"), treaty: c("treaty"),

		blocker: c("blocker"),

		title: c("title"), body: c("body"), titleMod: c("title-mod"), titlePre: c("title-pre"), titleTail: c("title-tail"),
		former: c("former"), newly: c("new"), elect: c("elect"), outgoing: c("outgoing"), concurrently: c("concurrently"),
		sinceOffice: c("since-office"), post: c("post"), hon: c("hon"), leader: c("leader"), theLeader: c("the-leader"), kin: c("kin"),

		he: c("he"), we: c("we"), they: c("they"), counterpart: c("counterpart"), side: c("side"), nation: c("nation"),
		thisNation: c("this-nation"), hostNation: c("host-nation"), thisBody: c("this-body"), thisMinistry: c("this-ministry"), bareBody: c("bare-body"),
		by: c("by"), delegation: c("delegation"), rebels: c("rebels"), allied: c("allies"), coalition: c("coalition"), parties: c("parties"),

		pair: c("pair"), pairPeople: c("pair-people"), pairLeaders: c("pair-leaders"), pairStates: c("pair-states"), several: c("several"), mediating: c("mediating"),

		and: c("and"), of: c("of"), in: c("in"), from: c("from"), with: c("with"), between: c("between"), concern: c("concern"), det: c("det"), indef: c("indef"),
		say: c("say"), urge: c("urge"),
		passive: c("passive"), travel: c("travel"), photoSide: c("photo-side"),

		future: c("future"), past: c("past"), possible: c("possible"), ongoing: c("ongoing"), neg: c("neg"),
	}
}
