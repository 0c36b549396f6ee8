-- The ledger, first form. Source: pages, edits. Derived: everything else.

-- A page as it came; bytes are zstd, hash is over the bytes and what the container said;
-- fetched is the day on which they first came.
CREATE TABLE pages (
    seq       INTEGER PRIMARY KEY AUTOINCREMENT,
    id        TEXT NOT NULL UNIQUE,
    hash      TEXT NOT NULL,
    source    TEXT NOT NULL,
    media     INTEGER NOT NULL,
    charset   TEXT NOT NULL,
    url       TEXT NOT NULL,
    outlet    TEXT NOT NULL,
    title     TEXT NOT NULL,
    lead      TEXT NOT NULL,
    published TEXT NOT NULL,
    fetched   TEXT NOT NULL,
    problems  TEXT NOT NULL,
    bytes     BLOB NOT NULL
) STRICT;

-- What was read from a page. version names the packs that read it; body is the reading's
-- JSON in zstd; info is the JSON of its line in a list of pages.
CREATE TABLE readings (
    page     TEXT PRIMARY KEY REFERENCES pages (id) ON DELETE CASCADE,
    version  TEXT NOT NULL,
    items    INTEGER NOT NULL,
    articles INTEGER NOT NULL,
    claims   INTEGER NOT NULL,
    problems INTEGER NOT NULL,
    info     TEXT NOT NULL,
    body     BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE claims (
    id   TEXT PRIMARY KEY,
    page TEXT NOT NULL REFERENCES readings (page) ON DELETE CASCADE,
    item INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX claims_page ON claims (page);

-- first, last: days that the event's time may mean; at: the day it is ordered by (null:
-- undated); seen: first_seen; sum: of body, to write only what changed; track and round
-- are set by the track stage and are not part of body; words: its evidence, lower-cased.
CREATE TABLE events (
    id     TEXT PRIMARY KEY,
    kind   TEXT NOT NULL,
    status TEXT NOT NULL,
    first  INTEGER,
    last   INTEGER,
    at     INTEGER,
    seen   TEXT NOT NULL,
    track  TEXT NOT NULL DEFAULT '',
    round  INTEGER,
    words  TEXT NOT NULL,
    sum    INTEGER NOT NULL,
    body   TEXT NOT NULL
) STRICT;
CREATE INDEX events_at ON events (at DESC, seen DESC, id);
CREATE INDEX events_track ON events (track) WHERE track <> '';

-- actor: its id, and the state it belongs to as state:XXX.
CREATE TABLE event_actors (
    actor TEXT NOT NULL,
    event TEXT NOT NULL REFERENCES events (id) ON DELETE CASCADE,
    PRIMARY KEY (actor, event)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_actors_event ON event_actors (event);

CREATE TABLE event_claims (
    claim TEXT PRIMARY KEY,
    event TEXT NOT NULL REFERENCES events (id) ON DELETE CASCADE,
    page  TEXT NOT NULL,
    item  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX event_claims_event ON event_claims (event);
CREATE INDEX event_claims_page ON event_claims (page, item);

CREATE TABLE tracks (
    id    TEXT PRIMARY KEY,
    moved INTEGER,
    sum   INTEGER NOT NULL,
    body  TEXT NOT NULL
) STRICT;

CREATE TABLE stories (
    id   TEXT PRIMARY KEY,
    last TEXT NOT NULL,
    size INTEGER NOT NULL,
    sum  INTEGER NOT NULL,
    body TEXT NOT NULL
) STRICT;
CREATE INDEX stories_last ON stories (last DESC, size DESC, id);

CREATE TABLE story_items (
    page  TEXT NOT NULL,
    item  INTEGER NOT NULL,
    story TEXT NOT NULL REFERENCES stories (id) ON DELETE CASCADE,
    PRIMARY KEY (page, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX story_items_story ON story_items (story);

-- The revision that each stage has dealt with. The row '' is the ledger's own revision:
-- it grows by one with every change of pages, readings or edits.
CREATE TABLE cursors (
    stage TEXT PRIMARY KEY,
    at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO cursors VALUES ('', 0);

-- What people changed, in order; replayed whenever events are derived.
CREATE TABLE edits (
    seq  INTEGER PRIMARY KEY AUTOINCREMENT,
    body TEXT NOT NULL
) STRICT;
