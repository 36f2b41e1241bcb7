-- What channels asked for.

-- name: add(workspace, platform, place, product, schedule, topics, leads, only_facts, but_facts, owner, made_at, standing, reason, next_run_at, covered_to, covered_row)
INSERT INTO subscription (
  workspace, platform, place, product, schedule, topics, leads, only_facts, but_facts, owner, made_at, standing,
  reason, next_run_at, covered_to, covered_row)
VALUES (
  :workspace, :platform, :place, :product, :schedule, :topics, :leads, :only_facts, :but_facts, :owner, :made_at,
  :standing, :reason, :next_run_at, :covered_to, :covered_row)
RETURNING id;

-- name: one(id, workspace)
SELECT id, workspace, place, product, schedule, topics, leads, only_facts, but_facts, owner, made_at, standing, reason,
  next_run_at, covered_to, covered_row
FROM subscription
WHERE id = :id AND workspace = :workspace AND standing <> 'removed';

-- name: of_workspace(workspace, place)
SELECT id, workspace, place, product, schedule, topics, leads, only_facts, but_facts, owner, made_at, standing, reason,
  next_run_at, covered_to, covered_row
FROM subscription
WHERE workspace = :workspace AND standing <> 'removed' AND (:place = '' OR place = :place)
ORDER BY id;

-- name: due(now, far, platforms, limit)
-- Those whose run has come, and those that have covered a time that is still to come, or whose run is too far ahead for
-- any schedule. One whose place has a sitrep under way has to wait for that.
SELECT id, workspace, place, product, schedule, topics, leads, only_facts, but_facts, owner, made_at, standing, reason,
  next_run_at, covered_to, covered_row
FROM subscription
WHERE id IN (
    SELECT id FROM subscription WHERE standing = 'active' AND product = 'sitrep' AND next_run_at <= :now
    UNION
    SELECT id FROM subscription WHERE standing = 'active' AND product = 'sitrep' AND covered_to > :now
    UNION
    SELECT id FROM subscription WHERE standing = 'active' AND product = 'sitrep' AND next_run_at > :far)
  AND platform IN (SELECT value FROM json_each(:platforms))
  AND NOT EXISTS (
    SELECT 1 FROM delivery AS d INDEXED BY delivery_open
    WHERE d.place = subscription.place AND d.kind = 'sitrep'
      AND d.state IN ('queued', 'attempting', 'ambiguous') AND d.parked = 0)
ORDER BY next_run_at, id
LIMIT :limit;

-- name: active(product, platforms)
SELECT id, workspace, place, product, schedule, topics, leads, only_facts, but_facts, owner, made_at, standing, reason,
  next_run_at, covered_to, covered_row
FROM subscription
WHERE standing = 'active' AND product = :product AND platform IN (SELECT value FROM json_each(:platforms))
ORDER BY id;

-- name: by_platform()
SELECT platform, count(*)
FROM subscription
WHERE standing = 'active'
GROUP BY platform
ORDER BY platform;

-- name: stand(id, standing, reason, next_run_at)!
UPDATE subscription
SET standing = :standing, reason = :reason, next_run_at = coalesce(:next_run_at, next_run_at)
WHERE id = :id AND standing <> 'removed';

-- name: track(id, only_facts, but_facts, leads)!
UPDATE subscription
SET only_facts = :only_facts, but_facts = :but_facts, leads = :leads
WHERE id = :id AND standing <> 'removed';
