-- Which claims an event has stands by the event alone, and by page: by claim it was one more index in no
-- order of time, of which each claim that comes changes a page of its own. Which items tell an event is found
-- in the table alone, in order of events. What lies in an item or a story changed as many pages: it stands
-- together now. Everything is derived once more.

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

DROP TABLE event_claims;
CREATE TABLE event_claims (
    n     INTEGER NOT NULL REFERENCES events (n) ON DELETE CASCADE,
    claim TEXT NOT NULL,
    page  TEXT NOT NULL,
    item  INTEGER NOT NULL,
    PRIMARY KEY (n, claim)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_claims_page ON event_claims (page, item, n);
