package export

// This file holds what is common to all formats: what is asked of the ledger, the list of
// formats, and Write.

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"parley"
)

// Ledger is what an export asks of the store.
type Ledger interface {
	// EachEvent calls start once with how many events pass the filter, then each for
	// every one of them, newest first, all from one state of the ledger.
	EachEvent(ctx context.Context, f parley.EventFilter, start func(total int) error, each func(*parley.Event) error) error
	Event(ctx context.Context, id string) (*parley.Event, error)
	Track(ctx context.Context, id string) (*parley.Track, error)
	// TrackFacts is what the events of a track have in common, nil for one that is not there;
	// Telling are the ids of the events that claims are about.
	TrackFacts(ctx context.Context, id string) (*parley.TrackFacts, error)
	Telling(ctx context.Context, claims []string) ([]string, error)
}

// Names says ids, dates and fixed words in a language.
type Names interface {
	parley.Namer
	Date(language, edtf string) string
	Duration(language, iso string) string
	Word(language, id string) string
	// Coordinates are the degrees of a place by its English name.
	Coordinates(place string) (lat, lon float64, ok bool)
}

// Options say what is exported and how. Names is needed by all formats.
type Options struct {
	Filter   parley.EventFilter
	Search   string // what was typed, where Filter has a search
	Track    string // id of the one track that markdown and docx brief on
	Language string // of names and labels: vi, en
	Names    Names
	Version  string // of the program and its packs, as exports state it
	Made     string // RFC 3339 time of the export
	Title    string // of a feed or calendar
	Link     string // absolute address that a feed's entries lead to, without a slash at the end; "" for none
	Self     string // absolute address of a feed itself, "" for none
	Newest   int    // most entries of a feed; 0 is all
}

// Total says what was written.
type Total struct {
	Rows   int
	Events int    // events that the rows tell; rows may be more where one event has several pairs
	Left   int    // events that the format cannot say
	Why    string // why those were left out
}

// String says the total in a line.
func (t Total) String() string {
	s := counted(t.Rows, "row") + " of " + counted(t.Events, "event")
	if t.Left > 0 {
		s += "; " + counted(t.Left, "event") + " left out: " + t.Why
	}
	return s
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// Format is one form of the ledger.
type Format struct {
	Name  string // as users ask for it
	Media string // MIME type
	Ext   string // usual ending of files, with its dot
	Row   string // what one row is
	Track bool   // it briefs on one track
	write func(context.Context, *bufio.Writer, Ledger, *Options) (Total, error)
}

// Formats lists all, in the order in which they are told to users.
func Formats() []Format {
	return []Format{
		{Name: "csv", Media: "text/csv; charset=utf-8", Ext: ".csv", Row: "an event", write: writeCSV},
		{Name: "jsonl", Media: "application/x-ndjson", Ext: ".jsonl", Row: "an event", write: writeJSONL},
		{Name: "parquet", Media: "application/vnd.apache.parquet", Ext: ".parquet", Row: "an event", write: writeParquet},
		{Name: "plover", Media: "text/tab-separated-values; charset=utf-8", Ext: ".txt", Row: "an actor and a recipient of an event", write: writePLOVER},
		{Name: "gdelt", Media: "text/tab-separated-values; charset=utf-8", Ext: ".tsv", Row: "two actors of an event", write: writeGDELT},
		{Name: "ics", Media: "text/calendar; charset=utf-8", Ext: ".ics", Row: "a planned event", write: writeICS},
		{Name: "atom", Media: "application/atom+xml; charset=utf-8", Ext: ".atom", Row: "an event", write: writeAtom},
		{Name: "jsonfeed", Media: "application/feed+json; charset=utf-8", Ext: ".json", Row: "an event", write: writeJSONFeed},
		{Name: "jsonld", Media: "application/ld+json", Ext: ".jsonld", Row: "an event", write: writeJSONLD},
		{Name: "graphml", Media: "application/graphml+xml; charset=utf-8", Ext: ".graphml", Row: "two actors in contact", write: writeGraphML},
		{Name: "markdown", Media: "text/markdown; charset=utf-8", Ext: ".md", Row: "a track", Track: true, write: writeMarkdown},
		{Name: "docx", Media: "application/vnd.openxmlformats-officedocument.wordprocessingml.document", Ext: ".docx", Row: "a track", Track: true, write: writeDOCX},
	}
}

// Find returns the format of that name.
func Find(name string) (Format, bool) {
	for _, f := range Formats() {
		if f.Name == name {
			return f, true
		}
	}
	return Format{}, false
}

// ErrNoTrack is returned when the track that is asked for does not exist, or none was named
// for a format that briefs on one.
var ErrNoTrack = errors.New("no such track")

// Write writes the ledger to w. It fails where the ledger or w fails.
func (f Format) Write(ctx context.Context, w io.Writer, l Ledger, o Options) (Total, error) {
	b := bufio.NewWriterSize(w, 1<<16)
	t, err := f.write(ctx, b, l, &o)
	if err == nil {
		err = b.Flush()
	}
	if err != nil {
		return t, fmt.Errorf("export %s: %w", f.Name, err)
	}
	return t, nil
}

// each calls one for every event that the options ask for.
func each(ctx context.Context, l Ledger, o *Options, one func(*parley.Event) error) (Total, error) {
	var t Total
	err := l.EachEvent(ctx, o.Filter, func(int) error { return nil }, func(e *parley.Event) error {
		t.Rows++
		t.Events++
		return one(e)
	})
	return t, err
}

// actorNames names the actors that play one of the roles, each once.
func (o *Options) actorNames(e *parley.Event, roles ...parley.Role) []string {
	return o.actors(e, func(a *parley.Actor) string { return o.actor(a) }, roles...)
}

// actorIDs are their ids, each once.
func (o *Options) actorIDs(e *parley.Event, roles ...parley.Role) []string {
	return o.actors(e, func(a *parley.Actor) string { return a.ID }, roles...)
}

func (o *Options) actors(e *parley.Event, say func(*parley.Actor) string, roles ...parley.Role) []string {
	out := []string{}
	for i := range e.Actors {
		a := &e.Actors[i]
		for _, r := range roles {
			if s := say(a); a.Role == r && !has(out, s) {
				out = append(out, s)
			}
		}
	}
	return out
}

// actor names an actor: people whom no pack knows as the text names them.
func (o *Options) actor(a *parley.Actor) string {
	name := o.Names.Name(o.Language, a.ID)
	if name == a.ID && a.Name != "" {
		return parley.Plain(a.Name)
	}
	return parley.Plain(name)
}

// headline says an event in a line: who, what, to whom, where.
func (o *Options) headline(e *parley.Event) string {
	var b strings.Builder
	who := o.actorNames(e, parley.RoleSource, parley.RoleParty, parley.RoleMediator)
	b.WriteString(strings.Join(who, ", "))
	if b.Len() > 0 {
		b.WriteString(" – ")
	}
	b.WriteString(o.Names.Name(o.Language, "kind:"+string(e.Kind)))
	if e.Object != "" {
		b.WriteString(" (" + o.Names.Word(o.Language, "object:"+string(e.Object)) + ")")
	}
	if to := o.actorNames(e, parley.RoleTarget); len(to) > 0 {
		b.WriteString(" → " + strings.Join(to, ", "))
	}
	if e.Place != nil && e.Place.Name != "" {
		b.WriteString(", " + o.Names.Name(o.Language, "place:"+e.Place.Name))
	}
	return b.String()
}

func has(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}
