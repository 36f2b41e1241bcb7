-- One vector a current fact (of its statement) and one a known gap (of its question), by model.

-- name: missing_facts(model, limit)
SELECT 'fact', f.row, json_extract(b.body, '$.statement')
FROM fact AS f
JOIN fact_body AS b ON b.row = f.row
WHERE f.state = 'current'
  AND NOT EXISTS (SELECT 1 FROM vector AS v WHERE v.kind = 'fact' AND v.row = f.row AND v.model = :model)
ORDER BY f.row
LIMIT :limit;

-- name: missing_gaps(model, limit)
SELECT 'gap', g.row, g.question
FROM known_gap AS g
WHERE NOT EXISTS (SELECT 1 FROM vector AS v WHERE v.kind = 'gap' AND v.row = g.row AND v.model = :model)
ORDER BY g.row
LIMIT :limit;

-- name: newest_model()^
SELECT model FROM vector ORDER BY id DESC LIMIT 1;

-- name: save(kind, row, model, scale, data)*!
INSERT INTO vector (kind, row, model, scale, data) VALUES (:kind, :row, :model, :scale, :data)
ON CONFLICT (kind, row, model) DO NOTHING;

-- name: vectors_changed()!
UPDATE change SET vectors = vectors + 1;

-- name: facts_after(after, model, limit)
-- Vectors of current facts in the order in which they were saved.
SELECT v.id, v.row, f.known_at, v.scale, v.data
FROM vector AS v
JOIN fact AS f ON f.row = v.row AND f.state = 'current'
WHERE v.id > :after AND v.kind = 'fact' AND v.model = :model
ORDER BY v.id
LIMIT :limit;

-- name: gaps_after(after, model, limit)
SELECT v.id, v.row, 0, v.scale, v.data
FROM vector AS v
JOIN known_gap AS g ON g.row = v.row
WHERE v.id > :after AND v.kind = 'gap' AND v.model = :model
ORDER BY v.id
LIMIT :limit;
