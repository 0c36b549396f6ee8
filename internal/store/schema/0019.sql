-- What lists show of tracks is written with them: the program has at hand what triggers had to take
-- out of the body.

DROP TRIGGER tracks_named;
DROP TRIGGER tracks_counted;
CREATE TRIGGER tracks_counted AFTER INSERT ON tracks BEGIN UPDATE sums SET n = n + 1 WHERE name = 'tracks'; END;
DROP VIEW track_infos;
DROP VIEW track_sides;
