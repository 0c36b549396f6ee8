-- Lists of tracks begin with those that run and end with those of which little is told: the rank of its standing
-- stands beside each. A forum is no party beside its members, what is likely to have been misread opens no track,
-- and plans contradict nothing: everything is derived once more.

ALTER TABLE tracks ADD COLUMN rank INTEGER NOT NULL DEFAULT 0;
ALTER TABLE track_lines ADD COLUMN rank INTEGER NOT NULL DEFAULT 0;
DROP INDEX track_lines_since;
CREATE INDEX track_lines_ranked ON track_lines (rank, since DESC, id);
CREATE INDEX tracks_ranked ON tracks (rank, moved DESC, id);
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
