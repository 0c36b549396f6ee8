-- Search. Events are made anew in a form that can be searched; parley rebuild, or the next
-- ingest, fills them.

DROP TABLE event_actors;
DROP TABLE event_claims;
DROP TABLE events;
DELETE FROM tracks;
DELETE FROM cursors WHERE stage IN ('merge', 'track');

-- n grows with the day an event is ordered by, so that the newest hits of a search come
-- first without sorting: (day + 2^24) * 2^36 + a number from the id; undated ones have day
-- -2^24. first, last: days that the event's time may mean; at: the day it is ordered by
-- (null: undated); seen: first_seen; topics and outlets: each with a blank before and
-- after it; sum: of body, to write only what changed; track and round are set by the
-- track stage and are not part of body.
CREATE TABLE events (
    n           INTEGER PRIMARY KEY,
    id          TEXT NOT NULL UNIQUE,
    kind        TEXT NOT NULL,
    object      TEXT NOT NULL,
    status      TEXT NOT NULL,
    first       INTEGER,
    last        INTEGER,
    at          INTEGER,
    seen        TEXT NOT NULL,
    place       TEXT NOT NULL,
    place_state TEXT NOT NULL,
    topics      TEXT NOT NULL,
    outlets     TEXT NOT NULL,
    track       TEXT NOT NULL DEFAULT '',
    round       INTEGER,
    sum         INTEGER NOT NULL,
    body        TEXT NOT NULL
) STRICT;
CREATE INDEX events_at ON events (at DESC, seen DESC, id);
CREATE INDEX events_track ON events (track) WHERE track <> '';

-- actor: its id, and the state it belongs to as state:XXX.
CREATE TABLE event_actors (
    actor TEXT NOT NULL,
    role  TEXT NOT NULL,
    event TEXT NOT NULL REFERENCES events (id) ON DELETE CASCADE,
    PRIMARY KEY (actor, role, event)
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

-- The evidence of the event n, without case and marks. unicode61 does not fold the barred
-- d; the program does, here and in what is searched for.
CREATE VIRTUAL TABLE event_text USING fts5 (words, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2");
CREATE TRIGGER events_gone AFTER DELETE ON events BEGIN
    DELETE FROM event_text WHERE rowid = old.n;
END;

-- The language of each page, as BCP 47 has it; a rebuild fills it for older readings. It
-- stands by itself since a column behind the body of a reading is as slow to read as that.
CREATE TABLE page_languages (
    page     TEXT PRIMARY KEY REFERENCES readings (page) ON DELETE CASCADE,
    language TEXT NOT NULL
) STRICT, WITHOUT ROWID;
