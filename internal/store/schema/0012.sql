-- What the stages keep is packed with a dictionary, and the track stage keeps events in short
-- besides: everything is derived once more.

DELETE FROM note_cells;
DELETE FROM notes;
DELETE FROM tallies;
DELETE FROM tracks;
DELETE FROM events;
DELETE FROM stories;
DELETE FROM due WHERE key <> 'edit';
DELETE FROM cursors WHERE stage <> '';
INSERT OR IGNORE INTO due SELECT 'page', id FROM pages;
