-- Notes of items are found by their ids, which begin with the page: only claims are looked for by what page they stand on.
-- In a tree of pages, whose ids lie by chance among all, each page that came was written once more for each of its stages.

DROP INDEX notes_page;
CREATE INDEX notes_page ON notes (page) WHERE stage = 2;
