-- Every post that is to go out. Open is what may still go out: queued, attempting or ambiguous, and not parked.

-- name: claimable(platforms, at, wall, limit)
-- First of their place, on a platform and in a place that nothing holds. A wait ends when its time is over, and when
-- the machine's clock was set to before it began. What was made later than now was due before the clock was set back.
SELECT d.id
FROM delivery AS d INDEXED BY delivery_due
WHERE d.state IN ('queued', 'ambiguous') AND d.parked = 0 AND d.holder = ''
  AND (d.due_at <= :at OR :at < d.made_at)
  AND d.platform IN (
    SELECT p.value FROM json_each(:platforms) AS p
    WHERE NOT EXISTS (
      SELECT 1 FROM hold AS h
      WHERE h.platform = p.value AND h.place = '' AND h.waits_from <= :wall AND :wall < h.waits_until))
  AND (d.waits_until IS NULL OR :wall < d.waits_from OR d.waits_until <= :wall)
  AND NOT EXISTS (
    SELECT 1 FROM delivery AS e INDEXED BY delivery_open
    WHERE e.place = d.place AND e.id < d.id AND e.state IN ('queued', 'attempting', 'ambiguous') AND e.parked = 0)
  AND NOT EXISTS (
    SELECT 1 FROM hold AS h
    WHERE h.platform = d.platform AND h.place = d.place AND h.waits_from <= :wall AND :wall < h.waits_until)
ORDER BY d.due_at, d.id
LIMIT :limit;

-- name: lease(ids, worker)!
UPDATE delivery
SET holder = :worker, fence = fence + 1
WHERE id IN (SELECT value FROM json_each(:ids));

-- name: take_over(id, fence, worker)
UPDATE delivery
SET holder = :worker, fence = fence + 1
WHERE id = :id AND fence = :fence AND holder <> ''
RETURNING id;

-- name: leases()
SELECT id, fence FROM delivery WHERE holder <> '' ORDER BY id;

-- name: deliveries(ids)
SELECT d.id, d.kind, d.place, d.workspace, d.slot, d.page, d.pages, d.state, d.due_at, d.dedup_key, post.body, d.fence,
  d.attempts, d.unsure, d.late, d.made_at, d.subscription, d.attempted_at, d.fresh_until, d.expires_at, d.reply_to,
  d.edits, d.seen
FROM json_each(:ids) AS wanted
CROSS JOIN delivery AS d ON d.id = wanted.value
JOIN post ON post.delivery = d.id
ORDER BY wanted.key;

-- name: note_begin(id, fence, at)!
INSERT INTO transition (delivery, at, from_state, to_state, reason, worker)
SELECT id, :at, state, 'attempting', '', holder
FROM delivery
WHERE id = :id AND fence = :fence AND holder <> '' AND state IN ('queued', 'ambiguous');

-- name: begin(id, fence, wall)
UPDATE delivery
SET state = 'attempting', attempts = attempts + 1,
  attempted_at = CASE WHEN unsure = 1 AND attempted_at IS NOT NULL THEN attempted_at ELSE :wall END
WHERE id = :id AND fence = :fence AND holder <> '' AND state IN ('queued', 'ambiguous')
RETURNING id;

-- name: note_step(id, fence, at, state, reason)!
-- What is given back as it was, without a word, is no event.
INSERT INTO transition (delivery, at, from_state, to_state, reason, worker)
SELECT id, :at, state, :state, :reason, holder
FROM delivery
WHERE id = :id AND fence = :fence AND holder <> '' AND state IN ('queued', 'attempting', 'ambiguous')
  AND (state <> :state OR :reason <> '');

-- name: step(id, fence, state, parked, waits_from, waits_until, receipt, sent_at)
-- A send that certainly failed leaves open whether one before it arrived; only reading back, from ambiguous to queued,
-- rules that out.
UPDATE delivery
SET state = :state, holder = '', parked = :parked, waits_from = :waits_from, waits_until = :waits_until,
  receipt = :receipt, sent_at = :sent_at,
  unsure = CASE
    WHEN :state = 'ambiguous' THEN 1
    WHEN :state = 'queued' AND state = 'ambiguous' THEN 0
    ELSE unsure END
WHERE id = :id AND fence = :fence AND holder <> '' AND state IN ('queued', 'attempting', 'ambiguous')
RETURNING workspace, place, seen, subscription;

-- name: expose(place, fact, version, workspace, delivery, seen_at, asked)*!
-- What was told stays so, whoever asks for it later.
INSERT INTO exposure (place, fact, version, workspace, delivery, seen_at, asked)
VALUES (:place, :fact, :version, :workspace, :delivery, :seen_at, :asked)
ON CONFLICT (place, fact, version) DO UPDATE SET
  workspace = excluded.workspace, delivery = excluded.delivery, seen_at = excluded.seen_at, asked = excluded.asked
WHERE excluded.asked <= exposure.asked;

-- name: later_pages(id)
-- The pages of the same slot that come after this one and are still open.
SELECT later.id
FROM delivery AS d
JOIN delivery AS later ON later.place = d.place AND later.slot = d.slot AND later.subscription IS d.subscription
WHERE d.id = :id AND later.page > d.page
  AND later.state IN ('queued', 'attempting', 'ambiguous') AND later.parked = 0;

-- name: note(ids, at, state, reason, worker, first)!
INSERT INTO transition (delivery, at, from_state, to_state, reason, worker)
SELECT id, :at, iif(:first, '', state), :state, :reason, :worker
FROM delivery
WHERE id IN (SELECT value FROM json_each(:ids))
ORDER BY id;

-- name: settle(ids, state)!
-- Whoever holds one of them is refused from now on.
UPDATE delivery
SET state = :state, holder = '', fence = fence + 1, waits_from = NULL, waits_until = NULL
WHERE id IN (SELECT value FROM json_each(:ids));

-- name: forget_holds(wall)!
DELETE FROM hold WHERE waits_until <= :wall OR waits_from > :wall;

-- name: hold(platform, place, waits_from, waits_until)!
INSERT INTO hold (platform, place, waits_from, waits_until)
VALUES (:platform, :place, :waits_from, :waits_until)
ON CONFLICT (platform, place) DO UPDATE SET
  waits_from = excluded.waits_from, waits_until = max(waits_until, excluded.waits_until);

-- name: pause(subscription, reason)!
UPDATE subscription SET standing = 'paused', reason = :reason WHERE id = :subscription AND standing = 'active';

-- name: standings(ids)
SELECT id, standing, next_run_at, covered_to, covered_row
FROM subscription
WHERE id IN (SELECT value FROM json_each(:ids));

-- name: advance(id, next_run_at, covered_to, covered_row)!
UPDATE subscription
SET next_run_at = :next_run_at, covered_to = coalesce(:covered_to, covered_to),
  covered_row = coalesce(:covered_row, covered_row)
WHERE id = :id;

-- name: told(place, corrections)
SELECT correction
FROM correction_told
WHERE place = :place AND correction IN (SELECT value FROM json_each(:corrections));

-- name: corrected(corrections)
SELECT id, fact, new_fact FROM correction WHERE id IN (SELECT value FROM json_each(:corrections));

-- name: tell(correction, place, delivery)*!
INSERT INTO correction_told (correction, place, delivery) VALUES (:correction, :place, :delivery)
ON CONFLICT (correction, place) DO NOTHING;

-- name: has_slot(subscription, place, slot)
SELECT 1 FROM delivery WHERE subscription = :subscription AND slot = :slot AND state <> 'superseded'
UNION ALL
SELECT 1 FROM delivery
WHERE :subscription IS NULL AND subscription IS NULL AND place = :place AND slot = :slot AND state <> 'superseded'
LIMIT 1;

-- name: has_record(subscription, slot)
SELECT 1 FROM delivery WHERE subscription = :subscription AND slot = :slot LIMIT 1;

-- name: put(workspace, subscription, kind, platform, place, slot, page, pages, state, dedup_key, seen, late, due_at, made_at, fresh_until, expires_at, reply_to, edits, before)
INSERT INTO delivery (
  workspace, subscription, kind, platform, place, slot, page, pages, state, dedup_key, seen, late, due_at, made_at,
  fresh_until, expires_at, reply_to, edits, before, holder, fence, attempts, unsure, parked)
VALUES (
  :workspace, :subscription, :kind, :platform, :place, :slot, :page, :pages, :state, :dedup_key, :seen, :late, :due_at,
  :made_at, :fresh_until, :expires_at, :reply_to, :edits, :before, '', 0, 0, 0, 0)
RETURNING id;

-- name: put_post(delivery, body, message)*!
INSERT INTO post (delivery, body, message) VALUES (:delivery, :body, :message);

-- name: recomposable(id, fence)
-- Every open page of the slot, if nothing of it may have gone out.
SELECT page.id
FROM delivery AS d
JOIN delivery AS page ON page.place = d.place AND page.slot = d.slot AND page.subscription IS d.subscription
WHERE d.id = :id AND d.fence = :fence AND d.holder <> '' AND d.state = 'queued' AND d.unsure = 0 AND d.page = 1
  AND page.state IN ('queued', 'attempting', 'ambiguous') AND page.parked = 0;

-- name: edits_of(id)
-- While a correction is on its way, nothing else edits the posts of its place.
SELECT e.id
FROM delivery AS d
CROSS JOIN delivery AS e INDEXED BY delivery_open ON e.place = d.place AND e.id > d.id
WHERE d.id = :id AND d.kind = 'correction' AND e.kind = 'edit' AND e.attempts = 0 AND e.holder = ''
  AND e.state IN ('queued', 'attempting', 'ambiguous') AND e.parked = 0;

-- name: step_back(id)!
UPDATE subscription AS s
SET next_run_at = min(s.next_run_at, d.due_at), covered_to = d.before ->> 0, covered_row = d.before ->> 1
FROM delivery AS d
WHERE d.id = :id AND d.kind = 'sitrep' AND d.before <> '' AND s.id = d.subscription;

-- name: uncover(id)!
-- What a sitrep told does not count as told there: the next one covers its time again.
UPDATE subscription AS s
SET covered_to = min(s.covered_to, d.before ->> 0), covered_row = min(s.covered_row, d.before ->> 1)
FROM delivery AS d
WHERE d.id = :id AND d.before <> '' AND s.id = d.subscription;

-- name: untell(ids)!
DELETE FROM correction_told WHERE delivery IN (SELECT value FROM json_each(:ids));

-- name: stale(id)
-- A fact that an open page of the slot shows in another version than the current one, or that is not there any more.
SELECT shown.value ->> 0
FROM delivery AS d
JOIN delivery AS page ON page.place = d.place AND page.slot = d.slot AND page.subscription IS d.subscription
CROSS JOIN json_each(page.seen) AS shown
WHERE d.id = :id AND page.page >= d.page
  AND page.state IN ('queued', 'attempting', 'ambiguous') AND page.parked = 0
  AND NOT EXISTS (
    SELECT 1 FROM fact AS f
    WHERE f.id = shown.value ->> 0 AND f.version = shown.value ->> 1 AND f.state = 'current')
LIMIT 1;

-- name: under_way(place)
SELECT 1
FROM delivery INDEXED BY delivery_open
WHERE place = :place AND kind = 'sitrep' AND state IN ('queued', 'attempting', 'ambiguous') AND parked = 0
LIMIT 1;

-- name: doubtful(subscription)
-- A page in doubt of the latest sitrep that was tried; superseded and missed ones never went out.
SELECT 1
FROM delivery
WHERE subscription = :subscription AND state = 'ambiguous' AND slot = (
    SELECT slot
    FROM delivery
    WHERE subscription = :subscription AND kind = 'sitrep' AND state NOT IN ('superseded', 'missed')
    ORDER BY id DESC
    LIMIT 1)
LIMIT 1;

-- name: slots_of(subscriptions)
SELECT subscription, json_group_array(slot)
FROM delivery INDEXED BY delivery_slot
WHERE subscription IN (SELECT value FROM json_each(:subscriptions)) AND state <> 'superseded'
GROUP BY subscription;

-- name: log(workspace, limit)
-- What is posted without being asked for. What only one person sees, a channel and a user, is nobody else's business.
SELECT id, kind, place, subscription, slot, page, pages, state, due_at, late
FROM delivery INDEXED BY delivery_log
WHERE workspace = :workspace AND kind <> 'answer'
  AND (json_extract(place, '$[2]') = '' OR json_extract(place, '$[4]') = '')
ORDER BY id DESC
LIMIT :limit;

-- name: log_of(workspace, subscription, limit)
SELECT id, kind, place, subscription, slot, page, pages, state, due_at, late
FROM delivery
WHERE subscription = :subscription AND workspace = :workspace
ORDER BY id DESC
LIMIT :limit;

-- name: transitions(ids)
SELECT delivery, at, to_state, reason
FROM transition
WHERE delivery IN (SELECT value FROM json_each(:ids))
ORDER BY id;

-- name: counts()
SELECT state, count(*), sum(parked) FROM delivery INDEXED BY delivery_state WHERE kind <> 'answer' GROUP BY state;

-- name: oldest_due(now)
SELECT min(due_at)
FROM (
  SELECT min(due_at) AS due_at
  FROM delivery INDEXED BY delivery_due
  WHERE state IN ('queued', 'ambiguous') AND parked = 0 AND holder = '' AND due_at <= :now
  UNION ALL
  SELECT min(due_at) FROM delivery WHERE holder <> '' AND due_at <= :now);
