package export

import (
	"testing"

	"parley"
)

// One line a code of CAMEO's negotiation branch that can be told from the fields of an event.
func TestCAMEO(t *testing.T) {
	a := func(role parley.Role, state string) parley.Actor { return actor(role, "state:"+state, state) }
	two := []parley.Actor{a(parley.RoleParty, "RUS"), a(parley.RoleParty, "UKR")}
	one := []parley.Actor{a(parley.RoleSource, "USA"), a(parley.RoleTarget, "IRN")}
	all := []parley.Actor{a(parley.RoleSource, "USA")}
	for _, c := range []struct {
		e    parley.Event
		want string
		why  string
	}{
		{parley.Event{Kind: parley.Demand, Object: "talks", Actors: all}, "026", "an appeal to talk, to nobody in particular"},
		{parley.Event{Kind: parley.Demand, Object: "sign", Actors: all}, "027", "an appeal to settle"},
		{parley.Event{Kind: parley.Demand, Object: "mediate", Actors: all}, "028", "an appeal to accept mediation"},
		{parley.Event{Kind: parley.Demand, Object: "talks", Actors: one}, "106", "a demand of one to meet"},
		{parley.Event{Kind: parley.Demand, Object: "concede", Topics: []string{"peace"}, Actors: one}, "107", "a demand of one to settle"},
		{parley.Event{Kind: parley.Demand, Object: "mediate", Actors: one}, "108", "a demand of one to accept mediation"},
		{parley.Event{Kind: parley.Propose, Object: "meet", Actors: one}, "036", "an offer to meet"},
		{parley.Event{Kind: parley.Propose, Object: "concede", Topics: []string{"ceasefire"}, Actors: one}, "037", "an offer to settle"},
		{parley.Event{Kind: parley.Accept, Object: "mediate", Actors: one}, "038", "mediation accepted"},
		{parley.Event{Kind: parley.Propose, Object: "mediate", Actors: one}, "039", "an offer to mediate"},
		{parley.Event{Kind: parley.Mediate, Status: parley.Possible, Actors: two}, "039", "ready to mediate"},
		{parley.Event{Kind: parley.Meet, Status: parley.Planned, Actors: two}, "036", "a meeting that is fixed is an intent"},
		{parley.Event{Kind: parley.Meet, Status: parley.Occurred, Actors: two}, "040", "a meeting somewhere"},
		{parley.Event{Kind: parley.Meet, Status: parley.Occurred, Actors: two, Place: &parley.Place{Name: "Geneva", State: "CHE"}}, "044", "a meeting in a third state"},
		{parley.Event{Kind: parley.Meet, Status: parley.Occurred, Actors: two, Place: &parley.Place{Name: "Moscow", State: "RUS"}}, "040", "a meeting at one of them"},
		{parley.Event{Kind: parley.Call, Status: parley.Occurred, Actors: two}, "041", "a call"},
		{parley.Event{Kind: parley.Visit, Status: parley.Occurred, Actors: one}, "042", "a visit"},
		{parley.Event{Kind: parley.Mediate, Status: parley.Ongoing, Actors: two}, "045", "mediation"},
		{parley.Event{Kind: parley.Talks, Status: parley.Occurred, Actors: two}, "046", "negotiation"},
		{parley.Event{Kind: parley.Sign, Status: parley.Occurred, Actors: two}, "057", "a signature"},
		{parley.Event{Kind: parley.Concede, Status: parley.Occurred, Topics: []string{"ceasefire"}, Actors: one}, "0871", "a truce"},
		{parley.Event{Kind: parley.Concede, Status: parley.Occurred, Actors: one}, "080", "another concession"},
		{parley.Event{Kind: parley.Reject, Object: "talks", Actors: one}, "125", "talks refused"},
		{parley.Event{Kind: parley.Reject, Object: "mediate", Actors: one}, "126", "mediation refused"},
		{parley.Event{Kind: parley.Reject, Object: "sign", Actors: one}, "127", "a settlement refused"},
		{parley.Event{Kind: parley.Threaten, Object: "talks", Actors: one}, "134", "a threat to leave the talks"},
		{parley.Event{Kind: parley.Threaten, Object: "mediate", Actors: one}, "135", "a threat to end mediation"},
		{parley.Event{Kind: parley.Threaten, Object: "attack", Actors: one}, "138", "a threat of force"},
		{parley.Event{Kind: parley.Talks, Status: parley.Cancelled, Actors: two}, "164", "talks broken off"},
		{parley.Event{Kind: parley.Mediate, Status: parley.Cancelled, Actors: two}, "165", "mediation ended"},
		{parley.Event{Kind: parley.Accuse, Status: parley.Occurred, Actors: one}, "110", "outside the branch: the kind's"},
	} {
		if got := CAMEO(&c.e); got != c.want {
			t.Errorf("%s: %s, want %s", c.why, got, c.want)
		}
	}
}

// Words of claims say what fields do not; GDELT has a row of the host for each of a visit. With
// the codes that fields give these are all of the negotiation branch.
func TestCodesOfWords(t *testing.T) {
	a := func(role parley.Role, state string) parley.Actor { return actor(role, "state:"+state, state) }
	one := []parley.Actor{a(parley.RoleSource, "RUS"), a(parley.RoleTarget, "USA")}
	for _, c := range []struct {
		e           parley.Event
		words, want string
		why         string
	}{
		{parley.Event{Kind: parley.Reject, Status: parley.Occurred, Object: "sign"}, "129", "129", "a veto of a resolution"},
		{parley.Event{Kind: parley.Reject, Status: parley.Possible}, "129", "120", "a veto that may be is none"},
		{parley.Event{Kind: parley.Reject, Status: parley.Occurred}, "128", "128", "law defied"},
		{parley.Event{Kind: parley.Support, Status: parley.Occurred}, "054", "054", "recognition"},
		{parley.Event{Kind: parley.Cooperate, Status: parley.Occurred}, "054", "054", "of another root"},
		{parley.Event{Kind: parley.Threaten, Status: parley.Occurred, Object: "sanction"}, "136", "136", "to leave"},
		{parley.Event{Kind: parley.Threaten, Status: parley.Occurred}, "137", "137", "to put down"},
		{parley.Event{Kind: parley.Threaten, Status: parley.Occurred, Object: "attack"}, "139", "139", "an ultimatum"},
		{parley.Event{Kind: parley.Threaten, Status: parley.Occurred, Object: "attack"}, "136", "138", "force says more than leaving"},
		{parley.Event{Kind: parley.Threaten, Status: parley.Occurred, Object: "talks"}, "136", "134", "leaving talks is of talks"},
		{parley.Event{Kind: parley.Accuse, Status: parley.Occurred}, "", "110", "no words"},
	} {
		c.e.Actors = one
		c.e.Claims = []parley.ClaimRef{
			{Kind: parley.Meet, Status: parley.Occurred, CAMEO: "999"},
			{Kind: c.e.Kind, Status: parley.Denied, CAMEO: "999"},
			{Kind: c.e.Kind, Status: parley.Occurred, CAMEO: c.words},
		}
		if got := codeOf(&c.e); got != c.want {
			t.Errorf("%s: %s, want %s", c.why, got, c.want)
		}
	}
	visit := parley.Event{Kind: parley.Visit, Status: parley.Occurred, Actors: one}
	for status, want := range map[parley.Status]string{parley.Occurred: "RUS>USA USA>RUS(back) ", parley.Planned: "RUS>USA "} {
		visit.Status = status
		got := ""
		for _, d := range gdeltPairs(&visit) {
			got += string(d.from.State) + ">" + string(d.to.State)
			if d.back {
				got += "(back)"
			}
			got += " "
		}
		if got != want {
			t.Errorf("pairs of a visit that is %s: %s, want %s", status, got, want)
		}
	}
}

// Every kind in every status has a code whose class and value are known.
func TestEveryKindHasACode(t *testing.T) {
	for _, k := range parley.Kinds {
		for _, s := range []parley.Status{parley.Occurred, parley.Ongoing, parley.Planned, parley.Possible, parley.Denied, parley.Cancelled} {
			for _, o := range append([]parley.KindInfo{{}}, parley.Kinds...) {
				e := parley.Event{Kind: k.Kind, Status: s, Object: parley.Maybe(o.Kind)}
				code := CAMEO(&e)
				if len(code) < 3 || goldstein(code) == "" {
					t.Errorf("%s %s %s: code %q, value %q", k.Kind, s, o.Kind, code, goldstein(code))
				}
				if p := ploverOf(&e); ploverQuads[p.Type] == "" {
					t.Errorf("%s %s: no class of %q", k.Kind, o.Kind, p.Type)
				}
			}
		}
	}
}

func TestDyads(t *testing.T) {
	a := func(role parley.Role, id, state string) parley.Actor { return actor(role, id, state) }
	for _, c := range []struct {
		kind   parley.Kind
		actors []parley.Actor
		want   string
		why    string
	}{
		{parley.Talks, []parley.Actor{a("party", "state:A", "A"), a("party", "state:B", "B"), a("party", "state:C", "C")}, "A-B A-C B-C ", "each two once"},
		{parley.Meet, []parley.Actor{a("party", "person:x", "A"), a("party", "state:A", "A")}, "A-? ", "a man does not meet his own state"},
		{parley.Accuse, []parley.Actor{a("source", "state:A", "A"), a("source", "state:B", "B"), a("target", "state:C", "C")}, "A-C B-C ", "each source with each target"},
		{parley.Accuse, []parley.Actor{a("target", "state:C", "C")}, "?-C ", "nobody named who did it"},
		{parley.Mediate, []parley.Actor{a("mediator", "state:M", "M"), a("party", "state:A", "A"), a("party", "state:B", "B")}, "M-A M-B ", "the mediator with each"},
		{parley.Sanction, []parley.Actor{a("party", "state:A", "A"), a("party", "state:B", "B")}, "A-B ", "strained relations are of both"},
	} {
		got := ""
		for _, d := range dyads(&parley.Event{Kind: c.kind, Actors: c.actors}) {
			for i, x := range []*parley.Actor{d.from, d.to} {
				if x == nil {
					got += "?"
				} else {
					got += string(x.State)
				}
				got += []string{"-", " "}[i]
			}
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.why, got, c.want)
		}
	}
}
