-- Reading the fact base. Every query sees current facts only, and none known later than :as_of (epoch seconds).

-- name: changes()^
SELECT facts, vectors FROM change;

-- name: case_info()^
SELECT body FROM case_info;

-- name: documents()^
SELECT count(*) FROM fact WHERE state = 'current';

-- name: words()
SELECT term, documents FROM word;

-- name: asked()
SELECT stems FROM asked JOIN fact ON fact.row = asked.row WHERE fact.state = 'current';

-- name: gap_stems()
SELECT stems FROM known_gap;

-- name: entities()
SELECT body FROM entity ORDER BY position;

-- name: measures()
SELECT body FROM measure ORDER BY position;

-- name: linked()
-- When each fact that another one links to became known.
SELECT DISTINCT f.id, f.known_at
FROM fact_link AS l
JOIN fact AS f ON f.id = l.to_id AND f.state = 'current';

-- name: search(match, weights, as_of, limit)
-- The best facts by words; FTS5 sorts first, so only as many facts are looked at as are needed.
SELECT f.row, -s.rank
FROM fact_fts AS s
CROSS JOIN fact AS f ON f.row = s.rowid
WHERE s.fact_fts MATCH :match AND s.rank MATCH :weights AND f.known_at <= :as_of
ORDER BY s.rank
LIMIT :limit;

-- name: search_gaps(match, limit)
SELECT g.row, -s.rank
FROM gap_fts AS s
CROSS JOIN known_gap AS g ON g.row = s.rowid
WHERE s.gap_fts MATCH :match
ORDER BY s.rank
LIMIT :limit;

-- name: gaps_by_row(rows)
SELECT row, body, stems FROM known_gap WHERE row IN (SELECT value FROM json_each(:rows));

-- name: by_row(rows, as_of)
SELECT f.row, f.id, f.version, f.known_at, b.body, f.source_id, s.body, a.stems
FROM json_each(:rows) AS wanted
CROSS JOIN fact AS f ON f.row = wanted.value
JOIN fact_body AS b ON b.row = f.row
JOIN source AS s ON s.id = f.source_id
JOIN asked AS a ON a.row = f.row
WHERE f.state = 'current' AND f.known_at <= :as_of;

-- name: rows_by_id(ids, as_of)
SELECT f.row
FROM json_each(:ids) AS wanted
CROSS JOIN fact AS f ON f.id = wanted.value AND f.state = 'current'
WHERE f.known_at <= :as_of
ORDER BY wanted.key;

-- name: rows_of_successors(ids, as_of)
SELECT DISTINCT f.row
FROM fact_link AS l
JOIN fact AS f ON f.id = l.from_id AND f.state = 'current'
WHERE l.kind = 'supersede' AND l.to_id IN (SELECT value FROM json_each(:ids)) AND f.known_at <= :as_of
ORDER BY f.event_to, f.known_at, f.id;

-- name: rows_of_series(measure, as_of)
SELECT row
FROM fact
WHERE state = 'current' AND measure <> '' AND measure = :measure AND known_at <= :as_of
ORDER BY event_to, known_at, id;

-- name: rows_of_timeline(as_of, last, first, topic, entity, limit)
SELECT f.row
FROM fact AS f
WHERE f.state = 'current' AND f.known_at <= :as_of AND f.event_from <= :last AND f.event_to >= :first
  AND (:topic = '' OR EXISTS (SELECT 1 FROM fact_topic AS t WHERE t.topic = :topic AND t.row = f.row))
  AND (:entity = '' OR EXISTS (SELECT 1 FROM fact_name AS n WHERE n.name = :entity AND n.row = f.row))
ORDER BY f.event_from, f.event_to, f.known_at, f.id
LIMIT :limit;

-- name: rows_since(after, as_of)
SELECT row FROM fact WHERE state = 'current' AND known_at > :after AND known_at <= :as_of ORDER BY known_at, id;

-- name: known(as_of)
SELECT count(*) FROM fact WHERE state = 'current' AND known_at <= :as_of;

-- name: rows_of_deadlines(as_of)
SELECT row FROM fact WHERE state = 'current' AND due_at IS NOT NULL AND known_at <= :as_of ORDER BY due_at, known_at, id;

-- name: rows_of_disputed(as_of)
SELECT DISTINCT f.row
FROM fact_link AS l
JOIN fact AS f ON f.id = l.from_id AND f.state = 'current'
JOIN fact AS other ON other.id = l.to_id AND other.state = 'current'
WHERE l.kind = 'dispute' AND f.known_at <= :as_of AND other.known_at <= :as_of
ORDER BY f.event_from, f.known_at, f.id;

-- name: sources()
-- Every source that has current facts, and when the first of them became known.
SELECT min(f.known_at), s.body
FROM fact AS f
JOIN source AS s ON s.id = f.source_id
WHERE f.state = 'current'
GROUP BY s.id
ORDER BY s.published DESC, s.id;

-- name: published()
-- For each moment at which facts became known, the latest day on which a source of theirs appeared.
SELECT f.known_at, max(s.published)
FROM fact AS f
JOIN source AS s ON s.id = f.source_id
WHERE f.state = 'current'
GROUP BY f.known_at
ORDER BY f.known_at;

-- name: named()
-- Every name and measure that facts carry, and when the first of them became known.
SELECT n.name, min(f.known_at)
FROM fact_name AS n
JOIN fact AS f ON f.row = n.row AND f.state = 'current'
GROUP BY n.name
UNION ALL
SELECT measure, min(known_at)
FROM fact
WHERE state = 'current' AND measure <> ''
GROUP BY measure;

-- name: versions(id)
SELECT f.row, f.id, f.version, f.known_at, b.body, f.source_id, s.body
FROM fact AS f
JOIN fact_body AS b ON b.row = f.row
JOIN source AS s ON s.id = f.source_id
WHERE f.id = :id
ORDER BY f.version DESC;
