package parley

// TrackState says how far a negotiation has come.
type TrackState string

// The states of a track.
const (
	TrackProposed    TrackState = "proposed"
	TrackPreparatory TrackState = "preparatory"
	TrackUnderWay    TrackState = "under-way"
	TrackSuspended   TrackState = "suspended"
	TrackAgreed      TrackState = "agreed"
	TrackFailed      TrackState = "failed"
	TrackDormant     TrackState = "dormant"
)

// Standing says how much there is to a track: lists begin with those that run.
type Standing string

// The standings of a track, in the order of lists.
const (
	StandingRuns  Standing = "runs"  // something moves it, or was agreed within a year
	StandingRests Standing = "rests" // nothing has for a year
	StandingThin  Standing = "thin"  // a few sentences tell of it: no round, no answer, no date to come
)

// Rank is the place of the standing among the others, from 0.
func (s Standing) Rank() int {
	switch s {
	case StandingRests:
		return 1
	case StandingThin:
		return 2
	}
	return 0
}

// Track is one negotiation: who, about what, and every event of it over time.
type Track struct {
	ID             string            `json:"id"`
	Title          string            `json:"title"`   // in the language asked for
	Titles         map[string]string `json:"titles"`  // by language: vi, en
	Parties        []string          `json:"parties"` // actor ids, sorted
	Mediators      []string          `json:"mediators"`
	Issue          string            `json:"issue"` // topic id
	State          TrackState        `json:"state"`
	Since          Maybe             `json:"since"` // EDTF
	Standing       Standing          `json:"standing"`
	Why            string            `json:"why"`    // the event that put it in this state
	Stages         []Stage           `json:"stages"` // how State came about, oldest first
	Rounds         []Round           `json:"rounds"`
	Proposals      []Proposal        `json:"proposals"`
	Positions      []Position        `json:"positions"`
	Next           []Next            `json:"next"`
	Contradictions []Contradiction   `json:"contradictions"`
	Events         []string          `json:"events"`
	Sources        []string          `json:"sources"`
	Newest         []string          `json:"newest"`            // of the events those told last, the latest first
	Agreed         []string          `json:"agreed"`            // of the events those by which something was agreed, the latest first
	Changes        []Change          `json:"changes,omitempty"` // by people: field title or pinned
	Pinned         bool              `json:"pinned,omitempty"`
	Kin            []Kin             `json:"kin,omitempty"`     // tracks that it parted from, that parted from it, that were joined with it
	Aliases        []string          `json:"aliases,omitempty"` // ids of tracks that were joined with it: they lead here
}

// How a track is kin to another.
const (
	KinParted = "parted" // it was a part of the other until then
	KinPart   = "part"   // the other was a part of it until then
	KinJoined = "joined" // the other was a track of its own until then
)

// Kin is another track that one came of, or that came of it. Events are the rounds that show
// it, since At: rounds of one matter alone where tracks part, rounds on both where they join.
type Kin struct {
	How    string            `json:"how"` // parted, part, joined
	Track  string            `json:"track"`
	Titles map[string]string `json:"titles"` // of the other
	At     Maybe             `json:"at"`     // EDTF
	Issues []string          `json:"issues"` // what the rounds are about
	Events []string          `json:"events"`
	Own    []string          `json:"own,omitempty"` // events that a joined track had before
}

// Stage is one step of a track's history: the state it entered, when, and the event that
// put it there.
type Stage struct {
	State TrackState `json:"state"`
	Since Maybe      `json:"since"` // EDTF
	Event string     `json:"event"`
}

// Round is one meeting of a negotiation, numbered as counted here, 0 where it was called
// off; Reported is the number that a text gives, where one does.
type Round struct {
	Number    int               `json:"number"`
	Reported  *int              `json:"reported"`
	Time      *When             `json:"time"`
	Place     *Place            `json:"place"`
	Level     Maybe             `json:"level"`   // leaders, ministers, deputies, envoys, experts
	Channel   Maybe             `json:"channel"` // in person, phone, indirect
	Status    Status            `json:"status"`
	Heads     map[string]string `json:"heads"` // party id → person id
	Mediators []string          `json:"mediators"`
	Outcome   Maybe             `json:"outcome"`
	Promise   *Promise          `json:"promise"`
	Events    []string          `json:"events"`
}

// Promise is the next meeting as it was announced after a round, and what became of it:
// kept, moved (to other days), cancelled, or nothing that is known.
type Promise struct {
	What  string `json:"what"` // the words that say it
	Time  *When  `json:"time"`
	Place *Place `json:"place"`
	Kept  Maybe  `json:"kept"`
	Event string `json:"event"`
}

// Proposal is an offer on the table and what each party answered.
type Proposal struct {
	By      []string `json:"by"`
	To      []string `json:"to"`
	Content string   `json:"content"` // the words that say it
	Object  Maybe    `json:"object"`
	Time    *When    `json:"time"`
	Answers []Answer `json:"answers"`
	Event   string   `json:"event"`
}

// Agreed tells whether the proposal is settled: somebody accepted it, and nobody else who was asked
// refused it, set conditions or has yet to answer.
func (p *Proposal) Agreed() bool {
	for i := range p.Answers {
		if p.Answers[i].Answer != AnswerAccepted {
			return false
		}
	}
	return len(p.Answers) > 0
}

// Waits tells whether the proposal lies on the table, as far as is known: not all who were asked have accepted it or refused
// it, and of the event that tells it, where that is known, it is likely that it was read rightly, and somebody knows of when.
func (p *Proposal) Waits(e *Event) bool {
	const surely = 0.6
	refused := len(p.Answers) > 0
	for i := range p.Answers {
		refused = refused && p.Answers[i].Answer == AnswerRejected
	}
	if refused || p.Agreed() {
		return false
	}
	return e == nil || (e.Confidence == 0 || e.Confidence >= surely) && (e.FirstSeen != "" || e.Time != nil && e.Time.Value != "")
}

// The answers to a proposal, from none to a definite one.
const (
	AnswerNone        = "none"
	AnswerQuestioned  = "questioned"
	AnswerConditional = "conditional"
	AnswerAccepted    = "accepted"
	AnswerRejected    = "rejected"
)

// Answer is what a party said to a proposal.
type Answer struct {
	By     string `json:"by"`
	Answer string `json:"answer"` // one of the constants above
	Time   *When  `json:"time"`
	Event  string `json:"event"`
}

// Position is where a party stands on an issue.
type Position struct {
	Party  string   `json:"party"`
	Issue  string   `json:"issue"`
	Stance string   `json:"stance"` // the words that say it
	Since  Maybe    `json:"since"`
	Claims []string `json:"claims"`
}

// Next is something fixed or announced for the future.
type Next struct {
	What  string `json:"what"`
	Time  *When  `json:"time"`
	Place *Place `json:"place"`
	Event string `json:"event"`
}
