package parley

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// EditOp is what a person did to the events and tracks that the program made.
type EditOp string

// The edits a person can make.
const (
	EditMerge   EditOp = "merge"   // the named claims are about one event
	EditSplit   EditOp = "split"   // the named claims are about an event of their own
	EditCorrect EditOp = "correct" // Field of the event that most of the claims tell is Value
	EditRename  EditOp = "rename"  // the track that most of the claims tell has the title Value in the language Field
	EditPin     EditOp = "pin"     // that track stands on top of the front page
	// EditApart and EditTogether overrule what the program finds: the named claims, of two
	// tracks, are of tracks that are never joined; those of one are of one that never parts.
	EditApart    EditOp = "apart"
	EditTogether EditOp = "together"
	EditUndo     EditOp = "undo" // the edit numbered Undoes is as if it had not been made
)

// OfTrack tells whether the edit changes a track.
func (o EditOp) OfTrack() bool {
	return o == EditRename || o == EditPin || o == EditApart || o == EditTogether
}

// EditFields are the fields of an event that a person can correct.
var EditFields = []string{"kind", "status", "time", "place", "actors"}

// Edit is one line of the log of what people changed. It names claims, not events or
// tracks: claims keep their ids when everything is derived again, so that the log can be
// replayed. Event and Track say what was looked at when it was made, for readers of the log.
//
// The value of a correction is a kind, a status, an EDTF time, a place as Name@STATE, or
// actors as role:id with a blank between them, a person as role:person:name@STATE; "" says
// that the field is not known.
type Edit struct {
	Seq    int64    `json:"seq"`
	At     string   `json:"at"` // RFC 3339
	By     string   `json:"by"`
	Op     EditOp   `json:"op"`
	Claims []string `json:"claims"`
	Field  string   `json:"field,omitempty"`
	Value  string   `json:"value,omitempty"`
	Why    string   `json:"why"`
	Undoes int64    `json:"undoes,omitempty"`
	Event  string   `json:"event,omitempty"`
	Track  string   `json:"track,omitempty"`
}

// The most that an edit holds: claims, and code points of its value and of its reason.
const (
	EditClaims = 400
	editValue  = 400
	editWhy    = 500
)

// EditWrong is an edit that cannot be made: a code with values by name (name, value, name,
// value …), which a catalogue says in its language; Error says it in English.
type EditWrong struct {
	Code   string
	Values []string
}

// WrongEdit makes one.
func WrongEdit(code string, values ...string) error { return &EditWrong{code, values} }

// editWrongs is what each code means.
var editWrongs = map[string]string{
	"who":          "an edit says who made it",
	"why":          "an edit says why it is made",
	"long":         "a reason has at most {why} letters, a value {value}",
	"undo":         "undo names the number of an edit",
	"claims":       "an edit names 1 to {n} claims",
	"title":        "a new title is some words, in a language such as vi or en",
	"op":           "no such edit: {value}",
	"kind":         "{value} is no kind of event",
	"status":       "{value} is no status",
	"time":         "{value} is no date such as 2025-04-08, 2025-04 or 2025-04-08/2025-04-10",
	"field":        "{value} cannot be corrected: {fields} can",
	"role":         "{value}: no role {role}",
	"actor":        "{value}: an actor is state:XXX, org:X, group:x, office:XXX/x or person:x",
	"no-event":     "no event {value}",
	"no-track":     "no track {value}",
	"no-edit":      "no edit {value}",
	"no-claim":     "event {event} has no claim {value}",
	"merge-two":    "a merge names two events or more",
	"split-some":   "a split names some of the event's {n} claims, not all and not none",
	"no-kin":       "nothing was joined with track {value}, and nothing parted",
	"not-pinned":   "track {value} is not pinned",
	"undone":       "edit {value} is undone already",
	"saved-name":   "a search that is kept has a name",
	"saved-search": "this is no search that could be kept",
	"saved-full":   "no more searches can be kept",
}

// Error says it in English.
func (w *EditWrong) Error() string {
	pairs := slices.Clone(w.Values)
	for i := 0; i+1 < len(pairs); i += 2 {
		pairs[i] = "{" + pairs[i] + "}"
	}
	return strings.NewReplacer(pairs...).Replace(editWrongs[w.Code])
}

// Valid tells what is wrong with an edit, as an *EditWrong, nil where it can be logged.
func (e *Edit) Valid() error {
	if e.By == "" {
		return WrongEdit("who")
	}
	if utf8.RuneCountInString(e.Why) > editWhy || utf8.RuneCountInString(e.Value) > editValue {
		return WrongEdit("long", "why", strconv.Itoa(editWhy), "value", strconv.Itoa(editValue))
	}
	if e.Op == EditUndo {
		if e.Undoes <= 0 {
			return WrongEdit("undo")
		}
		return nil
	}
	if len(e.Claims) == 0 || len(e.Claims) > EditClaims {
		return WrongEdit("claims", "n", strconv.Itoa(EditClaims))
	}
	if e.Op == EditPin {
		return nil
	}
	if strings.TrimSpace(e.Why) == "" {
		return WrongEdit("why")
	}
	switch e.Op {
	case EditMerge, EditSplit, EditApart, EditTogether:
		return nil
	case EditRename:
		if strings.TrimSpace(Plain(e.Value)) == "" || e.Field == "" || len(e.Field) > 8 {
			return WrongEdit("title")
		}
		return nil
	case EditCorrect:
		return validField(e.Field, e.Value)
	}
	return WrongEdit("op", "value", string(e.Op))
}

func validField(field, value string) error {
	switch field {
	case "kind":
		if _, ok := Kind(value).Info(); !ok {
			return WrongEdit("kind", "value", value)
		}
	case "status":
		if !slices.Contains(Statuses, Status(value)) {
			return WrongEdit("status", "value", value)
		}
	case "time":
		if _, err := ParseEDTF(value); value != "" && err != nil {
			return WrongEdit("time", "value", value)
		}
	case "place":
		return nil
	case "actors":
		_, err := ParseActors(value)
		return err
	default:
		return WrongEdit("field", "value", field, "fields", strings.Join(EditFields, ", "))
	}
	return nil
}

// ParsePlace reads Name@STATE, nil for "".
func ParsePlace(value string) *Place {
	name, state, _ := strings.Cut(value, "@")
	if name = strings.TrimSpace(name); name == "" {
		return nil
	}
	return &Place{Name: name, State: Maybe(strings.ToUpper(strings.TrimSpace(state)))}
}

// PlaceText writes a place as ParsePlace reads it.
func PlaceText(p *Place) string {
	if p == nil {
		return ""
	}
	return atState(p.Name, string(p.State))
}

func atState(name, state string) string {
	if state == "" {
		return name
	}
	return name + "@" + state
}

// ParseActors reads actors as role:id with blanks between them.
func ParseActors(value string) ([]Actor, error) {
	out := []Actor{}
	for _, word := range strings.Fields(value) {
		role, rest, _ := strings.Cut(word, ":")
		id, state, _ := strings.Cut(rest, "@")
		kind, name, ok := strings.Cut(id, ":")
		if !slices.Contains(Roles, Role(role)) {
			return nil, WrongEdit("role", "value", word, "role", role)
		}
		if !ok || name == "" || !slices.Contains([]string{"state", "org", "group", "office", "person"}, kind) {
			return nil, WrongEdit("actor", "value", word)
		}
		a := Actor{Role: Role(role), ID: id, Name: name, State: Maybe(strings.ToUpper(state))}
		if kind == "state" {
			a.State = Maybe(name)
		}
		out = append(out, a)
	}
	return out, nil
}

// ActorsText writes actors as ParseActors reads them.
func ActorsText(all []Actor) string {
	words := make([]string, len(all))
	for i, a := range all {
		state := string(a.State)
		if !strings.HasPrefix(a.ID, "person:") {
			state = ""
		}
		words[i] = string(a.Role) + ":" + atState(a.ID, state)
	}
	return strings.Join(words, " ")
}

// InForce returns the edits that are not undone, in order. An undo can be undone itself.
func InForce(all []Edit) []Edit {
	undone := map[int64]bool{}
	out := []Edit{}
	for i := len(all) - 1; i >= 0; i-- {
		e := &all[i]
		switch {
		case undone[e.Seq]:
		case e.Op == EditUndo:
			undone[e.Undoes] = true
		default:
			out = append(out, *e)
		}
	}
	slices.Reverse(out)
	return out
}

// ClaimIDs are the ids of the claims of events, at most EditClaims, as many of each.
func ClaimIDs(events ...*Event) []string {
	var out []string
	for i, more := 0, true; more && len(out) < EditClaims; i++ {
		more = false
		for _, e := range events {
			if i < len(e.Claims) && len(out) < EditClaims {
				out = append(out, e.Claims[i].ID)
				more = true
			}
		}
	}
	return out
}

// Most returns the key under which most of the claims stand, of equal ones the first by
// name; "" where none stands anywhere.
func Most(claims []string, key func(claim string) string) string {
	counts := map[string]int{}
	best := ""
	for _, id := range claims {
		if k := key(id); k != "" {
			counts[k]++
		}
	}
	for k, n := range counts {
		if best == "" || n > counts[best] || n == counts[best] && k < best {
			best = k
		}
	}
	return best
}

// SavedSearch is a search that somebody gave a name, so that others find and follow it.
type SavedSearch struct {
	ID   string `json:"id"` // of letters, digits and hyphens, for addresses
	Name string `json:"name"`
	Q    string `json:"q"`
	By   string `json:"by"`
	At   string `json:"at"` // RFC 3339
}

// Renewal is an event or track that came or changed. Its number grows with every one.
type Renewal struct {
	N     int64
	Noun  string // "event" or "track"
	ID    string
	First int64 // the number under which it came first
	Gone  bool  // it is no longer there
}
