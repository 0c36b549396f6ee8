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

// TestProposalWaits: what waits for an answer is what was likely offered, at a time that somebody knows, and what not all have
// refused.
func TestProposalWaits(t *testing.T) {
	no, none := parley.Answer{By: "state:AZE", Answer: parley.AnswerRejected}, parley.Answer{By: "state:GEO", Answer: parley.AnswerNone}
	yes := parley.Answer{By: "state:AZE", Answer: parley.AnswerAccepted}
	for name, c := range map[string]struct {
		event   *parley.Event
		answers []parley.Answer
		want    bool
	}{
		"offered to nobody":             {&parley.Event{FirstSeen: "2017-06-08"}, nil, true},
		"not answered":                  {&parley.Event{FirstSeen: "2017-06-08", Confidence: 0.9}, []parley.Answer{none}, true},
		"refused by some":               {&parley.Event{FirstSeen: "2017-06-08"}, []parley.Answer{no, none}, true},
		"refused by all":                {&parley.Event{FirstSeen: "2017-06-08"}, []parley.Answer{no}, false},
		"accepted":                      {&parley.Event{FirstSeen: "2017-06-08"}, []parley.Answer{yes}, false},
		"likely misread":                {&parley.Event{FirstSeen: "2017-06-08", Confidence: 0.5}, []parley.Answer{none}, false},
		"nobody knows of when":          {&parley.Event{}, nil, false},
		"of a day, told on none":        {&parley.Event{Time: &parley.When{Value: "2017-06-08"}}, nil, true},
		"nothing more is known of it":   {nil, []parley.Answer{none}, true},
		"nothing is known, all refused": {nil, []parley.Answer{no}, false},
	} {
		p := parley.Proposal{Answers: c.answers}
		if got := p.Waits(c.event); got != c.want {
			t.Errorf("%s: waits %v, want %v", name, got, c.want)
		}
	}
}
