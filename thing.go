package parley

// Thing is what an answer of a ledger may rest on, "KIND ID": a change of the ledger names those
// that it touches, so that who keeps answers forgets only those that rest on one of them.
type Thing string

// The kinds of things. A change of an event touches also its track, its actors and the stories whose
// items tell it, as they were and as they are.
const (
	ThingEvent    = "event"
	ThingTrack    = "track"    // with what is told of its events; by its id or one of its aliases
	ThingStory    = "story"    // with the events that its items tell
	ThingPage     = "page"     // what was read from it
	ThingStories  = "stories"  // of a page: those of its items
	ThingActor    = "actor"    // its events
	ThingMeetings = "meetings" // of an actor: those of its events in which people met
	ThingNames    = "names"    // of an actor: by which words the pages call it
	ThingEdits    = "edits"    // of "log": what people changed
	ThingTracks   = "tracks"   // of an actor: those it is a party of or mediates in
)

// ThingOf is the thing of a kind.
func ThingOf(kind, id string) Thing { return Thing(kind + " " + id) }
