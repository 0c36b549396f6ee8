package extract

import (
	"slices"
	"strings"

	"parley"
	"parley/internal/learn"
	"parley/internal/rule"
)

// trigger is one match of a rule that stands, with what was read around it.
type trigger struct {
	rule     *rule.Rule
	says     *sense // the rule
	kind     parley.Kind
	from, to int // the words that carry the kind
	outer    [2]int
	caps     []rule.Capture

	nominal   bool // a noun: "the meeting"
	wide      bool // of a wide rule, which does not bound the clauses of others
	unworded  bool // found by the model of kinds
	denies    bool // refuses only something that is told
	aim       bool // only what something else is for
	mutual    bool // a deed with source and target in words that make both of them parties: a rift, a war
	passive   bool
	passiveAt int // token of the passive marker
	slots     [slotsEnd][]parley.Actor
	filled    uint32         // bit s of each slot s that something was filed in
	subject   []parley.Actor // as found, also where the frame has no use for it
	bystander []parley.Actor // the subject of the sentence where it is not that of the noun
	cast      []parley.Actor

	object     string
	objectText string
	over       *trigger // the trigger whose object this one is
	void       bool     // it gave no claim, or one too unlikely to be told
	about      *trigger // the trigger that is this one's object
	follows    *trigger // the verb whose subject this one shares
	status     parley.Status
	deemed     parley.Status  // what the model of status says instead, "" where it agrees or does not know
	whyDeemed  []learn.Reason // for it, where somebody asks
	background bool
	ruled      bool    // background as the rules have it
	score      float64 // where a model judged: the logarithm of its odds of being background
	scored     bool
	why        []learn.Reason // for and against background, where somebody asks
	seen       []learn.Reason // for and against its kind, where a model found it and somebody asks
	when       *parley.When
	whenAt     int  // where the words of its time begin
	aheadTold  bool // the words of its time say that it is to come: "next month"
	place      *parley.Place
	duration   string
	round      *int
	confidence float64
	trusted    bool           // confidence is what the model of trust says
	whyTrusted []learn.Reason // for and against its being a deed, where somebody asks
	waits      bool           // for a later sentence to tell whose it is
	recalled   bool           // actors come from an earlier sentence
	inherits   parley.Status  // of the event that was recalled
	others     []rule.Match   // of wide rules, on words of this one
	notes      []string
	recasts    []Recast // what a model changed in the cast, where somebody asks
	resets     []Reset  // what models changed of when and where, where somebody asks
}

// clause is one sentence while it is read.
type clause struct {
	w    *Worker
	e    *Extractor
	sent *parley.Sentence
	line *rule.Line
	at   []int // token → 1+span index of the span that covers it
	all  []*trigger
	// waiting are the triggers whose sides the item has not told yet, in text order.
	waiting []*trigger
	// begin and end hold the trigger that begins, or ends, at a token; triggers do not overlap.
	begin, end []*trigger
	says       []sayer
	led        []delegation // of the sentence, once they are known
	ledKnown   bool
	quoted     int         // 1 + the token of the first closing quotation mark; 0: not looked for yet
	about      []string    // topics of the sentence; nil: not looked for yet
	ifs        []condition // its conditions, with about
	counted    [2]int      // a byte of the sentence and the code points before it
	day        parley.EDTF // of the item, zero where not known
	cut        bool        // into units, for the model
	year       bool        // it names a year, found with the cut
	include    int         // 1 + the token that included finds; 0: not looked for yet
	nth, of    int         // which sentence of the item it is, and how many there are
}

// condition is an if-clause: its tokens.
type condition struct{ from, to int }

// sayer is a verb of saying with who says.
type sayer struct {
	from, to int
	who      []parley.Actor
	span     [2]int // tokens of the sayer's mention
}

// clause begins with the next sentence.
func (w *Worker) clause(sent *parley.Sentence, line *rule.Line) *clause {
	s, n := &w.s, len(line.Tokens)
	*s = clause{w: w, e: w.Extractor, sent: sent, line: line, at: zeros(s.at, n), begin: zeros(s.begin, n+1), end: zeros(s.end, n+1), says: s.says[:0], ifs: s.ifs[:0], waiting: s.waiting[:0], led: s.led[:0]}
	for i, sp := range line.Spans {
		for j := sp.From; j < sp.To && j < len(s.at); j++ {
			s.at[j] = i + 1
		}
	}
	return s
}

// zeros is n zero values, in the memory of list where they fit.
func zeros[T any](list []T, n int) []T {
	list = slices.Grow(list[:0], n)[:n]
	clear(list)
	return list
}

// read finds the triggers of the sentence and everything around them, in text order.
func (s *clause) read(m *memory) []*trigger {
	s.findSayers()
	defer m.heard(s)
	s.all = s.pick(s.w.match.Matches(s.line))
	if len(s.all) == 0 {
		return s.unworded(m, nil)
	}
	for _, t := range s.all {
		s.begin[t.from], s.end[t.to] = t, t
	}
	for _, t := range s.all {
		s.findSlots(t)
	}
	s.tieObjects()
	out := s.w.read[:0]
	for i, t := range s.all {
		t.release()
		if t.over != nil && !s.keepsOwn(t) {
			continue
		}
		if ok := s.settle(t, m, out); !ok || t.waits {
			o := s.another(t, m, out)
			if t.void = o == nil && !ok; t.void {
				continue
			}
			if o != nil {
				t, s.all[i] = o, o
			}
		} else {
			s.fuller(t, m, out)
		}
		s.decideWhere(t)
		s.decideStatus(t)
		s.decideBackground(t, m)
		if t.waits {
			s.standing(t, m)
			s.waiting = append(s.waiting, t)
			continue
		}
		if n := len(out); n > 0 {
			out[n-1].spelledOut(t)
		}
		t.confidence = confidence(t)
		m.add(s, t)
		s.recalls(t, m)
		s.standing(t, m)
		t.void = t.doubtful()
		out = t.each(out)
	}
	s.w.read = out
	return s.unworded(m, out)
}

// settle gives the found arguments their roles, completes them, and tells whether the
// trigger is a claim.
func (s *clause) settle(t *trigger, m *memory, before []*trigger) bool {
	s.sides(t, m, before)
	if !s.stands(t) {
		m.elsewhere(t)
	}
	return (t.waits || s.stands(t)) && !s.onlyPurpose(t) && !s.termed(t) && !s.alleged(t, before) && !s.echoes(t, before) && !t.repeated(before) && !s.ahead(t) && !s.outcome(t, before) && !s.adds(t)
}

// sides finds who takes part and how.
func (s *clause) sides(t *trigger, m *memory, before []*trigger) {
	info, _ := t.kind.Info()
	f := &t.says.roles
	t.mutual = info.Form == parley.Directed && f[slotBetween] == parley.RoleParty && f[slotOf] == parley.RoleParty
	t.assign(f)
	s.captures(t)
	s.eachOther(t)
	s.insideOf(t)
	s.implied(t)
	s.voiced(t, m)
	t.jointly(s.e.world)
	s.aside(t)
	s.far(t)
	s.sidesOf(t)
	s.sidesMediated(t, before)
	s.addressed(t)
	s.borrowTarget(t)
	t.shareTarget()
	if g := t.slots[slotBetween]; t.kind == parley.Demand && len(g) > 1 && t.count(parley.RoleTarget) == 0 && t.count(parley.RoleParty) == 0 {
		t.add(parley.RoleTarget, g) // "calls for talks between A and B"
	}
	var between *trigger
	if !t.unworded { // what a model sees changes no other claim
		between = t.mediated(before)
	}
	s.fielded(t)
	m.fill(s, t)
	if between != nil && between.count(parley.RoleParty) == 0 {
		between.take(t, parley.RoleParty)
	}
	t.bilateral()
	m.struck(s, t)
	m.otherHalf(t)
	s.headed(t)
}

// captures gives actors that a rule captured by role name ("target=$actor") their role.
func (s *clause) captures(t *trigger) {
	for _, c := range t.caps {
		role := parley.Role(c.Name)
		if !knownRole(role) {
			continue
		}
		for _, sp := range s.spans(c.From, c.To) {
			if sp.Class == s.e.c.actor && sp.From >= c.From && sp.To <= c.To {
				t.add(role, s.sent.Refs[sp.Ref].Actors)
			}
		}
	}
}

// insideOf makes an actor among the trigger's own words the target where nobody else is: "orders
// the citizens of A home".
func (s *clause) insideOf(t *trigger) {
	switch t.kind {
	case parley.Sanction, parley.Coerce, parley.Attack, parley.Accuse, parley.Demand, parley.Concede:
	default:
		return
	}
	if t.count(parley.RoleTarget) > 0 {
		return
	}
	for _, sp := range s.spans(t.from, t.to-1) {
		if sp.Class == s.e.c.actor && sp.From >= t.from && sp.To <= t.to {
			t.add(parley.RoleTarget, s.sent.Refs[sp.Ref].Actors)
		}
	}
}

// implied adds the actors that the words of a rule name without naming them ("Brexit
// talks"): attribute `cast`, as role=id pairs.
func (s *clause) implied(t *trigger) {
	for _, pair := range t.says.cast {
		role, id, _ := strings.Cut(pair, "=")
		a := parley.Actor{ID: id}
		switch kind, key, _ := strings.Cut(id, ":"); kind {
		case "state":
			a.State, a.Name = parley.Maybe(key), s.e.world.States[key].Name
		case "org":
			a.Name = s.e.world.Organisations[key].Name
		case "group":
			a.Name = s.e.world.Groups[key].Name
		}
		if !t.names(a) {
			t.add(parley.Role(role), []parley.Actor{a})
		}
	}
}

// each splits a verb of a visit to several hosts, and a meeting of one with several in turn, into a
// claim for each: one verb with two counterparts is two claims.
func (t *trigger) each(out []*trigger) []*trigger {
	role := parley.RoleTarget
	switch t.kind {
	case parley.Visit:
	case parley.Meet, parley.Call:
		return t.inTurn(out)
	default:
		return append(out, t)
	}
	if t.distinct(role) < 2 || t.recalled || t.nominal {
		return append(out, t)
	}
	for _, a := range t.cast {
		if a.Role != role {
			continue
		}
		one := *t
		one.cast = nil
		for _, b := range t.cast {
			if b.Role != role || b.ID == a.ID {
				one.cast = append(one.cast, b)
			}
		}
		out = append(out, &one)
	}
	return out
}

// inTurn splits "A met B and C" where B and C stand in one list after the verb.
func (t *trigger) inTurn(out []*trigger) []*trigger {
	others := t.slots[slotWith]
	if len(others) == 0 {
		others = t.slots[slotObject]
	}
	if len(others) < 2 || len(t.slots[slotSubject]) != 1 || t.nominal || t.recalled || len(t.cast) != len(others)+1 {
		return append(out, t)
	}
	for _, o := range others {
		one := *t
		one.cast = nil
		for _, b := range t.cast {
			if b.ID == o.ID || b.ID == t.slots[slotSubject][0].ID {
				one.cast = append(one.cast, b)
			}
		}
		out = append(out, &one)
	}
	return out
}

// stands tells whether a trigger has the actors that make it a claim.
func (s *clause) stands(t *trigger) bool {
	if len(t.cast) == 0 || s.private(t.cast) || t.domestic() || t.policed() {
		return false
	}
	switch t.says.needs {
	case "two":
		return t.sides() >= 2
	case "body":
		return t.sides() >= 2 || !strings.HasPrefix(t.cast[0].ID, "person:")
	case "source": // several who adopt something together have become parties
		return t.count(parley.RoleSource) > 0 || (t.kind == parley.Sign || t.kind == parley.Propose) && t.distinct(parley.RoleParty) > 1
	case "target":
		return t.count(parley.RoleTarget) > 0
	case "both":
		return t.count(parley.RoleSource) > 0 && t.count(parley.RoleTarget) > 0
	}
	return true
}

// private tells whether all actors are persons of whom neither the page nor the world pack
// knows a state or an office: what they do among themselves is no diplomacy.
func (s *clause) private(cast []parley.Actor) bool {
	for _, a := range cast {
		id, person := strings.CutPrefix(a.ID, "person:")
		if _, known := s.e.world.People[id]; !person || known || a.State != "" || a.Office != "" {
			return false
		}
	}
	return true
}

// person tells whether token i belongs to the name of a person.
func (s *clause) person(i int) bool {
	m, ok := s.span(i, s.e.c.actor)
	return ok && len(s.actorsAt(m)) == 1 && strings.HasPrefix(s.actorsAt(m)[0].ID, "person:")
}

// domestic tells whether a contact, praise or a threat has several actors and all are of one
// state. Refusals, offers, demands and charges between a state's own powers may be about what
// it does abroad, and force between them a war: these are kept.
func (t *trigger) domestic() bool {
	switch t.kind {
	case parley.Meet, parley.Call, parley.Visit, parley.Message, parley.Cooperate,
		parley.Support, parley.Threaten:
		return len(t.cast) > 1 && t.sides() == 1 && t.cast[0].State != ""
	}
	return false
}

// policed tells whether police are all that a seizure names: a case of its own country. A rule
// that looks for no other side means force against a state's own people.
func (t *trigger) policed() bool {
	return t.kind == parley.Coerce && t.says.other != "no" && len(t.cast) == 1 && strings.HasSuffix(t.cast[0].ID, "/police")
}

// sides counts the different states, organisations and groups among the actors.
func (t *trigger) sides() int {
	seen := map[parley.Side]bool{}
	for _, a := range t.cast {
		seen[a.Side()] = true
	}
	return len(seen)
}

// confidence is what a model says, or where none was asked a plain score in (0,1) that falls with every inference.
func confidence(t *trigger) float64 {
	if t.trusted {
		return t.confidence
	}
	c := 0.95
	if t.recalled {
		c -= 0.2
	}
	if t.status == parley.Possible {
		c -= 0.05
	}
	if t.count(parley.RoleSource) == 0 && t.count(parley.RoleParty) < 2 && t.count(parley.RoleMediator) == 0 {
		c -= 0.15
	}
	if t.nominal {
		c -= 0.05
	}
	if t.unworded { // of such claims two in three are right
		c -= 0.3
	}
	return float64(int(c*100+0.5)) / 100
}
