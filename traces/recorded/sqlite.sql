-- Films, actors and who played in what: made up by arithmetic, then indexed, queried and changed.
CREATE TABLE film(id INTEGER PRIMARY KEY, title TEXT, year INT, minutes INT);
CREATE TABLE actor(id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE role(film INT, actor INT, part TEXT);

WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4000)
INSERT INTO film SELECT i, 'Film ' || hex(i * 7919 % 65536), 1930 + i * 37 % 95, 60 + i * 53 % 120
FROM n;

WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1500)
INSERT INTO actor SELECT i, printf('%s %s', substr('AdaBobCydDeeEveFaySalGus', 1 + i % 8 * 3, 3),
                                   hex(i * 104729 % 99991))
FROM n;

WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12000)
INSERT INTO role SELECT 1 + i * 61 % 4000, 1 + i * 89 % 1500, 'part ' || (i % 17) FROM n;

CREATE INDEX filmYear ON film(year);
CREATE INDEX roleFilm ON role(film);
CREATE INDEX roleActor ON role(actor, film);

SELECT year, count(*), avg(minutes), length(group_concat(title, ','))
FROM film GROUP BY year ORDER BY 2 DESC, 1 LIMIT 5;

SELECT a.name, count(*) c, length(group_concat(f.title))
FROM actor a JOIN role r ON r.actor = a.id JOIN film f ON f.id = r.film
GROUP BY a.id ORDER BY c DESC, a.name LIMIT 10;

UPDATE film SET title = upper(title) || ' (' || year || ')' WHERE minutes > 100;
DELETE FROM role WHERE film IN (SELECT id FROM film WHERE year < 1950);
SELECT count(DISTINCT actor), count(*) FROM role;
ANALYZE;
