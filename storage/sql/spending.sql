-- What was spent on the model, by day; see storage/spending.py. `claims` is [[scope, who, tokens limit, money limit], …].

-- name: over(day, claims, tokens, money)
-- The first claim that would be over a limit.
SELECT claim.value ->> 0
FROM json_each(:claims) AS claim
LEFT JOIN spending AS s ON s.day = :day AND s.scope = claim.value ->> 0 AND s.who = claim.value ->> 1
WHERE (claim.value ->> 2 > 0 AND coalesce(s.tokens, 0) + :tokens > claim.value ->> 2)
  OR (claim.value ->> 3 > 0 AND coalesce(s.money, 0) + :money > claim.value ->> 3)
ORDER BY claim.key
LIMIT 1;

-- name: count(day, claims, tokens, money)!
-- Never below nothing, so that no mistake in a correction gives anybody more.
INSERT INTO spending (day, scope, who, tokens, money)
SELECT :day, claim.value ->> 0, claim.value ->> 1, max(0, :tokens), max(0, :money)
FROM json_each(:claims) AS claim
WHERE TRUE
ON CONFLICT (day, scope, who) DO UPDATE SET tokens = max(0, tokens + :tokens), money = max(0, money + :money);

-- name: spent(day)
SELECT scope, who, tokens, money FROM spending WHERE day = :day ORDER BY tokens DESC, scope, who;

-- name: old(before)
SELECT 1 FROM spending WHERE day < :before LIMIT 1;

-- name: drop(before, limit)
DELETE FROM spending
WHERE (day, scope, who) IN (SELECT day, scope, who FROM spending WHERE day < :before ORDER BY day LIMIT :limit)
RETURNING 1;
