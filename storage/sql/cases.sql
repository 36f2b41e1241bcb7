-- Taking a case in. Runs inside one transaction; see storage/cases.py.

-- name: loaded_case()^
SELECT id, body FROM case_info;

-- name: put_case_info(id, body)!
INSERT INTO case_info (one, id, body) VALUES (1, :id, :body)
ON CONFLICT (one) DO UPDATE SET id = excluded.id, body = excluded.body;

-- name: facts_changed()!
UPDATE change SET facts = facts + 1;

-- name: stored()
-- The newest version of every fact.
SELECT id, row, version, state, digest, indexed, source_id
FROM fact AS f
WHERE version = (SELECT max(version) FROM fact AS g WHERE g.id = f.id);

-- name: put_source(id, published, body)*!
INSERT INTO source (id, published, body) VALUES (:id, :published, :body)
ON CONFLICT (id) DO UPDATE SET published = excluded.published, body = excluded.body
WHERE body <> excluded.body OR published <> excluded.published;

-- name: set_state(state, row)*!
UPDATE fact SET state = :state WHERE row = :row;

-- name: unindex_fts(row)*!
DELETE FROM fact_fts WHERE rowid = :row;

-- name: unindex_topics(row)*!
DELETE FROM fact_topic WHERE row = :row;

-- name: unindex_names(row)*!
DELETE FROM fact_name WHERE row = :row;

-- name: unindex_asked(row)*!
DELETE FROM asked WHERE row = :row;

-- name: unlink(id)*!
DELETE FROM fact_link WHERE from_id = :id;

-- name: last_row()$
SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'fact'), 0);

-- name: add_fact(row, id, version, kind, measure, known_at, event_from, event_to, due_at, source_id, digest, indexed)*!
INSERT INTO fact (row, id, version, state, kind, measure, known_at, event_from, event_to, due_at, source_id, digest, indexed)
VALUES (:row, :id, :version, 'current', :kind, :measure, :known_at, :event_from, :event_to, :due_at, :source_id, :digest,
  :indexed);

-- name: add_body(row, body)*!
INSERT INTO fact_body (row, body) VALUES (:row, :body);

-- name: set_indexed(indexed, row)*!
UPDATE fact SET indexed = :indexed WHERE row = :row;

-- name: index_fts(row, statement, names, headline, asks)*!
INSERT INTO fact_fts (rowid, statement, names, headline, asks) VALUES (:row, :statement, :names, :headline, :asks);

-- name: index_asked(row, stems)*!
INSERT INTO asked (row, stems) VALUES (:row, :stems);

-- name: index_topic(topic, row)*!
INSERT INTO fact_topic (topic, row) VALUES (:topic, :row);

-- name: index_name(name, row)*!
INSERT INTO fact_name (name, row) VALUES (:name, :row);

-- name: link(from_id, kind, to_id)*!
INSERT INTO fact_link (from_id, kind, to_id) VALUES (:from_id, :kind, :to_id);

-- name: one_of_other_rules(rules)^
SELECT row FROM fact WHERE state = 'current' AND substr(indexed, 1, length(:rules)) <> :rules LIMIT 1;

-- name: of_other_rules(rules)
SELECT f.row, s.asks, f.indexed
FROM fact AS f
JOIN fact_fts AS s ON s.rowid = f.row
WHERE f.state = 'current' AND substr(f.indexed, 1, length(:rules)) <> :rules;

-- name: restem_fact(stems, row)*!
UPDATE asked SET stems = :stems WHERE row = :row;

-- name: restem_gap(stems, row)*!
UPDATE known_gap SET stems = :stems WHERE row = :row;

-- name: optimize()!
INSERT INTO fact_fts (fact_fts) VALUES ('optimize');

-- name: forget_words()!
DELETE FROM word;

-- name: count_words()!
INSERT INTO word (term, documents) SELECT term, doc FROM fact_words;

-- name: forget_entities()!
DELETE FROM entity;

-- name: put_entity(name, position, body)*!
INSERT INTO entity (name, position, body) VALUES (:name, :position, :body)
ON CONFLICT (name) DO UPDATE SET position = excluded.position, body = excluded.body;

-- name: forget_measures()!
DELETE FROM measure;

-- name: put_measure(id, position, body)*!
INSERT INTO measure (id, position, body) VALUES (:id, :position, :body)
ON CONFLICT (id) DO UPDATE SET position = excluded.position, body = excluded.body;

-- name: stored_gaps()
SELECT id, row, question, body FROM known_gap;

-- name: remove_gap(row)*!
DELETE FROM known_gap WHERE row = :row;

-- name: remove_gap_fts(row)*!
DELETE FROM gap_fts WHERE rowid = :row;

-- name: remove_gap_vector(row)*!
DELETE FROM vector WHERE kind = 'gap' AND row = :row;

-- name: last_gap_row()$
SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'known_gap'), 0);

-- name: add_gap(row, id, question, body, stems)*!
INSERT INTO known_gap (row, id, question, body, stems) VALUES (:row, :id, :question, :body, :stems);

-- name: update_gap(body, row)*!
UPDATE known_gap SET body = :body WHERE row = :row;

-- name: index_gap(row, question)*!
INSERT INTO gap_fts (rowid, question) VALUES (:row, :question);

-- name: status()^
SELECT
  (SELECT count(DISTINCT source_id) FROM fact WHERE state = 'current'),
  (SELECT count(*) FROM fact WHERE state = 'current'),
  (SELECT count(DISTINCT id) FROM fact AS f
   WHERE state = 'withdrawn' AND NOT EXISTS (SELECT 1 FROM fact AS g WHERE g.id = f.id AND g.version > f.version)),
  (SELECT count(*) FROM vector AS v JOIN fact AS f ON f.row = v.row AND f.state = 'current'
   WHERE v.kind = 'fact' AND v.model = (SELECT model FROM vector ORDER BY id DESC LIMIT 1)),
  (SELECT max(published) FROM source AS s
   WHERE EXISTS (SELECT 1 FROM fact AS f WHERE f.source_id = s.id AND f.state = 'current')),
  (SELECT user_version FROM pragma_user_version);
