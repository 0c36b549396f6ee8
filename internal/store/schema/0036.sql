-- By what number an event last came or changed stands by the number of the event, which begins with its day: in the
-- tree of the names of all that ever came each event that changed lay on a page of its own. Names of tracks, of which
-- there are few, and of events that are gone are found as before.

DROP TRIGGER events_come;
DROP TRIGGER events_changed;
DROP TRIGGER events_lost;
DROP TRIGGER tracks_come;
DROP TRIGGER tracks_changed;
DROP TRIGGER tracks_lost;
CREATE TABLE renewals_by_number (
    n     INTEGER PRIMARY KEY AUTOINCREMENT,
    noun  TEXT NOT NULL,
    id    TEXT NOT NULL,
    first INTEGER NOT NULL,
    gone  INTEGER NOT NULL
) STRICT;
INSERT INTO renewals_by_number SELECT n, noun, id, first, gone FROM renewals ORDER BY n;
CREATE TABLE event_renewals (
    event   INTEGER PRIMARY KEY, -- number of the event
    renewal INTEGER NOT NULL
) STRICT;
INSERT INTO event_renewals SELECT e.n, r.n FROM events e JOIN renewals r ON r.noun = 'event' AND r.id = e.id AND r.gone = 0 ORDER BY e.n;
DROP TABLE renewals;
ALTER TABLE renewals_by_number RENAME TO renewals;
CREATE UNIQUE INDEX renewals_track ON renewals (id) WHERE noun = 'track';
CREATE UNIQUE INDEX renewals_gone ON renewals (id) WHERE noun = 'event' AND gone = 1;

CREATE TRIGGER events_come AFTER INSERT ON events BEGIN
    INSERT INTO renewals (noun, id, first, gone) VALUES ('event', new.id, COALESCE(
        (SELECT first FROM renewals WHERE noun = 'event' AND gone = 1 AND id = new.id), (SELECT seq + 1 FROM sqlite_sequence WHERE name = 'renewals'), 1), 0);
    INSERT OR REPLACE INTO event_renewals VALUES (new.n, last_insert_rowid());
    DELETE FROM renewals WHERE noun = 'event' AND gone = 1 AND id = new.id;
END;
CREATE TRIGGER events_changed AFTER UPDATE OF body, track, round ON events BEGIN
    INSERT INTO renewals (noun, id, first, gone) VALUES ('event', new.id, COALESCE(
        (SELECT first FROM renewals WHERE n = (SELECT renewal FROM event_renewals WHERE event = new.n)), 0), 0);
    DELETE FROM renewals WHERE n = (SELECT renewal FROM event_renewals WHERE event = new.n);
    INSERT OR REPLACE INTO event_renewals VALUES (new.n, last_insert_rowid());
END;
CREATE TRIGGER events_lost AFTER DELETE ON events BEGIN
    INSERT OR REPLACE INTO renewals (noun, id, first, gone) VALUES ('event', old.id, COALESCE(
        (SELECT first FROM renewals WHERE n = (SELECT renewal FROM event_renewals WHERE event = old.n)), 0), 1);
    DELETE FROM renewals WHERE n = (SELECT renewal FROM event_renewals WHERE event = old.n);
    DELETE FROM event_renewals WHERE event = old.n;
END;
CREATE TRIGGER tracks_come AFTER INSERT ON tracks BEGIN
    INSERT OR REPLACE INTO renewals (noun, id, first, gone) VALUES ('track', new.id, COALESCE(
        (SELECT first FROM renewals WHERE noun = 'track' AND id = new.id), (SELECT seq + 1 FROM sqlite_sequence WHERE name = 'renewals'), 1), 0);
END;
CREATE TRIGGER tracks_changed AFTER UPDATE OF body ON tracks BEGIN
    INSERT OR REPLACE INTO renewals (noun, id, first, gone) VALUES ('track', new.id, COALESCE(
        (SELECT first FROM renewals WHERE noun = 'track' AND id = new.id), 0), 0);
END;
CREATE TRIGGER tracks_lost AFTER DELETE ON tracks BEGIN
    INSERT OR REPLACE INTO renewals (noun, id, first, gone) VALUES ('track', old.id, COALESCE(
        (SELECT first FROM renewals WHERE noun = 'track' AND id = old.id), 0), 1);
END;
