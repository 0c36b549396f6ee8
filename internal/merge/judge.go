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
	"strings"

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

// verdict is whether a mention is about the event of a group, and how sure that is.
type verdict struct {
	ok    bool
	score float64
	by    *mention // the one of the unit whom the rules take; nil: the model alone
}

// judge tells whether m, with those tied to it, is about the event of g. f is working memory.
func (j *Judge) judge(m *mention, g *group, f *learn.Features) (v verdict) {
	if outlived(m, g) {
		return verdict{}
	}
	points, by, barred := ruled(m, g)
	v.by = by
	switch {
	case barred:
		return verdict{}
	case j == nil || !akin(m, g):
		v.score, v.ok = float64(points), by != nil
		if j != nil {
			v.score -= strangers
		}
	case by == nil && (slices.ContainsFunc(m.unit(), func(o *mention) bool { return excluded(o, g) }) || !reminds(m, g)):
		return verdict{}
	default:
		v.score = j.odds(m.unit(), g, f)
		if by != nil {
			v.score += ruledSame
		}
		v.ok = v.score > likelier
	}
	return v
}

// why words the reasons of a verdict that let m join g.
func (v verdict) why(m *mention, g *group) string {
	why := parley.Join{Claim: m.id}
	if v.by != nil {
		why.Why = reasons(v.by, g)
	} else {
		why.Why = resemblance(m, g, v.score)
	}
	return why.String()
}

// ruled gives the one of m and those tied to it whom the rules take for one about the event of g, nil where they take
// none; barred, whether one of them is of another day or round, though the rules may have taken another that tells none:
// but for what goes on for days.
func ruled(m *mention, g *group) (points int, by *mention, barred bool) {
	for _, o := range m.unit() {
		p, agrees := same(o, g)
		if agrees && (by == nil || p > points) {
			points, by = p, o
		}
		barred = barred || !agrees && o.span == 1 && g.span == 1 && elsewhen(o, g)
	}
	return points, by, barred
}

// odds are those of the likelier pairs of one of the unit with one of g.
func (j *Judge) odds(unit []*mention, g *group, f *learn.Features) float64 {
	unit, members := unit[:min(len(unit), compared)], g.members[:min(len(g.members), compared)]
	all := make([]float64, 0, len(unit)*len(members))
	for _, m := range unit {
		for _, o := range members {
			all = append(all, j.pair(m, o, f))
		}
	}
	return likeliest(all)
}

// pair are the odds of two claims, of which o comes first in the order.
func (j *Judge) pair(m, o *mention, f *learn.Features) float64 {
	if odds, known := m.judged[o]; known {
		return odds
	}
	f.Reset()
	notice(f, m, o)
	var scores [2]float64
	j.model.Scores(f, scores[:])
	if m.judged == nil {
		m.judged = map[*mention]float64{}
	}
	m.judged[o] = scores[1] - scores[0]
	return m.judged[o]
}

// byModel is the reason of a claim that the model alone joined.
const byModel = "model"

// guessed tells whether the model alone joined m, or the one that leads it.
func (m *mention) guessed() bool {
	return m.drawn || strings.Contains(m.why, byModel) && slices.ContainsFunc(parley.ParseJoin(m.why).Why, func(b parley.Because) bool { return b.Code == byModel })
}

// outlived tells whether m, which says no time, is of an item that came out when g was no news any more: long after or
// before the claim that founded it and the days of the event. Else what recurs in the same words, a protest or an appeal
// of every other day, would be one event that grows for ever. What an item says beside a claim of the event, and of a
// round by its number, is of it whenever it is told.
func outlived(m *mention, g *group) bool {
	first := g.members[0]
	if m.dated || !m.hasPub || !first.hasPub || m.pub.Overlaps(widen(first.pub, newsDays, newsDays)) {
		return false
	}
	if g.dated && g.span <= narrow && m.pub.Overlaps(widen(g.time, newsDays, newsDays)) {
		return false
	}
	return (m.Claim.Round == nil || !slices.Contains(g.rounds, *m.Claim.Round)) && !g.tells(m.item)
}

// akin tells whether m and a member of g stand in one item or in one story.
func akin(m *mention, g *group) bool {
	return slices.ContainsFunc(g.members, func(o *mention) bool {
		return o.item == m.item || m.story != "" && o.story == m.story
	})
}

// excluded tells whether m cannot be about the event of g however it is told: another round, or days that lie
// apart. Sources err by a day. What the rules alone may join besides: what is planned with what happened, where it is
// a meeting or told in another item; a meeting that took place with one that was called off; and meetings that two
// items tell of where one alone has a day: of one affair there are many, and a round of talks must not be lost in
// another.
func excluded(m *mention, g *group) bool {
	tells := g.tells(m.item)
	if fulfils := isPlanned(m) != isPlanned(g.members[0]); fulfils && (m.nature == meeting || !tells) {
		return true
	}
	if m.nature == meeting && m.class == real && g.classes[no] || m.family == meetings && !tells && m.dated != g.dated {
		return true
	}
	return m.nature == meeting && !tells && others(m, g) || elsewhen(m, g)
}

// others tells whether m and every member of g have actors and share none: whom one item lets meet are not those of another.
func others(m *mention, g *group) bool {
	return len(m.all) > 0 && !slices.ContainsFunc(g.members, func(o *mention) bool {
		return len(o.all) == 0 || compare(m.all, o.all).shared > 0
	})
}

// elsewhen tells whether m is of another round than g, or of days that lie apart.
func elsewhen(m *mention, g *group) bool {
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
	return slices.ContainsFunc(m.unit(), func(m *mention) bool {
		return slices.ContainsFunc(g.members[:min(len(g.members), compared)], func(o *mention) bool {
			return o.item == m.item || alike(o.wording.trigger, m.wording.trigger) > 0 || alike(o.wording.near, m.wording.near) >= similar
		})
	})
}

// resemblance names what m and g have in common where the model alone joins them.
func resemblance(m *mention, g *group, odds float64) []parley.Because {
	a := &agreement{worded: true}
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
	return a.why
}

func percent(share float64) string { return strconv.Itoa(int(math.Round(share * 100))) }
