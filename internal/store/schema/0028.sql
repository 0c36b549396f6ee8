-- Tracks say what each party said on an issue from the first to the last, what was told last and what was agreed; events
-- are kept with what that takes: all are placed and told anew.

INSERT OR IGNORE INTO due SELECT 'event', id FROM notes WHERE stage = 3;
