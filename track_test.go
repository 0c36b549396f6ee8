package parley_test

import (
	"testing"

	"parley"
)

// TestProposalAgreed: a plan is settled once all who were asked accept it; as long as one refuses,
// sets conditions or says nothing, it lies on the table.
func TestProposalAgreed(t *testing.T) {
	const yes, no, none, cond = parley.AnswerAccepted, parley.AnswerRejected, parley.AnswerNone, parley.AnswerConditional
	for _, c := range []struct {
		answers []string
		agreed  bool
	}{
		{nil, false},
		{[]string{yes}, true},
		{[]string{yes, yes}, true},
		{[]string{yes, no}, false},
		{[]string{yes, none}, false},
		{[]string{cond, yes}, false},
		{[]string{none}, false},
	} {
		p := parley.Proposal{}
		for _, a := range c.answers {
			p.Answers = append(p.Answers, parley.Answer{Answer: a})
		}
		if got := p.Agreed(); got != c.agreed {
			t.Errorf("%q: agreed is %v", c.answers, got)
		}
	}
}
