-- Who is named of an event that many tell, in which order, and on which of the days of a journey people met is told
-- by how many say so, and what is only planned is prepared from when it was told: everything is derived once more.

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
