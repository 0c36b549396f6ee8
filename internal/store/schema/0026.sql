-- Events are kept by what their tracks are told by, and no more: all are placed anew. The marks of a track's
-- events are found in an index alone.

INSERT OR IGNORE INTO due SELECT 'event', id FROM notes WHERE stage = 3;

DROP INDEX events_track;
CREATE INDEX events_track ON events (track, n DESC, kind, status, at, place, place_state, id, round) WHERE track <> '';
