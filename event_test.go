package parley

import (
	"reflect"
	"testing"
)

// A join is a line that is read back as it was.
func TestJoin(t *testing.T) {
	for _, c := range []struct {
		join Join
		line string
		why  string
	}{
		{Join{"c_1", []Because{{"day", "2025-04-08"}, {"actors", ""}}}, "c_1: day=2025-04-08; actors", "codes, with values where there are any"},
		{Join{"", []Because{{"merge", "ann"}, {"why", "one trip: to Geneva = home"}}}, "merge=ann; why=one trip: to Geneva = home", "of a person; a reason may hold any sign"},
	} {
		if got := c.join.String(); got != c.line {
			t.Errorf("%q, not %q: %s", got, c.line, c.why)
		}
		if got := ParseJoin(c.line); !reflect.DeepEqual(got, c.join) {
			t.Errorf("%+v, not %+v: %s", got, c.join, c.why)
		}
	}
	if got := (Join{Why: []Because{{"why", "a; b\nc"}}}).String(); got != "why=a, b c" {
		t.Errorf("what would end a reason is written otherwise: %q", got)
	}
	if got := ParseJoin("c_2: same day 2025-04-08"); got.Claim != "c_2" || got.Why[0].Code != "same day 2025-04-08" {
		t.Errorf("a line of an older ledger: %+v", got)
	}
}

// The claim that shows an event is one of its kind and status, where there is one.
func TestBest(t *testing.T) {
	e := Event{Kind: Talks, Status: Occurred}
	if c := e.Best(); c != nil {
		t.Errorf("of no claims: %+v", c)
	}
	e.Claims = []ClaimRef{{ID: "c_1", Kind: Meet, Status: Occurred}, {ID: "c_2", Kind: Talks, Status: Planned}}
	if c := e.Best(); c.ID != "c_1" {
		t.Errorf("of others alone: %s", c.ID)
	}
	e.Claims = append(e.Claims, ClaimRef{ID: "c_3", Kind: Talks, Status: Occurred}, ClaimRef{ID: "c_4", Kind: Talks, Status: Occurred})
	if c := e.Best(); c.ID != "c_3" {
		t.Errorf("of its kind and status: %s", c.ID)
	}
}

// TestSaysWhat: a kind of act says what was agreed, and so do words enough; a fragment alone does not.
func TestSaysWhat(t *testing.T) {
	for _, c := range []struct {
		object, words string
		says          bool
	}{
		{"", "", false},
		{"", "một cách bí mật", false},
		{"concede", "ngừng bắn", true},
		{"", "lập một nhóm soạn thảo chung", true},
	} {
		e := Event{Object: Maybe(c.object), ObjectText: Maybe(c.words)}
		if e.SaysWhat() != c.says {
			t.Errorf("%q, %q: says what is %v", c.object, c.words, !c.says)
		}
	}
}
