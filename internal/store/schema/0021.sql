-- Which events a story tells is found in an index alone, and so are the tracks of an actor that
-- moved last: when they did stands beside their actors.

DROP INDEX event_claims_page;
CREATE INDEX event_claims_page ON event_claims (page, item, n);

ALTER TABLE track_actors ADD COLUMN moved INTEGER;
UPDATE track_actors SET moved = (SELECT t.moved FROM tracks t WHERE t.id = track);
CREATE INDEX track_actors_moved ON track_actors (actor, moved DESC);
CREATE TRIGGER tracks_moving AFTER UPDATE OF moved ON tracks BEGIN
    UPDATE track_actors SET moved = new.moved WHERE track = new.id;
END;
