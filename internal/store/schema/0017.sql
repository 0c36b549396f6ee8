-- The ids of tracks that were joined with others lead to these. Tracks are told once more.

CREATE TABLE track_aliases (
    alias TEXT NOT NULL,
    track TEXT NOT NULL,
    PRIMARY KEY (alias, track)
) STRICT, WITHOUT ROWID;
CREATE INDEX track_aliases_track ON track_aliases (track);
CREATE TRIGGER tracks_named AFTER INSERT ON tracks BEGIN
    INSERT INTO track_aliases SELECT DISTINCT value, new.id FROM json_each(new.body, '$.aliases');
END;
CREATE TRIGGER tracks_unnamed AFTER DELETE ON tracks BEGIN
    DELETE FROM track_aliases WHERE track = old.id;
END;

INSERT OR IGNORE INTO due SELECT 'event', id FROM events;
