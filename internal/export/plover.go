package export

// This file writes POLECAT's table of PLOVER events: 40 columns, tab-separated, with a head.

import (
	"bufio"
	"context"
	"strconv"
	"strings"

	"parley"
)

// ploverColumns names the columns in order.
func ploverColumns() []named {
	out := []named{
		{"Event ID", "The event's id and, after a dot, the number of the pair."},
		{"Event Date", "The day, ISO 8601; empty where the day is not known. Never the day of publication instead."},
		{"Event Type", "Type of PLOVER."},
		{"Event Mode", "Mode of the type; after a semicolon PLOVER's auxiliary mode: future (planned), hypothetical (possible), negation (denied, cancelled)."},
		{"Intensity", "Empty: Parley rates nothing."},
		{"Quad Code", "VERBAL COOPERATION, MATERIAL COOPERATION, VERBAL CONFLICT or MATERIAL CONFLICT."},
		{"Contexts", "PLOVER contexts that follow from the topics; diplomatic for every contact."},
	}
	for _, n := range []string{"Actor", "Recipient"} {
		out = append(
			out,
			named{n + " Name", "Name in the language of the export."},
			named{n + " Country", "ISO 3166-1 alpha-3 of the state."},
			named{n + " COW", "Empty: Parley keeps ISO codes."},
			named{"Primary " + n + " Sector", "GOV, MIL, LEG, IGO, REB, or empty."},
			named{n + " Sectors", "The same."},
			named{n + " Title", "Office held at the time of the event."},
			named{n + " Name Raw", "The words of the first source that name the actor."},
			named{"Wikipedia " + n + " ID", "Empty. Parley's own id stands in the other exports."},
		)
	}
	return append(
		out,
		named{"Placename", "Town, region or country in English."},
		named{"City", "The same, where it is a town."},
		named{"District", "Empty."},
		named{"Province", "Empty."},
		named{"Country", "ISO 3166-1 alpha-3 of the state that the place lies in."},
		named{"Latitude", "Degrees north, where known."},
		named{"Longitude", "Degrees east, where known."},
		named{"GeoNames ID", "Empty."},
		named{"Raw Placename", "As Placename."},
		named{"Feature Type", "Empty."},
		named{"Source", "Outlets of the claims."},
		named{"Publication Date", "Day of the first item that tells it, where known."},
		named{"Story People", "People among the actors."},
		named{"Story Organizations", "Organisations and groups among the actors."},
		named{"Story Locations", "As Placename."},
		named{"Language", "Empty: an event may be told in several."},
		named{"Version", "Of the program and its packs."},
	)
}

func writePLOVER(ctx context.Context, w *bufio.Writer, l Ledger, o *Options) (Total, error) {
	p := pairTable{head: ploverColumns(), pairs: dyads, row: ploverRow}
	return p.write(ctx, w, l, o)
}

var quadNames = map[string]string{"1": "VERBAL COOPERATION", "2": "MATERIAL COOPERATION", "3": "VERBAL CONFLICT", "4": "MATERIAL CONFLICT"}

// ploverQuads are the classes of PLOVER's types (manual 2.0, table of event types).
var ploverQuads = map[string]string{
	"AGREE": "1", "CONSULT": "1", "SUPPORT": "1", "CONCEDE": "1", "COOPERATE": "2", "AID": "2", "RETREAT": "2",
	"REQUEST": "3", "ACCUSE": "3", "REJECT": "3", "THREATEN": "3", "PROTEST": "4", "SANCTION": "4", "MOBILIZE": "4", "COERCE": "4", "ASSAULT": "4",
}

// ploverContexts are the contexts that topics of the packs mean.
var ploverContexts = map[string]string{
	"arms-control": "military", "border": "territory", "climate": "environment", "cyber": "cyber", "dam": "natural_resource", "energy": "natural_resource",
	"iran-nuclear": "cbrn", "korea-nuclear": "cbrn", "nuclear": "cbrn", "migration": "migration", "security": "military", "trade": "economic",
	"south-china-sea": "territory", "nato-enlargement": "military", "forced-labour": "human_rights",
}

func ploverRow(c []string, o *Options, e *parley.Event, d dyad, n int) []string {
	p := ploverOf(e)
	mode := string(p.Mode)
	if aux := auxiliary(e.Status); aux != "" {
		mode = strings.TrimPrefix(mode+";"+aux, ";")
	}
	day := ""
	if e.Time != nil {
		if from, to := bounds(e.Time.Value); from == to {
			day = from
		}
	}
	c = append(c, e.ID+"."+strconv.Itoa(n), day, p.Type, mode, "", quadNames[ploverQuads[p.Type]], contexts(e, p))
	c = ploverActor(ploverActor(c, o, d.from), o, d.to)
	c = append(c, o.ploverPlace(e)...)
	var outlets []string
	for i := range e.Claims {
		if s := string(e.Claims[i].Outlet); s != "" && !has(outlets, s) {
			outlets = append(outlets, s)
		}
	}
	place := ""
	if e.Place != nil {
		place = e.Place.Name
	}
	return append(c, strings.Join(outlets, ";"), firstDay(string(e.FirstSeen)), o.among(e, "person:"), o.among(e, "org:", "group:"), place, "", o.Version)
}

func contexts(e *parley.Event, p parley.Plover) string {
	var out []string
	if p.Type == "CONSULT" {
		out = append(out, "diplomatic")
	}
	for _, t := range e.Topics {
		if c := ploverContexts[t]; c != "" && !has(out, c) {
			out = append(out, c)
		}
	}
	return strings.Join(out, ";")
}

func ploverActor(c []string, o *Options, a *parley.Actor) []string {
	if a == nil {
		return append(c, make([]string, 8)...)
	}
	state := string(a.State)
	if s, ok := strings.CutPrefix(a.ID, "state:"); ok {
		state = s
	}
	s := sector(a)
	return append(c, o.actor(a), state, "", s, s, o.office(a), parley.Plain(a.Name), "")
}

// ploverPlace are the ten columns on where it happened.
func (o *Options) ploverPlace(e *parley.Event) []string {
	out := make([]string, 10)
	if e.Place == nil {
		return out
	}
	out[0], out[4], out[8] = e.Place.Name, string(e.Place.State), e.Place.Name
	if e.Place.State == "" || e.Place.Name != o.Names.Name("en", "state:"+string(e.Place.State)) {
		out[1] = e.Place.Name
	}
	if lat, lon, ok := o.Names.Coordinates(e.Place.Name); ok {
		out[5], out[6] = degrees(lat), degrees(lon)
	}
	return out
}

// among names the actors whose id begins with one of the prefixes, each once.
func (o *Options) among(e *parley.Event, prefixes ...string) string {
	var out []string
	for i := range e.Actors {
		a := &e.Actors[i]
		for _, p := range prefixes {
			if s := o.actor(a); strings.HasPrefix(a.ID, p) && !has(out, s) {
				out = append(out, s)
			}
		}
	}
	return strings.Join(out, ";")
}
