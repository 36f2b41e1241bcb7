-- Answers to people. A delivery can be an `answer`, which was posted before it is written down here.

-- A CHECK cannot be changed, so the table is made anew; foreign keys are off while this runs, and checked after it.
CREATE TABLE delivery_new (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    workspace TEXT NOT NULL,
    subscription INTEGER REFERENCES subscription (id),
    kind TEXT NOT NULL CHECK (kind IN ('sitrep', 'reminder', 'correction', 'edit', 'notice', 'answer')),
    platform TEXT NOT NULL,
    place TEXT NOT NULL,
    slot TEXT NOT NULL,
    page INTEGER NOT NULL CHECK (page >= 1),
    pages INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (
        state IN ('queued', 'attempting', 'sent', 'failed', 'ambiguous', 'missed', 'dead', 'superseded')
    ),
    -- Names the post for the platform, at every try the same.
    dedup_key TEXT NOT NULL UNIQUE,
    -- [[fact, version], …] that it shows.
    seen TEXT NOT NULL,
    late INTEGER NOT NULL CHECK (late IN (0, 1)),
    due_at TEXT NOT NULL,
    made_at TEXT NOT NULL,
    fresh_until TEXT,
    expires_at TEXT,
    reply_to TEXT,
    edits TEXT,
    -- What the subscription covered before, to step back to when this is composed anew.
    before TEXT NOT NULL,
    -- Who holds it, '' for nobody; every new holder has a higher fence.
    holder TEXT NOT NULL,
    fence INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    attempted_at TEXT,
    unsure INTEGER NOT NULL CHECK (unsure IN (0, 1)),
    parked INTEGER NOT NULL CHECK (parked IN (0, 1)),
    -- A wait holds while the machine's clock is between these two, so that a clock set back ends it.
    waits_from TEXT,
    waits_until TEXT,
    receipt TEXT,
    sent_at TEXT
) STRICT;

INSERT INTO delivery_new (
    id, workspace, subscription, kind, platform, place, slot, page, pages, state, dedup_key, seen, late, due_at, made_at,
    fresh_until, expires_at, reply_to, edits, before, holder, fence, attempts, attempted_at, unsure, parked, waits_from,
    waits_until, receipt, sent_at)
SELECT
    id, workspace, subscription, kind, platform, place, slot, page, pages, state, dedup_key, seen, late, due_at, made_at,
    fresh_until, expires_at, reply_to, edits, before, holder, fence, attempts, attempted_at, unsure, parked, waits_from,
    waits_until, receipt, sent_at
FROM delivery
ORDER BY id;

DROP TABLE delivery;
ALTER TABLE delivery_new RENAME TO delivery;

-- A slot happens once. What was superseded makes room for what says it instead.
CREATE UNIQUE INDEX delivery_slot ON delivery (subscription, slot, page)
WHERE subscription IS NOT NULL AND state <> 'superseded';
CREATE UNIQUE INDEX delivery_place_slot ON delivery (place, slot, page)
WHERE subscription IS NULL AND state <> 'superseded';
CREATE INDEX delivery_open ON delivery (place, id) WHERE state IN ('queued', 'attempting', 'ambiguous') AND parked = 0;
-- All that a claim looks at, so that it reads no row that it does not take.
CREATE INDEX delivery_due ON delivery (due_at, id, made_at, platform, place, waits_from, waits_until)
WHERE state IN ('queued', 'ambiguous') AND parked = 0 AND holder = '';
CREATE INDEX delivery_held ON delivery (id) WHERE holder <> '';
-- What was posted by itself; the many answers are in none of these two.
CREATE INDEX delivery_log ON delivery (workspace, id) WHERE kind <> 'answer';
CREATE INDEX delivery_state ON delivery (state, parked) WHERE kind <> 'answer';
-- What a place was shown, to find the posts that a correction is about.
CREATE INDEX delivery_sent ON delivery (place, id) WHERE state = 'sent';
CREATE INDEX delivery_subscription ON delivery (subscription, id) WHERE subscription IS NOT NULL;
-- A post by the platform's id, and the edits of it by its receipt.
CREATE INDEX delivery_post ON delivery (platform, json_extract(receipt, '$[1]'), id)
WHERE receipt IS NOT NULL AND kind <> 'edit';
CREATE INDEX delivery_edits ON delivery (edits, id) WHERE edits IS NOT NULL;
CREATE INDEX delivery_answer ON delivery (made_at) WHERE kind = 'answer';

-- 1: shown only to who asked for it, so that it is corrected there, and is still news for a sitrep.
ALTER TABLE exposure ADD COLUMN asked INTEGER NOT NULL DEFAULT 0 CHECK (asked IN (0, 1));
CREATE INDEX exposure_delivery ON exposure (delivery);

-- Did a post help? The last word of each person.
CREATE TABLE feedback (
    delivery INTEGER NOT NULL REFERENCES delivery (id),
    user TEXT NOT NULL,
    workspace TEXT NOT NULL,
    helpful INTEGER NOT NULL CHECK (helpful IN (0, 1)),
    at TEXT NOT NULL,
    PRIMARY KEY (delivery, user)
) STRICT, WITHOUT ROWID;

-- What readers say is wrong in a post, for the editors.
CREATE TABLE report (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    workspace TEXT NOT NULL,
    post TEXT NOT NULL,
    words TEXT NOT NULL,
    facts TEXT NOT NULL,
    made_by TEXT NOT NULL,
    made_at TEXT NOT NULL
) STRICT;

CREATE INDEX report_workspace ON report (workspace, id);

-- Small things that an adapter must know after a restart.
CREATE TABLE memo (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
