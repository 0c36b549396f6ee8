package export

// This file gives events the codes of CAMEO (Gerner, Schrodt and Yilmaz, Conflict and
// Mediation Event Observations, version 1.1b3) and of PLOVER. Where an act is only planned,
// CAMEO codes the expressed intent; where something is said of talks, mediation or a
// settlement, the code of the negotiation branch is chosen.

import (
	"slices"

	"parley"
)

// aim is what a word about another act is about, as CAMEO's roots 02, 03, 10, 12 and 13
// tell it apart.
type aim uint8

const (
	aimOther  aim = iota
	aimMeet       // to meet, to negotiate
	aimSettle     // to settle a dispute, to make a peace
	aimMediate
	aimAid
	aimCooperate
	aimYield
	aimForce
	aimSanction
)

// aimOf reads the object of an event.
func aimOf(e *parley.Event) aim {
	switch parley.Kind(e.Object) {
	case parley.Talks, parley.Meet, parley.Call, parley.Visit, parley.Conference:
		return aimMeet
	case parley.Mediate:
		return aimMediate
	case parley.Accept, parley.Sign:
		return aimSettle
	case parley.Concede:
		if topic(e, "ceasefire", "peace") {
			return aimSettle
		}
		return aimYield
	case parley.Aid:
		return aimAid
	case parley.Cooperate, parley.Support:
		return aimCooperate
	case parley.Attack, parley.Mobilize, parley.Coerce:
		return aimForce
	case parley.Sanction:
		return aimSanction
	}
	return aimOther
}

// codeOf is the code of an event: CAMEO's, or one that says more, which words of a claim give it
// that it took place. A threat about talks or mediation stays one.
func codeOf(e *parley.Event) string {
	code := CAMEO(e)
	if e.Status != parley.Occurred && e.Status != parley.Ongoing || code == "134" || code == "135" {
		return code
	}
	finer := ""
	for i := range e.Claims {
		if c := &e.Claims[i]; c.Kind == e.Kind && (c.Status == parley.Occurred || c.Status == parley.Ongoing) {
			finer = max(finer, c.CAMEO)
		}
	}
	if finer != "" && (finer > code || finer[:2] != code[:2]) {
		return finer
	}
	return code
}

func topic(e *parley.Event, any ...string) bool {
	return slices.ContainsFunc(any, func(t string) bool { return slices.Contains(e.Topics, t) })
}

// CAMEO returns the code of an event: of its act, of the intent where the act is only
// planned or possible, of its breaking off where it was cancelled.
func CAMEO(e *parley.Event) string {
	future := e.Status == parley.Planned || e.Status == parley.Possible
	switch e.Kind {
	case parley.Meet, parley.Call, parley.Visit, parley.Conference, parley.Message, parley.Talks, parley.Mediate:
		return contactCode(e, future)
	case parley.Propose:
		return pick(aimOf(e), "030", map[aim]string{
			aimMeet: "036", aimSettle: "037", aimMediate: "039", aimAid: "033", aimCooperate: "031", aimYield: "035",
		})
	case parley.Accept:
		return pick(aimOf(e), "030", map[aim]string{
			aimMeet: "036", aimSettle: "037", aimMediate: "038", aimAid: "033", aimCooperate: "031", aimYield: "035",
		})
	case parley.Demand:
		return demandCode(e)
	case parley.Reject:
		return pick(aimOf(e), "120", map[aim]string{
			aimMeet: "125", aimMediate: "126", aimSettle: "127", aimCooperate: "121", aimAid: "122", aimYield: "124",
		})
	case parley.Threaten:
		return pick(aimOf(e), "130", map[aim]string{
			aimMeet: "134", aimMediate: "135", aimCooperate: "131", aimSanction: "132", aimForce: "138",
		})
	case parley.Sign:
		if future {
			return "030"
		}
		return "057"
	case parley.Concede:
		switch {
		case future:
			return "035"
		case topic(e, "ceasefire"):
			return "0871"
		}
		return "080"
	case parley.Sanction:
		return pick(aimOf(e), "160", map[aim]string{aimMeet: "164", aimMediate: "165"})
	case parley.Cooperate:
		return either(future, "031", "060")
	case parley.Aid:
		return either(future, "033", "070")
	}
	info, _ := e.Kind.Info()
	return info.CAMEO
}

// contactCode codes meetings, calls, visits, talks and mediation.
func contactCode(e *parley.Event, future bool) string {
	mediation := e.Kind == parley.Mediate
	switch {
	case e.Status == parley.Cancelled:
		return either(mediation, "165", "164")
	case future:
		return either(mediation, "039", "036")
	case e.Kind == parley.Meet && third(e):
		return "044"
	}
	info, _ := e.Kind.Info()
	return info.CAMEO
}

// third tells whether the place lies in a state that is not one of the parties'.
func third(e *parley.Event) bool {
	if e.Place == nil || e.Place.State == "" {
		return false
	}
	of := states(e)
	return len(of) > 1 && !slices.Contains(of, string(e.Place.State))
}

// demandCode tells an appeal to nobody named or to several (root 02) from a demand of one
// (root 10).
func demandCode(e *parley.Event) string {
	if len(with(e, parley.RoleTarget)) == 1 {
		return pick(aimOf(e), "100", map[aim]string{
			aimMeet: "106", aimSettle: "107", aimMediate: "108", aimCooperate: "101", aimAid: "103", aimYield: "105",
		})
	}
	return pick(aimOf(e), "020", map[aim]string{
		aimMeet: "026", aimSettle: "027", aimMediate: "028", aimCooperate: "021", aimAid: "023", aimYield: "025",
	})
}

func pick(a aim, general string, codes map[aim]string) string {
	if c, ok := codes[a]; ok {
		return c
	}
	return general
}

func either(cond bool, yes, no string) string {
	if cond {
		return yes
	}
	return no
}

// quad is CAMEO's class of a code: 1 verbal cooperation, 2 material cooperation, 3 verbal
// conflict, 4 material conflict.
func quad(code string) string {
	switch root := code[:2]; {
	case root <= "05":
		return "1"
	case root <= "08":
		return "2"
	case root <= "13":
		return "3"
	}
	return "4"
}

// goldstein is the value from -10 to 10 that CAMEO's scale gives a code (after Goldstein,
// A Conflict-Cooperation Scale for WEIS Events Data, 1992).
func goldstein(code string) string {
	for n := len(code); n >= 2; n-- {
		if v, ok := goldsteinScale[code[:n]]; ok {
			return v
		}
	}
	return ""
}

// goldsteinScale holds roots and the codes that differ from them.
var goldsteinScale = map[string]string{
	"02": "3.0", "021": "3.4", "022": "3.2", "023": "3.4", "024": "-0.3", "025": "-0.3", "026": "4.0", "027": "4.0", "028": "4.0",
	"03": "4.0", "031": "5.2", "032": "4.5", "033": "5.2", "034": "7.0", "035": "7.0", "036": "4.0", "037": "5.0", "038": "7.0", "039": "5.0",
	"04": "1.0", "042": "1.9", "043": "2.8", "044": "2.5", "045": "5.0", "046": "7.0",
	"05": "3.5", "051": "3.4", "053": "3.8", "054": "6.0", "055": "7.0", "056": "7.0", "057": "8.0",
	"06": "6.0", "061": "6.4", "062": "7.4", "063": "7.4", "064": "7.0",
	"07": "7.0", "071": "7.4", "072": "8.3", "073": "7.4", "074": "8.5",
	"08": "5.0", "084": "7.0", "086": "9.0", "087": "9.0",
	"10": "-5.0", "11": "-2.0", "12": "-4.0", "124": "-5.0", "125": "-5.0", "126": "-5.0", "127": "-5.0", "128": "-5.0", "129": "-5.0",
	"13": "-4.4", "131": "-5.8", "132": "-5.8", "133": "-5.8", "134": "-5.8", "135": "-5.8", "136": "-7.0", "137": "-7.0", "138": "-7.0", "139": "-7.0",
	"14": "-6.5", "15": "-7.2", "16": "-4.0", "162": "-5.6", "163": "-8.0", "164": "-7.0", "165": "-6.5", "166": "-7.0",
	"17": "-7.0", "172": "-5.0", "173": "-5.0", "174": "-5.0", "175": "-9.0", "18": "-9.0", "19": "-10.0", "20": "-10.0",
}

// ploverOf gives the type and the modes of PLOVER: the kind's, a finer one where the object
// says it, and PLOVER's auxiliary modes for what is not a fact: future, hypothetical,
// negation.
func ploverOf(e *parley.Event) parley.Plover {
	info, _ := e.Kind.Info()
	p := info.Plover
	switch e.Kind {
	case parley.Demand, parley.Reject:
		p.Mode = parley.Maybe(pick(aimOf(e), "", map[aim]string{
			aimMeet: "meet", aimMediate: "meet", aimSettle: "yield", aimYield: "yield", aimAid: "assist", aimCooperate: "assist",
		}))
	case parley.Threaten:
		p.Mode = parley.Maybe(pick(aimOf(e), "", map[aim]string{aimMeet: "relations", aimMediate: "relations", aimSanction: "relations", aimForce: "violence"}))
	case parley.Concede:
		if topic(e, "ceasefire") {
			p = parley.Plover{Type: "RETREAT", Mode: "ceasefire"}
		}
	}
	return p
}

// auxiliary is PLOVER's mode of what did not simply happen, "" for a fact.
func auxiliary(s parley.Status) string {
	switch s {
	case parley.Planned:
		return "future"
	case parley.Possible:
		return "hypothetical"
	case parley.Denied, parley.Cancelled:
		return "negation"
	}
	return ""
}
