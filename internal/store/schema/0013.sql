-- Tracks are told of the events of one region and stretch of time at once: all events are
-- placed once more.

DELETE FROM note_cells WHERE stage IN (3, 4, 5);
DELETE FROM notes WHERE stage IN (3, 4, 5);
DELETE FROM tallies WHERE stage IN ('track', 'region');
DELETE FROM tracks;
UPDATE events SET track = '', round = NULL WHERE track <> '';
DELETE FROM due WHERE queue IN ('region', 'track');
DELETE FROM cursors WHERE stage = 'track';
INSERT OR IGNORE INTO due SELECT 'event', id FROM events;
