-- Which items tell an event is found in an index alone.

DROP INDEX event_claims_n;
CREATE INDEX event_claims_n ON event_claims (n, page, item);
