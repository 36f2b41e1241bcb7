-- Changes to single facts. Runs inside one transaction; see storage/corrections.py.

-- name: newest(id)^
-- The newest version of a fact, and the asks under which it can be found.
SELECT f.row, f.version, f.state, f.known_at, f.digest, f.indexed, b.body, s.body, a.asks
FROM fact AS f
JOIN fact_body AS b ON b.row = f.row
JOIN source AS s ON s.id = f.source_id
LEFT JOIN fact_fts AS a ON a.rowid = f.row
WHERE f.id = :id
ORDER BY f.version DESC
LIMIT 1;

-- name: add(how, fact, old_version, new_fact, new_version, digest, reason, made_by, made_at)<!
INSERT INTO correction (how, fact, old_version, new_fact, new_version, digest, reason, made_by, made_at)
VALUES (:how, :fact, :old_version, :new_fact, :new_version, :digest, :reason, :made_by, :made_at);

-- name: superseded_by(id)
-- All that a fact supersedes, and that those supersede in turn.
WITH RECURSIVE earlier (id) AS (
    SELECT :id
    UNION
    SELECT l.to_id FROM earlier JOIN fact_link AS l ON l.from_id = earlier.id AND l.kind = 'supersede'
)
SELECT id FROM earlier;

-- name: standing()
-- Editors' corrections, that is those made over a text of the case.
SELECT how, fact, old_version, new_fact, new_version FROM correction WHERE digest <> '';

-- name: bodies(rows)
SELECT f.row, f.version, b.body
FROM json_each(:rows) AS wanted
CROSS JOIN fact AS f ON f.row = wanted.value
JOIN fact_body AS b ON b.row = f.row;

-- name: posted(facts)
-- Which of these facts some place has seen, or may be seeing just now.
SELECT wanted.value
FROM json_each(:facts) AS wanted
WHERE EXISTS (SELECT 1 FROM exposure WHERE fact = wanted.value)
UNION
SELECT json_extract(s.value, '$[0]')
FROM delivery AS d, json_each(d.seen) AS s
WHERE d.state IN ('queued', 'attempting', 'ambiguous') AND d.parked = 0
  AND json_extract(s.value, '$[0]') IN (SELECT value FROM json_each(:facts));
