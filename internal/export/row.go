package export

// This file flattens an event into one record; CSV, Parquet and the codebook share it, so
// that a column has one name and one meaning.

import (
	"reflect"
	"strconv"
	"strings"

	"parley"
)

// row is an event as one flat record. The tag doc is the codebook's line on the column.
type row struct {
	EventID        string   `parquet:"event_id" doc:"Stable id of the event."`
	Kind           string   `parquet:"kind" doc:"One of the 23 kinds of Parley's codebook."`
	Object         string   `parquet:"object" doc:"The kind that a proposal, demand, acceptance, refusal, threat or signature is about; empty where it is none of the 23."`
	ObjectText     string   `parquet:"object_text" doc:"The words of the source that say what it is about."`
	Status         string   `parquet:"status" doc:"occurred, ongoing, planned, possible, denied or cancelled."`
	Time           string   `parquet:"time" doc:"When, as EDTF (ISO 8601-2); XXXX is a year that nothing decides; empty where no sentence says it."`
	TimeFrom       string   `parquet:"time_from" doc:"First day that the time may mean, ISO 8601; empty where open."`
	TimeTo         string   `parquet:"time_to" doc:"Last day that the time may mean, ISO 8601; empty where open."`
	TimeBasis      string   `parquet:"time_basis" doc:"How the time was got: stated, markup, given, from-item-date, inferred, unknown."`
	TimeWhy        string   `parquet:"time_why" doc:"The fact that decided."`
	Place          string   `parquet:"place" doc:"Town, region or country in English."`
	PlaceState     string   `parquet:"place_state" doc:"ISO 3166-1 alpha-3 of the state it lies in."`
	Latitude       *float64 `parquet:"latitude,optional" doc:"Degrees north of the place, where known."`
	Longitude      *float64 `parquet:"longitude,optional" doc:"Degrees east of the place, where known."`
	Duration       string   `parquet:"duration" doc:"ISO 8601 duration."`
	Parties        []string `parquet:"parties,list" doc:"Ids of those who did it together."`
	Sources        []string `parquet:"sources,list" doc:"Ids of those who did it to others."`
	Targets        []string `parquet:"targets,list" doc:"Ids of those to whom it was done."`
	Mediators      []string `parquet:"mediators,list" doc:"Ids of those who mediated."`
	Hosts          []string `parquet:"hosts,list" doc:"Ids of those who hosted it."`
	Heads          []string `parquet:"heads,list" doc:"Ids of those who led a delegation."`
	Signatories    []string `parquet:"signatories,list" doc:"Ids of those who signed."`
	States         []string `parquet:"states,list" doc:"ISO 3166-1 alpha-3 of all states concerned, sorted."`
	Topics         []string `parquet:"topics,list" doc:"Topic ids."`
	Articles       int64    `parquet:"articles" doc:"Items that tell it."`
	Independent    int64    `parquet:"independent" doc:"Sources that tell it and copy no other one."`
	FirstSeen      string   `parquet:"first_seen" doc:"EDTF day of the earliest item that tells it."`
	Contradictions []string `parquet:"contradictions,list" doc:"Fields on which sources differ; the column then holds what most independent ones say."`
	Track          string   `parquet:"track" doc:"Id of the negotiation it belongs to."`
	Round          *int64   `parquet:"round,optional" doc:"Number of the round of that negotiation, as counted."`
	Confidence     float64  `parquet:"confidence" doc:"0 to 1: how likely it is that it is told as such; several sources, taken as independent, make it likelier."`
	PLOVERType     string   `parquet:"plover_type" doc:"Event type of PLOVER."`
	PLOVERMode     string   `parquet:"plover_mode" doc:"Mode of that type."`
	CAMEO          string   `parquet:"cameo" doc:"CAMEO code, from kind, object, status and place, and from words of sentences where these say more (recognition, veto, ultimatum)."`
	Evidence       string   `parquet:"evidence" doc:"The sentence of the first claim, as it stands in the page."`
	EvidenceStart  int64    `parquet:"evidence_start" doc:"Its first code point in the page's decoded NFC text."`
	EvidenceEnd    int64    `parquet:"evidence_end" doc:"The code point after its last."`
	Source         string   `parquet:"source" doc:"Where that page came from."`
	Outlet         string   `parquet:"outlet" doc:"Its outlet's host, where known."`
	Published      string   `parquet:"published" doc:"EDTF day of its publication, where known."`
	Claims         []string `parquet:"claims,list" doc:"Ids of all claims that were joined to the event."`
}

// newRow flattens an event. Names are not needed: a record holds ids.
func newRow(e *parley.Event, o *Options) row {
	r := row{
		EventID: e.ID, Kind: string(e.Kind), Object: string(e.Object), ObjectText: parley.Plain(string(e.ObjectText)), Status: string(e.Status),
		Duration: string(e.Duration), Topics: list(e.Topics), Articles: int64(e.Articles), Independent: int64(e.Independent),
		FirstSeen: string(e.FirstSeen), Track: string(e.Track), Confidence: e.Confidence, CAMEO: codeOf(e),
		Parties: o.actorIDs(e, parley.RoleParty), Sources: o.actorIDs(e, parley.RoleSource), Targets: o.actorIDs(e, parley.RoleTarget),
		Mediators: o.actorIDs(e, parley.RoleMediator), Hosts: o.actorIDs(e, parley.RoleHost), Heads: o.actorIDs(e, parley.RoleHead),
		Signatories: o.actorIDs(e, parley.RoleSignatory), States: states(e), Contradictions: []string{}, Claims: []string{},
	}
	p := ploverOf(e)
	r.PLOVERType, r.PLOVERMode = p.Type, string(p.Mode)
	if e.Time != nil {
		r.Time, r.TimeBasis, r.TimeWhy = e.Time.Value, string(e.Time.Basis), parley.Plain(e.Time.Why)
		r.TimeFrom, r.TimeTo = bounds(e.Time.Value)
	}
	if e.Place != nil {
		r.Place, r.PlaceState = parley.Plain(e.Place.Name), string(e.Place.State)
		if lat, lon, ok := o.Names.Coordinates(e.Place.Name); ok {
			r.Latitude, r.Longitude = &lat, &lon
		}
	}
	if e.Round != nil {
		n := int64(*e.Round)
		r.Round = &n
	}
	for _, c := range e.Contradictions {
		r.Contradictions = append(r.Contradictions, c.Field)
	}
	for i := range e.Claims {
		r.Claims = append(r.Claims, e.Claims[i].ID)
	}
	if len(e.Claims) > 0 {
		c := &e.Claims[0]
		r.Evidence, r.EvidenceStart, r.EvidenceEnd = c.Evidence.Exact, int64(c.Evidence.Start), int64(c.Evidence.End)
		r.Source, r.Outlet = c.Source, string(c.Outlet)
		if c.Published != nil {
			r.Published = c.Published.Value
		}
	}
	return r
}

// bounds are the first and the last day that an EDTF value may mean, "" where it is open.
func bounds(value string) (from, to string) {
	d, ok := parley.DaysOf(value)
	if !ok {
		return "", ""
	}
	if d.From != parley.DayMin {
		from = d.From.String()
	}
	if d.To != parley.DayMax {
		to = d.To.String()
	}
	return from, to
}

// states are those of the actors, sorted, each once.
func states(e *parley.Event) []string {
	out := []string{}
	for i := range e.Actors {
		if s := string(e.Actors[i].State); s != "" && !has(out, s) {
			out = append(out, s)
		}
	}
	sortStrings(out)
	return out
}

func list(in []string) []string {
	if in == nil {
		return []string{}
	}
	return in
}

// column is one field of row.
type column struct{ name, doc, kind string }

// columns lists the fields of row in order.
func columns() []column {
	t := reflect.TypeFor[row]()
	out := make([]column, t.NumField())
	for i := range out {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("parquet"), ",")
		kind := map[reflect.Kind]string{
			reflect.String: "text", reflect.Slice: "list of text", reflect.Int64: "integer", reflect.Float64: "number",
		}[f.Type.Kind()]
		if f.Type.Kind() == reflect.Pointer {
			kind = "number or nothing"
		}
		out[i] = column{name: name, doc: f.Tag.Get("doc"), kind: kind}
	}
	return out
}

// cells are the fields of a row as text: lists joined by "; ", nothing for what is unknown.
func (r *row) cells(into []string) []string {
	v := reflect.ValueOf(r).Elem()
	into = into[:0]
	for i := range v.NumField() {
		var s string
		switch x := v.Field(i).Interface().(type) {
		case string:
			s = x
		case []string:
			s = strings.Join(x, "; ")
		case int64:
			s = strconv.FormatInt(x, 10)
		case float64:
			s = strconv.FormatFloat(x, 'f', -1, 64)
		case *float64:
			if x != nil {
				s = strconv.FormatFloat(*x, 'f', -1, 64)
			}
		case *int64:
			if x != nil {
				s = strconv.FormatInt(*x, 10)
			}
		}
		into = append(into, s)
	}
	return into
}
