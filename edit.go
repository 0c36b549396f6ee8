package parley

// EditOp is what a person did to the events that the program made.
type EditOp string

// The edits a person can make.
const (
	EditMerge   EditOp = "merge"   // the named claims are about one event
	EditSplit   EditOp = "split"   // the named claims are about an event of their own
	EditCorrect EditOp = "correct" // a field of the event that holds the first claim
)

// Edit is one line of the log of what people changed. It names claims, not events: claims
// keep their ids when everything is derived again, so that the log can be replayed.
type Edit struct {
	Seq    int64    `json:"seq"`
	At     string   `json:"at"` // RFC 3339
	By     string   `json:"by"`
	Op     EditOp   `json:"op"`
	Claims []string `json:"claims"`
	Field  string   `json:"field,omitempty"` // of a correction: kind, status, time, place
	Value  string   `json:"value,omitempty"`
	Why    string   `json:"why"`
}
