-- What stands of an event elsewhere stands by its number, which begins with its day, so that
-- what comes together stands together however much is stored; its body is packed as notes are.
-- Everything is derived once more.

DELETE FROM note_cells;
DELETE FROM notes;
DELETE FROM tallies;
DELETE FROM tracks;
DELETE FROM events;
DELETE FROM stories;
DELETE FROM due WHERE key <> 'edit';
DELETE FROM cursors WHERE stage <> '';
INSERT OR IGNORE INTO due SELECT 'page', id FROM pages;

DROP TABLE actor_events;
DROP TABLE event_actors;
DROP TABLE event_claims;
DROP TABLE events;

-- As before, but for the body: its JSON, packed.
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
    body        BLOB NOT NULL
) STRICT;
CREATE INDEX events_at ON events (at DESC, seen DESC, id);
CREATE INDEX events_track ON events (track, n DESC, kind, status, at, place, place_state) WHERE track <> '';
CREATE INDEX events_seen ON events (seen DESC, n DESC);
CREATE INDEX events_due ON events (status, last, first);

-- actor: its id, and the state it belongs to as state:XXX.
CREATE TABLE event_actors (
    n     INTEGER NOT NULL,
    actor TEXT NOT NULL,
    role  TEXT NOT NULL,
    PRIMARY KEY (n, actor, role)
) STRICT, WITHOUT ROWID;

-- The other way round, with what is asked of many events of an actor.
CREATE TABLE actor_events (
    actor  TEXT NOT NULL,
    n      INTEGER NOT NULL,
    event  TEXT NOT NULL,
    kind   TEXT NOT NULL,
    status TEXT NOT NULL,
    at     INTEGER,
    PRIMARY KEY (actor, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX actor_meetings ON actor_events (actor, n DESC)
    WHERE kind IN ('meet', 'call', 'visit', 'talks', 'conference', 'mediate') AND status IN ('occurred', 'ongoing');

CREATE TABLE event_claims (
    claim TEXT PRIMARY KEY,
    n     INTEGER NOT NULL REFERENCES events (n) ON DELETE CASCADE,
    page  TEXT NOT NULL,
    item  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX event_claims_n ON event_claims (n);
CREATE INDEX event_claims_page ON event_claims (page, item);

CREATE TRIGGER events_gone AFTER DELETE ON events BEGIN
    DELETE FROM event_text WHERE rowid = old.n;
    DELETE FROM actor_events WHERE n = old.n AND actor IN (SELECT actor FROM event_actors WHERE n = old.n);
    DELETE FROM event_actors WHERE n = old.n;
END;
CREATE TRIGGER events_counted AFTER INSERT ON events BEGIN UPDATE sums SET n = n + 1 WHERE name = 'events'; END;
CREATE TRIGGER events_uncounted AFTER DELETE ON events BEGIN UPDATE sums SET n = n - 1 WHERE name = 'events'; END;
CREATE TRIGGER events_come AFTER INSERT ON events BEGIN
    INSERT OR REPLACE INTO renewals (noun, id, first, gone) VALUES ('event', new.id, COALESCE(
        (SELECT first FROM renewals WHERE noun = 'event' AND id = new.id), (SELECT seq + 1 FROM sqlite_sequence WHERE name = 'renewals'), 1), 0);
END;
CREATE TRIGGER events_changed AFTER UPDATE OF body, track, round ON events BEGIN
    INSERT OR REPLACE INTO renewals (noun, id, first, gone) VALUES ('event', new.id, COALESCE(
        (SELECT first FROM renewals WHERE noun = 'event' AND id = new.id), 0), 0);
END;
CREATE TRIGGER events_lost AFTER DELETE ON events BEGIN
    INSERT OR REPLACE INTO renewals (noun, id, first, gone) VALUES ('event', old.id, COALESCE(
        (SELECT first FROM renewals WHERE noun = 'event' AND id = old.id), 0), 1);
END;
