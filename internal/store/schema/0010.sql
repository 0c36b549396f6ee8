-- What is planned for some days is found without looking at all that ever was planned.

CREATE INDEX events_due ON events (status, last, first);
