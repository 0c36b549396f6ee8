package merge

// This file judges claims of one item or one story by a model, too. The rules (same.go)
// ask that all agrees; but of what is read some is read wrongly, and one side that is
// missing or a word that differs takes nothing from two sentences that tell of one event.
// Between items that no story ties, rules alone decide.

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"parley"
	"parley/internal/learn"
)

// JudgeModel is the name of the model, packs/world/models/event.txt.
const JudgeModel = "event"

// JudgeClasses are its classes: two claims are about two events, or about one.
var JudgeClasses = []string{"two", "one"}

// Judge says how likely two claims are about one event. It is only read and may be shared.
type Judge struct{ model *learn.Model }

// NewJudge takes the model, nil for none: then rules alone decide.
func NewJudge(m *learn.Model) (*Judge, error) {
	if m == nil {
		return nil, nil
	}
	if !slices.Equal(m.Classes, JudgeClasses) {
		return nil, fmt.Errorf("the model %q has not the classes %q", JudgeModel, JudgeClasses)
	}
	return &Judge{m}, nil
}

// What a claim needs to join, in logarithms of odds. The values were chosen by
// cross-validation over groups of articles.
const (
	likelier  = 0 // it takes so much
	ruledSame = 1 // what the word of the rules counts
	// strangers is how far behind a cluster of other stories comes.
	strangers = 1000
)

// judge tells whether m is about the event of g, how sure that is, and why. f is working
// memory.
func (j *Judge) judge(m *mention, g *group, f *learn.Features) (score float64, why string, ok bool) {
	points, why, ruled := same(m, g)
	if j == nil {
		return float64(points), why, ruled
	}
	if !akin(m, g) {
		return float64(points) - strangers, why, ruled
	}
	if !ruled && (excluded(m, g) || !reminds(m, g)) {
		return 0, "", false
	}
	odds := j.odds(m, g, f)
	if ruled {
		odds += ruledSame
	} else {
		why = resemblance(m, g, odds)
	}
	return odds, why, odds > likelier
}

// odds are the mean of those of m and the likeliest third of the members of g: one member
// alone could draw in what has nothing to do with the others, and few tell all.
func (j *Judge) odds(m *mention, g *group, f *learn.Features) float64 {
	const part = 3
	var all [compared]float64
	n := min(len(g.members), compared)
	for i, o := range g.members[:n] {
		f.Reset()
		notice(f, m, o)
		var scores [2]float64
		j.model.Scores(f, scores[:])
		all[i] = scores[1] - scores[0]
	}
	slices.Sort(all[:n])
	sum, k := 0.0, (n+part-1)/part
	for _, odds := range all[n-k : n] {
		sum += odds
	}
	return sum / float64(k)
}

// byModel is the reason of a claim that the model alone joined.
const byModel = "model"

// guessed tells whether the model alone joined m.
func (m *mention) guessed() bool {
	return slices.ContainsFunc(parley.ParseJoin(m.why).Why, func(b parley.Because) bool { return b.Code == byModel })
}

// akin tells whether m and a member of g stand in one item or in one story.
func akin(m *mention, g *group) bool {
	return slices.ContainsFunc(g.members, func(o *mention) bool {
		return o.item == m.item || m.story != "" && o.story == m.story
	})
}

// excluded tells whether m cannot be about the event of g however it is told: another round,
// or days that lie apart. Sources err by a day. What is planned meets what happened by the rules
// alone where it is a meeting or told in another item, and so do meetings that two items tell of:
// of one affair there are many, and a round of talks must not be lost in another.
func excluded(m *mention, g *group) bool {
	fulfils := isPlanned(m) != isPlanned(g.members[0])
	if tells := g.tells(m.item); m.nature == meeting && (fulfils || !tells) || fulfils && !tells {
		return true
	}
	if m.Claim.Round != nil && len(g.rounds) > 0 && !slices.Contains(g.rounds, *m.Claim.Round) {
		return true
	}
	return m.dated && g.dated && max(m.time.From-g.time.To, g.time.From-m.time.To) > 1
}

func isPlanned(m *mention) bool { return m.Claim.Status == parley.Planned }

// tells tells whether an item tells of the event.
func (g *group) tells(item string) bool {
	return slices.ContainsFunc(g.members, func(o *mention) bool { return o.item == item })
}

// reminds tells whether m stands in the item of a member of g or has words of one: what
// tells neither of the same actors nor in any of the same words is not looked at further.
func reminds(m *mention, g *group) bool {
	return slices.ContainsFunc(g.members[:min(len(g.members), compared)], func(o *mention) bool {
		return o.item == m.item || alike(o.wording.trigger, m.wording.trigger) > 0 || alike(o.wording.near, m.wording.near) >= similar
	})
}

// resemblance names what m and g have in common where the model alone joins them.
func resemblance(m *mention, g *group, odds float64) string {
	a := &agreement{}
	sameWhere(m, g, a)
	if got := compare(m.all, g.all); got.equal() {
		a.add(0, "actors")
	} else if got.shared > 0 {
		a.add(0, "actors-shared", strconv.Itoa(got.shared))
	}
	compareWords(m, g, a)
	if a.trigger {
		a.add(0, "trigger")
	}
	a.add(0, "words", percent(a.near))
	a.add(0, byModel, percent(1/(1+math.Exp(-odds))))
	return parley.Join{Claim: m.id, Why: a.why}.String()
}

func percent(share float64) string { return strconv.Itoa(int(math.Round(share * 100))) }
