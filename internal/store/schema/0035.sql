-- What was read from a page stands by the page's number, not in the tree of page ids: in that tree a page's whole
-- reading lay in the way of every search, six levels deep in a ledger of 40,000 pages. What lists say of a page stands in page_lines alone.

DROP TRIGGER readings_come;
CREATE TABLE reading_bodies (
    seq  INTEGER PRIMARY KEY REFERENCES pages (seq) ON DELETE CASCADE,
    body BLOB NOT NULL
) STRICT;
INSERT INTO reading_bodies SELECT p.seq, r.body FROM pages p JOIN readings r ON r.page = p.id ORDER BY p.seq;
ALTER TABLE readings DROP COLUMN body;
ALTER TABLE readings DROP COLUMN info;
CREATE TRIGGER readings_come AFTER INSERT ON readings BEGIN
    UPDATE sums SET n = n + CASE name WHEN 'items' THEN new.items WHEN 'articles' THEN new.articles WHEN 'claims' THEN new.claims ELSE new.problems > 0 END
        WHERE name IN ('items', 'articles', 'claims', 'problems');
END;
