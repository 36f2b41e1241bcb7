-- What was asked and answered. Every row belongs to one workspace.

-- name: add_turn(workspace, conversation, asked_at, question, resolved, status, fact_ids, as_of, elapsed_ms, engine, model, prompt_tokens, completion_tokens, verdicts, troubles, language)<!
INSERT INTO turn (
  workspace, conversation, asked_at, question, resolved, status, facts, as_of, elapsed_ms, engine, model,
  prompt_tokens, completion_tokens, verdicts, troubles, language)
SELECT :workspace, :conversation, :asked_at, :question, :resolved, :status,
  (SELECT coalesce(json_group_array(json_array(value, version)), '[]') FROM (
    SELECT wanted.value, coalesce(f.version, 0) AS version
    FROM json_each(:fact_ids) AS wanted
    LEFT JOIN fact AS f ON f.id = wanted.value AND f.state = 'current'
    ORDER BY wanted.key)),
  :as_of, :elapsed_ms, :engine, :model, :prompt_tokens, :completion_tokens, :verdicts, :troubles, :language;

-- name: turns(workspace, conversation, limit)
SELECT coalesce(question, ''), coalesce(resolved, ''), status, facts, as_of
FROM turn
WHERE workspace = :workspace AND conversation = :conversation
ORDER BY id DESC
LIMIT :limit;

-- name: add_gap(workspace, asked_at, question, reason, near)<!
INSERT INTO open_gap (workspace, asked_at, question, reason, near)
VALUES (:workspace, :asked_at, :question, :reason, :near);

-- name: open_count(workspace)
SELECT count(*) FROM open_gap WHERE workspace = :workspace;

-- name: open_gaps(workspace, limit)
SELECT id, asked_at, coalesce(question, ''), reason, near
FROM open_gap
WHERE workspace = :workspace
ORDER BY id DESC
LIMIT :limit;
