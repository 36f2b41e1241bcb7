-- Workspaces that installed the bot; see storage/installations.py.

-- name: put(platform, workspace, sealed, installed_at)!
INSERT INTO installation (platform, workspace, sealed, installed_at)
VALUES (:platform, :workspace, :sealed, :installed_at)
ON CONFLICT (platform, workspace) DO UPDATE SET sealed = excluded.sealed, installed_at = excluded.installed_at;

-- name: one(platform, workspace)
SELECT platform, workspace, sealed, installed_at
FROM installation
WHERE platform = :platform AND workspace = :workspace;

-- name: every(platform)
SELECT platform, workspace, sealed, installed_at FROM installation WHERE platform = :platform ORDER BY workspace;

-- name: remove(platform, workspace)
DELETE FROM installation WHERE platform = :platform AND workspace = :workspace RETURNING 1;
