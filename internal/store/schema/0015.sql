-- A claim and what it says stand in one row, in the order in which pages came. said: JSON
-- without the words that say it and how it was read; '' where that is not kept.

CREATE TABLE claims_new (
    n    INTEGER PRIMARY KEY,
    id   TEXT NOT NULL UNIQUE,
    page TEXT NOT NULL REFERENCES readings (page) ON DELETE CASCADE,
    item INTEGER NOT NULL,
    said TEXT NOT NULL
) STRICT;
INSERT INTO claims_new (id, page, item, said)
    SELECT c.id, c.page, c.item, COALESCE(s.body, '') FROM pages p JOIN claims c ON c.page = p.id LEFT JOIN claims_said s ON s.claim = c.id ORDER BY p.seq, c.id;
DROP TABLE claims_said;
DROP TABLE claims;
ALTER TABLE claims_new RENAME TO claims;
CREATE INDEX claims_page ON claims (page);
