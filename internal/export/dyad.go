package export

// This file takes an event apart into pairs of actors, as event data sets of the field
// have it, and codes the actors.

import (
	"strings"

	"parley"
)

// dyad is one actor towards another; either may be nil where the event names none.
// back is the pair that an act makes the other way round.
type dyad struct {
	from, to *parley.Actor
	back     bool
}

// dyads returns the pairs of an event: each source with each target; each two of the
// parties of a mutual event, once; a mediator with each party. Actors that count as one
// (a state and its minister) make no pair with each other. An event without a pair gives
// one dyad with what there is.
func dyads(e *parley.Event) []dyad {
	var from, to []*parley.Actor
	mutual := false
	info, _ := e.Kind.Info()
	switch info.Form {
	case parley.Mediated:
		from, to = with(e, parley.RoleMediator), with(e, parley.RoleParty)
	case parley.Mutual:
		from = with(e, parley.RoleParty, parley.RoleSource, parley.RoleTarget)
		mutual = true
	default:
		from, to = with(e, parley.RoleSource), with(e, parley.RoleTarget)
		if len(from)+len(to) == 0 {
			from, mutual = with(e, parley.RoleParty), true
		}
	}
	var out []dyad
	for i, a := range from {
		if mutual {
			to = from[i+1:]
		}
		for _, b := range to {
			if a.Key() != b.Key() {
				out = append(out, dyad{from: a, to: b})
			}
		}
	}
	if len(out) == 0 {
		var d dyad
		if len(from) > 0 {
			d.from = from[0]
		}
		if !mutual && len(to) > 0 {
			d.to = to[0]
		}
		out = append(out, d)
	}
	return out
}

// with returns the actors that play one of the roles; of those that count as one the most
// particular: the person before the state.
func with(e *parley.Event, roles ...parley.Role) []*parley.Actor {
	var out []*parley.Actor
	at := map[string]int{}
	for _, r := range roles {
		for i := range e.Actors {
			a := &e.Actors[i]
			if a.Role != r {
				continue
			}
			k, seen := at[a.Key()]
			switch {
			case !seen:
				at[a.Key()] = len(out)
				out = append(out, a)
			case strings.HasPrefix(out[k].ID, "state:") && !strings.HasPrefix(a.ID, "state:"):
				out[k] = a
			}
		}
	}
	return out
}

// sector is the actor's sector by the lists that CAMEO and PLOVER share: GOV, MIL, IGO, REB,
// "" where it is not known.
func sector(a *parley.Actor) string {
	prefix, rest, _ := strings.Cut(a.ID, ":")
	switch prefix {
	case "org":
		return "IGO"
	case "group":
		return "REB"
	case "state":
		return "GOV"
	}
	_, office, ok := strings.Cut(string(a.Office), "/")
	if prefix == "office" {
		_, office, ok = strings.Cut(rest, "/")
	}
	switch {
	case !ok || office == "":
		return ""
	case military(office):
		return "MIL"
	case strings.Contains(office, "parliament"), strings.Contains(office, "senat"), strings.Contains(office, "lawmaker"), strings.Contains(office, "speaker"):
		return "LEG"
	}
	return "GOV"
}

func military(office string) bool {
	for _, s := range []string{"army", "navy", "air-force", "armed-forces", "military", "general", "coast-guard", "irgc"} {
		if strings.Contains(office, s) {
			return true
		}
	}
	return false
}

// cameoActor is the actor's CAMEO code: state and sector, IGO and the organisation's id, the
// group's name in three letters.
func cameoActor(a *parley.Actor) string {
	prefix, rest, _ := strings.Cut(a.ID, ":")
	switch {
	case prefix == "org":
		return "IGO" + strings.ToUpper(rest)
	case prefix == "state":
		return rest
	case a.State != "":
		return string(a.State) + sector(a)
	case prefix == "group":
		return "REB"
	}
	return sector(a)
}

// office is the title that the actor holds, in the language of the export.
func (o *Options) office(a *parley.Actor) string {
	id := string(a.Office)
	if id == "" || strings.HasPrefix(a.ID, "office:") {
		return ""
	}
	return parley.Plain(o.Names.Name(o.Language, "office:"+id))
}
