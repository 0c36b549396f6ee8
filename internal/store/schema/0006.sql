-- What the stages of the ledger keep to go on from, instead of deriving everything anew.

-- A thing that a stage has placed (an item, a claim, an event): page: where it stands; grp:
-- what the stage made it part of (a story, an event, a track); place: how it came there;
-- head and body: the thing as the stage compares it, body in zstd.
CREATE TABLE notes (
    n     INTEGER PRIMARY KEY,
    stage INTEGER NOT NULL,
    id    TEXT NOT NULL,
    page  TEXT NOT NULL,
    grp   TEXT NOT NULL,
    place BLOB NOT NULL,
    head  BLOB NOT NULL,
    body  BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX notes_id ON notes (id, stage);
CREATE INDEX notes_page ON notes (page, stage);
CREATE INDEX notes_group ON notes (grp, stage);

-- Where a thing is looked for; the number of a cell begins with its place in time, so that
-- what comes together stands together.
CREATE TABLE note_cells (
    stage INTEGER NOT NULL,
    cell  INTEGER NOT NULL,
    note  INTEGER NOT NULL REFERENCES notes (n),
    PRIMARY KEY (stage, cell, note)
) STRICT, WITHOUT ROWID;

-- What has still to be dealt with: durable queues, filled in the transaction that made the
-- change and emptied in the one that dealt with it.
CREATE TABLE due (
    queue TEXT NOT NULL,
    key   TEXT NOT NULL,
    PRIMARY KEY (queue, key)
) STRICT, WITHOUT ROWID;

-- How many of a kind a stage has filed.
CREATE TABLE tallies (
    stage TEXT NOT NULL,
    key   TEXT NOT NULL,
    n     INTEGER NOT NULL,
    PRIMARY KEY (stage, key)
) STRICT, WITHOUT ROWID;

-- Everything is derived once more.
DELETE FROM tracks;
DELETE FROM events;
DELETE FROM stories;
DELETE FROM cursors WHERE stage <> '';
INSERT INTO due SELECT 'page', id FROM pages;
