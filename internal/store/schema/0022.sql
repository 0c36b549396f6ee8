-- Days between which an event is found have an end, also where sources name none, and what is told
-- as done before its day stands where it was told. Everything is derived once more.

DELETE FROM packed_columns;
DELETE FROM note_cells;
DELETE FROM notes;
DELETE FROM tallies;
DELETE FROM tracks;
DELETE FROM events;
DELETE FROM stories;
DELETE FROM due WHERE key <> 'edit';
DELETE FROM cursors WHERE stage <> '';
INSERT OR IGNORE INTO due SELECT 'page', id FROM pages;
