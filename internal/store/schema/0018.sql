-- The columns by which a server finds events, packed, so that the next one need not read all
-- events; and how often a page came to be in another language than it was, which no event tells.

CREATE TABLE packed_columns (
    part INTEGER PRIMARY KEY,
    body BLOB NOT NULL
) STRICT;

CREATE TABLE former_languages (
    page     TEXT PRIMARY KEY,
    language TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE relabelled (n INTEGER NOT NULL) STRICT;
INSERT INTO relabelled VALUES (0);
CREATE TRIGGER languages_go AFTER DELETE ON page_languages BEGIN
    INSERT OR REPLACE INTO former_languages VALUES (old.page, old.language);
END;
CREATE TRIGGER languages_come AFTER INSERT ON page_languages BEGIN
    UPDATE relabelled SET n = n + 1 WHERE EXISTS (SELECT 1 FROM former_languages f WHERE f.page = new.page AND f.language <> new.language);
END;
