// Package poll asks feeds again and again for what is new.
//
//	Source   an address and how often it is asked for
//	Poller   asks all sources, each in its time, and hands on pages that are new
//	Status   how it went with one source, for people
//
// A source is a feed (RSS, Atom, JSON Feed). An entry that the feed gives whole is a page as
// it is. Of one that it only sums up, the article is fetched where it is on the feed's own
// site and robots.txt lets us, and takes the place of the summary.
//
// It is polite: a request says what was had last (ETag, Last-Modified), at most so many run
// at once, those to one host follow each other with a pause, Retry-After is kept to, and a
// source that fails is asked for ever more seldom. It is careful: time, size and number of
// what is fetched are bounded, and no address of this machine or of a private network is
// connected to unless that is asked for, whatever a name resolves to or a redirect says.
//
// Nothing of it is kept on disk: which entries the ledger has, it is told at the start.
package poll

import (
	"context"
	"time"

	"parley"
	"parley/internal/charset"
)

// Source is a feed and how long there is between two visits.
type Source struct {
	URL   string
	Every time.Duration
}

// The bounds of what is asked for.
const (
	MostSources = 500
	Seldom      = 24 * time.Hour // the longest between two visits
	Often       = time.Minute    // the shortest

	atOnce       = 4                // visits
	mostBytes    = 8 << 20          // of a feed or an article, opened
	mostEntries  = 500              // of a feed that are looked at in one visit
	mostArticles = 30               // that are fetched in one visit; the others at the next
	mostHops     = 5                // redirects
	patience     = 30 * time.Second // for one answer, whole
)

// Options are how a Poller works.
type Options struct {
	// Private lets addresses of this machine and of private networks be connected to.
	Private bool
	// Pause is between two requests to one host.
	Pause time.Duration
	// Agent is what the program calls itself, with where to read about it.
	Agent string
	// Charsets decodes what comes; see source.Options.
	Charsets *charset.Detector
	// Had tells whether the ledger has a page that came from there (Page.Source).
	Had func(source string) bool
	// Take puts pages into the ledger and says how many of them were new.
	Take func(ctx context.Context, pages []*parley.Page) (added int, err error)
	// Tell is told of a source that began to fail, fails otherwise, or is well again; it may be
	// nil, and must not ask the poller.
	Tell func(Status)
	// Now is the clock; nil: that of the machine.
	Now func() time.Time
}

// Status is how it went with one source. Zero times: never.
type Status struct {
	URL      string
	Asked    time.Time // the last visit
	Good     time.Time // the last visit that went well
	New      time.Time // the last visit that brought a new page
	Next     time.Time // the next visit
	Pages    int       // new ones, since the start
	Failures int       // visits in a row that failed
	Fault    Fault     // why the last one failed, "" where it did not
	Detail   string    // more about it
}

// Fault says in one word why a visit failed.
type Fault string

// The faults.
const (
	Unreachable Fault = "unreachable" // no connection, or it broke off
	Slow        Fault = "slow"        // no whole answer in time
	Refused     Fault = "refused"     // an answer that is no 200; Detail is its status
	Busy        Fault = "busy"        // asked to come back later
	Large       Fault = "large"       // more bytes than are read
	NoFeed      Fault = "no-feed"     // something else than a feed, or a broken one
	Forbidden   Fault = "forbidden"   // an address that may not be connected to
	Ledger      Fault = "ledger"      // the pages could not be stored
)
