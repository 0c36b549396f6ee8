package eval

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"parley"
)

// EventDoc is an article with the claims that were read from it and the events that they
// are about, as an annotator saw it. Groups are articles about one thing; the numbers of
// their events count within the group.
type EventDoc struct {
	File   string       `json:"file"` // an archive, and the id of a line in it
	ID     string       `json:"id"`
	Group  int          `json:"group"`
	Claims []EventClaim `json:"claims"`
}

// EventClaim is one of these claims. Event is nil for what is no claim at all, or of
// another kind.
type EventClaim struct {
	Trigger [2]int      `json:"trigger"` // code points of the article's text
	Kind    parley.Kind `json:"kind"`
	Event   *int        `json:"event"`
}

// ReadEvents reads annotations of events, one article a line.
func ReadEvents(r io.Reader) ([]EventDoc, error) {
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, maxGoldLine)
	var out []EventDoc
	for n := 1; sc.Scan(); n++ {
		var d EventDoc
		if err := json.Unmarshal(sc.Bytes(), &d); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		out = append(out, d)
	}
	return out, sc.Err()
}

// Placed is a claim that is both annotated and read: the event that it is about by the
// annotation, and the one that it was put into.
type Placed struct {
	Doc   *EventDoc
	Claim *parley.Claim
	Want  string // group and event
	Got   string // group, and id of the event: whether events of two groups are one nobody annotated
}

// Place finds the annotated claims in a reading: of the same kind, with a trigger that
// overlaps, the one that begins nearest. in gives the event of a claim by its id.
func Place(d *EventDoc, r *parley.Reading, in map[string]string) []Placed {
	var out []Placed
	taken := make([]bool, len(r.Claims))
	for _, g := range d.Claims {
		best, near := -1, 0
		for i := range r.Claims {
			c := &r.Claims[i]
			if taken[i] || c.Kind != g.Kind || c.Trigger.Start >= g.Trigger[1] || c.Trigger.End <= g.Trigger[0] {
				continue
			}
			if away := max(c.Trigger.Start-g.Trigger[0], g.Trigger[0]-c.Trigger.Start); best < 0 || away < near {
				best, near = i, away
			}
		}
		if best < 0 {
			continue
		}
		taken[best] = true
		if c := &r.Claims[best]; g.Event != nil && in[c.ID] != "" {
			out = append(out, Placed{d, c, fmt.Sprint(d.Group, "/", *g.Event), fmt.Sprint(d.Group, "/", in[c.ID])})
		}
	}
	return out
}

// BCubed is the B-cubed precision and recall of events over the placed claims: of the
// claims that share a claim's event, the mean share that should, and the reverse.
func BCubed(all []Placed) (precision, recall float64) {
	want, got, both := map[string]float64{}, map[string]float64{}, map[[2]string]float64{}
	for _, p := range all {
		want[p.Want]++
		got[p.Got]++
		both[[2]string{p.Want, p.Got}]++
	}
	for _, p := range all {
		n := both[[2]string{p.Want, p.Got}]
		precision += n / got[p.Got]
		recall += n / want[p.Want]
	}
	n := float64(max(1, len(all)))
	return precision / n, recall / n
}

// Members are the event of each claim, by the id of the claim.
func Members(events []parley.Event) map[string]string {
	out := map[string]string{}
	for i := range events {
		for _, c := range events[i].Claims {
			out[c.ID] = events[i].ID
		}
	}
	return out
}

// Mismatch is a pair of events in the annotation and in the ledger that do not cover each
// other: what was joined falsely (one Got, several Want) or split (one Want, several Got).
type Mismatch struct {
	Event  string // the shared one
	Claims [][]Placed
}

// Joined lists the events of the ledger that hold several annotated ones, Split the
// annotated ones that lie in several of the ledger.
func Joined(all []Placed) []Mismatch {
	return mixed(all, func(p Placed) (string, string) { return p.Got, p.Want })
}

// Split lists the annotated events that lie in several of the ledger.
func Split(all []Placed) []Mismatch {
	return mixed(all, func(p Placed) (string, string) { return p.Want, p.Got })
}

func mixed(all []Placed, key func(Placed) (outer, inner string)) []Mismatch {
	var order []string
	parts := map[string][]string{}
	claims := map[[2]string][]Placed{}
	for _, p := range all {
		o, i := key(p)
		if parts[o] == nil {
			order = append(order, o)
		}
		if !slices.Contains(parts[o], i) {
			parts[o] = append(parts[o], i)
		}
		claims[[2]string{o, i}] = append(claims[[2]string{o, i}], p)
	}
	var out []Mismatch
	for _, o := range order {
		if len(parts[o]) < 2 {
			continue
		}
		m := Mismatch{Event: o}
		for _, i := range parts[o] {
			m.Claims = append(m.Claims, claims[[2]string{o, i}])
		}
		out = append(out, m)
	}
	return out
}
