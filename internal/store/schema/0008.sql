-- What screens show of many things at once, kept beside them, so that no screen has to read
-- them all. Triggers keep it level; all but claims_said and page_forms is filled here.

-- A page as a line of a list, apart from what was read from it; info is that of readings.
CREATE TABLE page_lines (
    seq      INTEGER PRIMARY KEY,
    page     TEXT NOT NULL UNIQUE,
    outlet   TEXT NOT NULL,
    troubled INTEGER NOT NULL,
    info     TEXT NOT NULL
) STRICT;
CREATE INDEX page_lines_troubled ON page_lines (seq) WHERE troubled > 0;

-- How many there are of each noun: pages, items, articles, claims, problems (pages that have
-- one), events, tracks, stories.
CREATE TABLE sums (
    name TEXT PRIMARY KEY,
    n    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER readings_come AFTER INSERT ON readings BEGIN
    INSERT INTO page_lines SELECT seq, id, COALESCE(new.info ->> '$.outlet', ''), new.problems, new.info FROM pages WHERE id = new.page;
    UPDATE sums SET n = n + CASE name WHEN 'items' THEN new.items WHEN 'articles' THEN new.articles WHEN 'claims' THEN new.claims ELSE new.problems > 0 END
        WHERE name IN ('items', 'articles', 'claims', 'problems');
END;
CREATE TRIGGER readings_go BEFORE DELETE ON readings BEGIN
    DELETE FROM page_lines WHERE page = old.page;
    UPDATE sums SET n = n - CASE name WHEN 'items' THEN old.items WHEN 'articles' THEN old.articles WHEN 'claims' THEN old.claims ELSE old.problems > 0 END
        WHERE name IN ('items', 'articles', 'claims', 'problems');
END;
CREATE TRIGGER pages_counted AFTER INSERT ON pages BEGIN UPDATE sums SET n = n + 1 WHERE name = 'pages'; END;
CREATE TRIGGER pages_uncounted AFTER DELETE ON pages BEGIN UPDATE sums SET n = n - 1 WHERE name = 'pages'; END;
CREATE TRIGGER events_counted AFTER INSERT ON events BEGIN UPDATE sums SET n = n + 1 WHERE name = 'events'; END;
CREATE TRIGGER events_uncounted AFTER DELETE ON events BEGIN UPDATE sums SET n = n - 1 WHERE name = 'events'; END;
CREATE TRIGGER stories_counted AFTER INSERT ON stories BEGIN UPDATE sums SET n = n + 1 WHERE name = 'stories'; END;
CREATE TRIGGER stories_uncounted AFTER DELETE ON stories BEGIN UPDATE sums SET n = n - 1 WHERE name = 'stories'; END;

-- A track as a line of a list. since is "" where its year is not known.
CREATE TABLE track_lines (
    id     TEXT PRIMARY KEY,
    since  TEXT NOT NULL,
    pinned INTEGER NOT NULL,
    info   TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX track_lines_since ON track_lines (since DESC, id);
CREATE INDEX track_lines_pinned ON track_lines (id) WHERE pinned > 0;
CREATE INDEX tracks_moved ON tracks (moved DESC, id);

-- Its parties and mediators.
CREATE TABLE track_actors (
    actor TEXT NOT NULL,
    track TEXT NOT NULL,
    PRIMARY KEY (actor, track)
) STRICT, WITHOUT ROWID;
CREATE INDEX track_actors_track ON track_actors (track);

CREATE VIEW track_infos AS
    SELECT id, CASE WHEN body ->> '$.since' GLOB '[0-9][0-9][0-9][0-9]*' THEN body ->> '$.since' ELSE '' END AS since, COALESCE(body ->> '$.pinned', 0) AS pinned,
        json_object('id', id, 'title', body -> '$.title', 'titles', body -> '$.titles', 'parties', body -> '$.parties', 'mediators', body -> '$.mediators',
        'issue', body -> '$.issue', 'state', body -> '$.state', 'since', body -> '$.since', 'rounds', json_array_length(body, '$.rounds'),
        'next', body -> '$.next[0]', 'contradictions', json_array_length(body, '$.contradictions'), 'pinned', json(COALESCE(body -> '$.pinned', 'false'))) AS info
    FROM tracks;
CREATE VIEW track_sides AS
    SELECT DISTINCT j.value AS actor, t.id AS track FROM tracks t, json_each(t.body, '$.parties') j WHERE j.type = 'text'
    UNION ALL SELECT DISTINCT j.value, t.id FROM tracks t, json_each(t.body, '$.mediators') j
        WHERE j.type = 'text' AND NOT EXISTS (SELECT 1 FROM json_each(t.body, '$.parties') k WHERE k.value = j.value);

CREATE TRIGGER tracks_counted AFTER INSERT ON tracks BEGIN
    UPDATE sums SET n = n + 1 WHERE name = 'tracks';
    INSERT INTO track_lines SELECT id, since, pinned, info FROM track_infos WHERE id = new.id;
    INSERT INTO track_actors SELECT actor, track FROM track_sides WHERE track = new.id;
END;
CREATE TRIGGER tracks_uncounted AFTER DELETE ON tracks BEGIN
    UPDATE sums SET n = n - 1 WHERE name = 'tracks';
    DELETE FROM track_lines WHERE id = old.id;
    DELETE FROM track_actors WHERE track = old.id;
END;

-- What a claim says, as JSON without the words that say it and how it was read.
CREATE TABLE claims_said (
    claim TEXT PRIMARY KEY REFERENCES claims (id) ON DELETE CASCADE,
    body  TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- By which words a page calls an actor and how often; start is where a sentence with a claim
-- begins that has them, -1 for none.
CREATE TABLE page_forms (
    actor TEXT NOT NULL,
    seq   INTEGER NOT NULL REFERENCES page_lines (seq) ON DELETE CASCADE,
    words TEXT NOT NULL,
    n     INTEGER NOT NULL,
    start INTEGER NOT NULL,
    PRIMARY KEY (actor, seq, words)
) STRICT, WITHOUT ROWID;
CREATE INDEX page_forms_seq ON page_forms (seq);

-- What is told of all events of a track stands in the index.
DROP INDEX events_track;
CREATE INDEX events_track ON events (track, n DESC, kind, status, at, place, place_state) WHERE track <> '';

-- Events by the day on which they were first reported.
CREATE INDEX events_seen ON events (seen DESC, n DESC);

INSERT INTO page_lines SELECT p.seq, p.id, COALESCE(r.info ->> '$.outlet', ''), r.problems, r.info
    FROM pages p JOIN readings r ON r.page = p.id;
INSERT INTO sums VALUES ('pages', (SELECT COUNT(*) FROM pages)), ('events', (SELECT COUNT(*) FROM events)), ('tracks', (SELECT COUNT(*) FROM tracks)), ('stories', (SELECT COUNT(*) FROM stories)),
    ('items', (SELECT COALESCE(SUM(items), 0) FROM readings)), ('articles', (SELECT COALESCE(SUM(articles), 0) FROM readings)),
    ('claims', (SELECT COALESCE(SUM(claims), 0) FROM readings)), ('problems', (SELECT COUNT(*) FROM readings WHERE problems > 0));
INSERT INTO track_lines SELECT id, since, pinned, info FROM track_infos;
INSERT INTO track_actors SELECT actor, track FROM track_sides;
