-- The authors that the container of a page named, as a JSON array.

ALTER TABLE pages ADD COLUMN authors TEXT NOT NULL DEFAULT 'null';
