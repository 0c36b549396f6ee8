-- How many pages lie in each 1024 numbers, so that a list of pages is begun far behind without counting all
-- before it. Ledgers that were opened while this stood in the place of number 28 have it.

CREATE TABLE IF NOT EXISTS page_blocks (
    block INTEGER PRIMARY KEY, -- number of the page >> 10
    n     INTEGER NOT NULL
) STRICT;
DELETE FROM page_blocks;
INSERT INTO page_blocks SELECT seq >> 10, COUNT(*) FROM page_lines GROUP BY 1;
DROP TRIGGER IF EXISTS page_lines_come;
DROP TRIGGER IF EXISTS page_lines_go;
CREATE TRIGGER page_lines_come AFTER INSERT ON page_lines BEGIN
    INSERT INTO page_blocks VALUES (new.seq >> 10, 1) ON CONFLICT (block) DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER page_lines_go AFTER DELETE ON page_lines BEGIN
    UPDATE page_blocks SET n = n - 1 WHERE block = old.seq >> 10;
END;
