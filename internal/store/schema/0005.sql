-- The events of each actor, the newest first without sorting; kept by triggers. What stands
-- beside n is copied from events.

CREATE TABLE actor_events (
    actor  TEXT NOT NULL,
    n      INTEGER NOT NULL REFERENCES events (n) ON DELETE CASCADE,
    event  TEXT NOT NULL,
    kind   TEXT NOT NULL,
    status TEXT NOT NULL,
    at     INTEGER,
    PRIMARY KEY (actor, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX actor_events_n ON actor_events (n);
CREATE INDEX actor_meetings ON actor_events (actor, n DESC)
    WHERE kind IN ('meet', 'call', 'visit', 'talks', 'conference', 'mediate') AND status IN ('occurred', 'ongoing');

CREATE TRIGGER actors_come AFTER INSERT ON event_actors BEGIN
    INSERT OR IGNORE INTO actor_events (actor, n, event, kind, status, at)
        SELECT new.actor, n, id, kind, status, at FROM events WHERE id = new.event;
END;

INSERT OR IGNORE INTO actor_events (actor, n, event, kind, status, at)
    SELECT a.actor, e.n, e.id, e.kind, e.status, e.at FROM event_actors a JOIN events e ON e.id = a.event;
