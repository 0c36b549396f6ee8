-- Which stories tell an event is asked for thousands of items at once, and answered from memory: here stand the
-- pages of which an item came into a story or left one, the last change of each alone, so that what is kept
-- in memory is made level by what has changed.

CREATE TABLE story_moves (
    n    INTEGER PRIMARY KEY AUTOINCREMENT,
    page TEXT NOT NULL UNIQUE
) STRICT;

CREATE TRIGGER story_items_in AFTER INSERT ON story_items BEGIN
    INSERT OR REPLACE INTO story_moves (page) VALUES (new.page);
END;
CREATE TRIGGER story_items_out AFTER DELETE ON story_items BEGIN
    INSERT OR REPLACE INTO story_moves (page) VALUES (old.page);
END;
