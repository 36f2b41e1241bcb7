-- Answers that were posted, what people say of them, and what they say is wrong; see storage/replies.py.

-- name: current(facts)
SELECT f.id, f.version
FROM json_each(:facts) AS wanted
CROSS JOIN fact AS f ON f.id = wanted.value AND f.state = 'current';

-- name: keep(workspace, platform, place, slot, dedup_key, seen, at, receipt, sent_at)
INSERT INTO delivery (
  workspace, kind, platform, place, slot, page, pages, state, dedup_key, seen, late, due_at, made_at, before, holder,
  fence, attempts, unsure, parked, receipt, sent_at)
VALUES (
  :workspace, 'answer', :platform, :place, :slot, 1, 1, 'sent', :dedup_key, :seen, 0, :at, :at, '', '', 0, 1, 0, 0,
  :receipt, :sent_at)
ON CONFLICT (place, slot, page) WHERE subscription IS NULL AND state <> 'superseded' DO NOTHING
RETURNING id;

-- name: kept(place, slot)
SELECT id FROM delivery WHERE subscription IS NULL AND place = :place AND slot = :slot AND state <> 'superseded';

-- name: find(platform, post, channel, workspace)
-- The latest post of that id in a channel, as its latest edit has it. Where it stands is what its receipt says; '' is
-- any workspace.
WITH original AS (
    SELECT id, receipt, place, workspace
    FROM delivery INDEXED BY delivery_post
    WHERE platform = :platform AND json_extract(receipt, '$[1]') = :post
      AND receipt IS NOT NULL AND kind <> 'edit' AND state = 'sent'
      AND json_extract(json_extract(receipt, '$[0]'), '$[2]') = :channel
      AND (:workspace = '' OR workspace = :workspace)
    ORDER BY id DESC
    LIMIT 1
)
SELECT o.id, o.receipt, o.workspace, post.message
FROM original AS o
JOIN post ON post.delivery = coalesce(
    (SELECT max(e.id) FROM delivery AS e INDEXED BY delivery_edits
     WHERE e.edits = o.receipt AND e.place = o.place AND e.state = 'sent'),
    o.id);

-- name: rate(number, user, helpful, at)!
-- Of an answer that was forgotten meanwhile nothing is kept.
INSERT INTO feedback (delivery, user, workspace, helpful, at)
SELECT id, :user, workspace, :helpful, :at FROM delivery WHERE id = :number
ON CONFLICT (delivery, user) DO UPDATE SET helpful = excluded.helpful, at = excluded.at;

-- name: report(workspace, post, words, facts, made_by, made_at)
INSERT INTO report (workspace, post, words, facts, made_by, made_at)
VALUES (:workspace, :post, :words, :facts, :made_by, :made_at)
RETURNING id;

-- name: reports(workspace, limit)
SELECT id, workspace, post, words, facts, made_by, made_at
FROM report
WHERE workspace = :workspace
ORDER BY id DESC
LIMIT :limit;

-- name: old(before, limit)
-- Answers made before an instant; one that is being edited just now has time until the next look.
SELECT d.id
FROM delivery AS d INDEXED BY delivery_answer
WHERE d.kind = 'answer' AND d.made_at < :before AND NOT EXISTS (
    SELECT 1 FROM delivery AS e INDEXED BY delivery_edits
    WHERE e.edits = d.receipt AND e.place = d.place AND e.state IN ('queued', 'attempting', 'ambiguous'))
ORDER BY d.made_at
LIMIT :limit;

-- name: edits(ids)
-- The edits of these, and whether a correction was told by them.
SELECT e.id, EXISTS (SELECT 1 FROM correction_told AS t WHERE t.delivery = e.id)
FROM json_each(:ids) AS wanted
CROSS JOIN delivery AS d ON d.id = wanted.value
CROSS JOIN delivery AS e INDEXED BY delivery_edits ON e.edits = d.receipt AND e.place = d.place;

-- name: blank(ids, message)!
UPDATE post SET body = x'', message = :message WHERE delivery IN (SELECT value FROM json_each(:ids));

-- name: drop_exposures(ids)!
DELETE FROM exposure WHERE delivery IN (SELECT value FROM json_each(:ids));

-- name: drop_feedback(ids)!
DELETE FROM feedback WHERE delivery IN (SELECT value FROM json_each(:ids));

-- name: drop_transitions(ids)!
DELETE FROM transition WHERE delivery IN (SELECT value FROM json_each(:ids));

-- name: drop_posts(ids)!
DELETE FROM post WHERE delivery IN (SELECT value FROM json_each(:ids));

-- name: drop(ids)!
DELETE FROM delivery WHERE id IN (SELECT value FROM json_each(:ids));
