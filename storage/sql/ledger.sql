-- What places have seen, and what of it was corrected since; see storage/ledger.py and storage/owing.py.

-- name: seen(place)
SELECT fact, max(version) FROM exposure WHERE place = :place AND asked = 0 GROUP BY fact;

-- name: newest_row()^
SELECT coalesce(max(row), 0) FROM fact;

-- name: saw(facts)
SELECT e.place, json_group_array(DISTINCT e.fact)
FROM json_each(:facts) AS wanted
CROSS JOIN exposure AS e ON e.fact = wanted.value AND e.asked = 0
GROUP BY e.place;

-- name: entered(after)
-- Not what was there before under another wording, unless it becomes known earlier than that was to be.
SELECT f.id
FROM fact AS f
WHERE f.row > :after AND f.state = 'current' AND NOT EXISTS (
    SELECT 1 FROM fact AS before
    WHERE before.id = f.id AND before.row <= :after AND before.state = 'replaced' AND before.known_at <= f.known_at);

-- name: behind(platforms)
-- Places that saw a fact as it was before its latest correction, which they have not been told. While an edit or a
-- correction is on its way there, nothing more is owed: it may yet be composed anew, and the next edit builds on it.
SELECT DISTINCT e.place, e.workspace, e.fact
FROM (SELECT fact, max(id) AS id, max(old_version) AS old_version FROM correction GROUP BY fact) AS c
CROSS JOIN exposure AS e ON e.fact = c.fact AND e.version <= c.old_version
WHERE json_extract(e.place, '$[0]') IN (SELECT value FROM json_each(:platforms))
  AND NOT EXISTS (SELECT 1 FROM correction_told AS t WHERE t.correction = c.id AND t.place = e.place)
  AND NOT EXISTS (
    SELECT 1 FROM delivery AS d
    WHERE d.place = e.place AND d.state IN ('queued', 'attempting', 'ambiguous') AND d.parked = 0
      AND (d.kind = 'edit' OR EXISTS (SELECT 1 FROM correction_told AS t WHERE t.delivery = d.id)))
ORDER BY e.place;

-- name: behind_at(platforms, place)
SELECT DISTINCT e.place, e.workspace, e.fact
FROM (SELECT fact, max(id) AS id, max(old_version) AS old_version FROM correction GROUP BY fact) AS c
CROSS JOIN exposure AS e ON e.place = :place AND e.fact = c.fact AND e.version <= c.old_version
WHERE json_extract(e.place, '$[0]') IN (SELECT value FROM json_each(:platforms))
  AND NOT EXISTS (SELECT 1 FROM correction_told AS t WHERE t.correction = c.id AND t.place = e.place)
  AND NOT EXISTS (
    SELECT 1 FROM delivery AS d
    WHERE d.place = e.place AND d.state IN ('queued', 'attempting', 'ambiguous') AND d.parked = 0
      AND (d.kind = 'edit' OR EXISTS (SELECT 1 FROM correction_told AS t WHERE t.delivery = d.id)));

-- name: newest()^
-- Nothing new can be owed while these two stay as they are: whatever is sent, told or taken back leaves a transition.
SELECT (SELECT coalesce(max(id), 0) FROM correction), (SELECT coalesce(max(id), 0) FROM transition);

-- name: corrections(facts)
SELECT id, how, fact, old_version, new_fact, new_version, reason, made_by, made_at
FROM correction
WHERE fact IN (SELECT value FROM json_each(:facts))
ORDER BY id;

-- name: told(facts, places)
SELECT t.place, c.fact, max(c.id)
FROM correction AS c
CROSS JOIN correction_told AS t ON t.correction = c.id
WHERE c.fact IN (SELECT value FROM json_each(:facts)) AND t.place IN (SELECT value FROM json_each(:places))
GROUP BY t.place, c.fact;

-- name: exposures(facts, places)
SELECT e.place, e.fact, e.version
FROM json_each(:places) AS p
CROSS JOIN json_each(:facts) AS f
CROSS JOIN exposure AS e ON e.place = p.value AND e.fact = f.value;

-- name: versions(facts)
-- Every version of these facts.
SELECT f.id, f.version, f.state, f.known_at, b.body, s.body
FROM json_each(:facts) AS wanted
CROSS JOIN fact AS f ON f.id = wanted.value
JOIN fact_body AS b ON b.row = f.row
JOIN source AS s ON s.id = f.source_id;

-- name: carriers(facts, places, most)
-- What was posted at these places and shows one of these facts, of answers the latest only, and every edit of it, in
-- order. Left to itself, SQLite would look through all that was ever sent, once for each place.
WITH shown AS MATERIALIZED (
    SELECT d.id, d.place, d.kind, d.receipt,
      row_number() OVER (PARTITION BY d.place, d.kind ORDER BY d.id DESC) AS back
    FROM json_each(:places) AS p
    CROSS JOIN delivery AS d INDEXED BY delivery_sent ON d.place = p.value AND d.state = 'sent'
    WHERE d.kind <> 'edit' AND EXISTS (
        SELECT 1 FROM json_each(d.seen) AS s
        WHERE json_extract(s.value, '$[0]') IN (SELECT value FROM json_each(:facts))
    )
), wanted AS MATERIALIZED (
    SELECT id, place, receipt FROM shown WHERE kind <> 'answer' OR back <= :most
), found AS (
    SELECT id FROM wanted
    UNION
    SELECT e.id
    FROM wanted AS w
    CROSS JOIN delivery AS e INDEXED BY delivery_edits ON e.edits = w.receipt
    WHERE e.place = w.place AND e.state = 'sent'
)
SELECT d.place, d.kind, d.receipt, d.edits, post.message, d.seen
FROM found
CROSS JOIN delivery AS d ON d.id = found.id
JOIN post ON post.delivery = d.id
ORDER BY d.id;
