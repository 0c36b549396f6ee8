-- Events are kept in another form by the track stage: all are placed once more.

DELETE FROM tracks;
UPDATE events SET track = '', round = NULL WHERE track <> '';
DELETE FROM note_cells WHERE stage >= 3;
DELETE FROM notes WHERE stage >= 3;
DELETE FROM tallies WHERE stage IN ('track', 'region', 'group');
DELETE FROM due WHERE queue IN ('region', 'track');
DELETE FROM cursors WHERE stage = 'track';
INSERT OR IGNORE INTO due SELECT 'event', id FROM events;
