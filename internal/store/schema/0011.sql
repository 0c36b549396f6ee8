-- Tracks are derived region by region: all events are placed once more.

DELETE FROM tracks;
UPDATE events SET track = '', round = NULL WHERE track <> '';
DELETE FROM cursors WHERE stage = 'track';
INSERT OR IGNORE INTO due SELECT 'event', id FROM events;
