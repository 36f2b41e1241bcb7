-- What people send us, until it is answered, and the workspaces that installed the bot. Instants here are ISO 8601 in
-- UTC with microseconds, of the machine's clock.

-- Holds none of anybody's words. What was answered stays for a while too: it says which conversations we are part of.
CREATE TABLE inbox (
    platform TEXT NOT NULL,
    workspace TEXT NOT NULL,
    -- The same however often we are told of it.
    key TEXT NOT NULL,
    kind TEXT NOT NULL,
    -- Where it is answered.
    place TEXT NOT NULL,
    asked_by TEXT NOT NULL,
    -- '' for none.
    conversation TEXT NOT NULL,
    -- When somebody was last known to work on it, and how often somebody began to.
    taken_at TEXT NOT NULL,
    tries INTEGER NOT NULL CHECK (tries >= 1),
    -- NULL until it has its reply.
    ended TEXT CHECK (ended IN ('answered', 'apologised', 'given up')),
    PRIMARY KEY (platform, workspace, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX inbox_left ON inbox (platform, taken_at) WHERE ended IS NULL;
CREATE INDEX inbox_conversation ON inbox (workspace, conversation) WHERE conversation <> '';
CREATE INDEX inbox_taken ON inbox (taken_at);

-- sealed: the token of the workspace, encrypted with a key that is not in the database.
CREATE TABLE installation (
    platform TEXT NOT NULL,
    workspace TEXT NOT NULL,
    sealed BLOB NOT NULL,
    installed_at TEXT NOT NULL,
    PRIMARY KEY (platform, workspace)
) STRICT, WITHOUT ROWID;
