-- Searches that people saved, and which event or track changed last.

CREATE TABLE searches (
    id   TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- One row an event or track: n is the number of its last change, first the number under
-- which it came, 0 for those that were there before this table. A row that is written again
-- moves to the end. gone: it was deleted.
CREATE TABLE renewals (
    n     INTEGER PRIMARY KEY AUTOINCREMENT,
    noun  TEXT NOT NULL,
    id    TEXT NOT NULL,
    first INTEGER NOT NULL,
    gone  INTEGER NOT NULL,
    UNIQUE (noun, id)
) STRICT;

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
