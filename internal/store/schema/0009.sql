-- Editors who are signed in. The key is the hash of what their browser keeps: nobody can be
-- them who reads this. The mark changes with the password, so that a new one ends them.
CREATE TABLE sessions (
    key  TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    mark TEXT NOT NULL,
    born INTEGER NOT NULL, -- Unix seconds, as seen
    seen INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
