-- What people send us, taken once, and left to nobody; see storage/inbox.py.

-- name: take(platform, workspace, key, kind, place, asked_by, conversation, taken_at, tries)
INSERT INTO inbox (platform, workspace, key, kind, place, asked_by, conversation, taken_at, tries)
VALUES (:platform, :workspace, :key, :kind, :place, :asked_by, :conversation, :taken_at, :tries)
ON CONFLICT (platform, workspace, key) DO NOTHING
RETURNING 1;

-- name: end(platform, workspace, key, how)!
-- Of two who worked on it, what the first made of it counts.
UPDATE inbox SET ended = :how
WHERE platform = :platform AND workspace = :workspace AND key = :key AND ended IS NULL;

-- name: left(platform, before, limit)
SELECT place, key, kind, asked_by, taken_at, conversation, tries
FROM inbox INDEXED BY inbox_left
WHERE platform = :platform AND taken_at < :before AND ended IS NULL
ORDER BY taken_at
LIMIT :limit;

-- name: retake(platform, workspace, key, tries, at)
-- Only who knows the number of the last try gets the next.
UPDATE inbox SET taken_at = :at, tries = tries + 1
WHERE platform = :platform AND workspace = :workspace AND key = :key AND tries = :tries AND ended IS NULL
RETURNING 1;

-- name: hold(platform, workspace, key, tries, at)!
UPDATE inbox SET taken_at = :at
WHERE platform = :platform AND workspace = :workspace AND key = :key AND tries = :tries AND ended IS NULL;

-- name: heard(workspace, conversation)
SELECT 1
FROM inbox INDEXED BY inbox_conversation
WHERE workspace = :workspace AND conversation = :conversation AND conversation <> ''
LIMIT 1;

-- name: old(before)
SELECT 1 FROM inbox INDEXED BY inbox_taken WHERE taken_at < :before LIMIT 1;

-- name: drop(before, limit)
DELETE FROM inbox
WHERE (platform, workspace, key) IN (
    SELECT platform, workspace, key
    FROM inbox INDEXED BY inbox_taken
    WHERE taken_at < :before
    ORDER BY taken_at
    LIMIT :limit)
RETURNING 1;
