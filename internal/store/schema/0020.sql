-- What each change touched, one row a change: things as a JSON array of texts "KIND ID", '' where
-- it may be anything. The oldest rows go.

CREATE TABLE touched (
    n      INTEGER PRIMARY KEY AUTOINCREMENT,
    things TEXT NOT NULL
) STRICT;
