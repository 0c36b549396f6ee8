package export

// This file writes events as linked data: schema.org for the event, the W3C Web Annotation
// model for the sentences, each with its quotation and its place in the page.

import (
	"bufio"
	"context"
	"strings"

	"parley"
)

type ldThing struct {
	Type string `json:"@type"`
	ID   string `json:"@id,omitempty"`
	Name string `json:"name,omitempty"`
	Role string `json:"roleName,omitempty"`
}

type ldPlace struct {
	Type    string `json:"@type"`
	Name    string `json:"name"`
	Country string `json:"addressCountry,omitempty"`
	Geo     *ldGeo `json:"geo,omitempty"`
}

type ldGeo struct {
	Type string  `json:"@type"`
	Lat  float64 `json:"latitude"`
	Lon  float64 `json:"longitude"`
}

type ldSelector struct {
	Type  string `json:"type"`
	Exact string `json:"exact,omitempty"`
	Start *int   `json:"start,omitempty"`
	End   *int   `json:"end,omitempty"`
}

type ldTarget struct {
	Source   string       `json:"source"`
	Selector []ldSelector `json:"selector"`
}

type ldAnnotation struct {
	Type       string   `json:"@type"`
	ID         string   `json:"@id"`
	Motivation string   `json:"motivation"`
	Target     ldTarget `json:"target"`
	Created    string   `json:"dcterms:issued,omitempty"`
}

type ldEvent struct {
	Type       string         `json:"@type"`
	ID         string         `json:"@id"`
	Name       string         `json:"name"`
	Kind       string         `json:"additionalType"`
	Status     string         `json:"eventStatus,omitempty"`
	State      string         `json:"parley:status"`
	Time       string         `json:"parley:edtf,omitempty"`
	From       string         `json:"startDate,omitempty"`
	To         string         `json:"endDate,omitempty"`
	Duration   string         `json:"duration,omitempty"`
	Place      *ldPlace       `json:"location,omitempty"`
	Actors     []ldThing      `json:"actor"`
	Track      *ldThing       `json:"superEvent,omitempty"`
	Statements []ldAnnotation `json:"subjectOf"`
}

// writeJSONLD writes one graph; numberOfItems is known before the first event is written.
func writeJSONLD(ctx context.Context, w *bufio.Writer, l Ledger, o *Options) (Total, error) {
	a := &array{w: w}
	begin := func(total int) error {
		return a.open(struct {
			Context any    `json:"@context"`
			Type    string `json:"@type"`
			Items   int    `json:"numberOfItems"`
			Version string `json:"version"`
		}{[]any{"https://schema.org/", "http://www.w3.org/ns/anno.jsonld", map[string]string{
			"parley": "urn:parley:", "dcterms": "http://purl.org/dc/terms/",
		}}, "Dataset", total, o.Version}, "hasPart")
	}
	var t Total
	err := l.EachEvent(ctx, o.Filter, begin, func(e *parley.Event) error {
		t.Rows++
		t.Events++
		return a.add(o.linked(e))
	})
	if err != nil {
		return t, err
	}
	return t, a.close()
}

func (o *Options) linked(e *parley.Event) ldEvent {
	v := ldEvent{
		Type: "Event", ID: urn(e.ID), Name: o.headline(e), Kind: "parley:kind/" + string(e.Kind), State: string(e.Status),
		Duration: string(e.Duration), Actors: []ldThing{}, Statements: []ldAnnotation{},
	}
	switch e.Status {
	case parley.Planned:
		v.Status = "https://schema.org/EventScheduled"
	case parley.Cancelled:
		v.Status = "https://schema.org/EventCancelled"
	}
	if e.Time != nil {
		v.Time = e.Time.Value
		v.From, v.To = bounds(e.Time.Value)
	}
	if e.Place != nil {
		v.Place = &ldPlace{Type: "Place", Name: e.Place.Name, Country: string(e.Place.State)}
		if lat, lon, ok := o.Names.Coordinates(e.Place.Name); ok {
			v.Place.Geo = &ldGeo{"GeoCoordinates", lat, lon}
		}
	}
	for i := range e.Actors {
		a := &e.Actors[i]
		v.Actors = append(v.Actors, ldThing{Type: ldType(a.ID), ID: urn(a.ID), Name: o.actor(a), Role: string(a.Role)})
	}
	if e.Track != "" {
		v.Track = &ldThing{Type: "EventSeries", ID: urn(string(e.Track))}
	}
	for i := range e.Claims {
		c := &e.Claims[i]
		n := ldAnnotation{Type: "Annotation", ID: urn(c.ID), Motivation: "describing", Target: ldTarget{Source: c.Source, Selector: []ldSelector{
			{Type: "TextQuoteSelector", Exact: c.Evidence.Exact},
			{Type: "TextPositionSelector", Start: &c.Evidence.Start, End: &c.Evidence.End},
		}}}
		if c.Published != nil {
			n.Created = firstDay(c.Published.Value)
		}
		v.Statements = append(v.Statements, n)
	}
	return v
}

func ldType(id string) string {
	switch prefix, _, _ := strings.Cut(id, ":"); prefix {
	case "person":
		return "Person"
	case "state":
		return "Country"
	}
	return "Organization"
}
