-- Small things that an adapter must still know after a restart.

-- name: get(name)
SELECT value FROM memo WHERE name = :name;

-- name: put(name, value)!
INSERT INTO memo (name, value) VALUES (:name, :value)
ON CONFLICT (name) DO UPDATE SET value = excluded.value;
