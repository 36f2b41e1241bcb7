-- Scheduled posting. Instants here are ISO 8601 in UTC with microseconds, so that they sort as text; a place is the JSON
-- array [platform, workspace, channel, thread, user].

CREATE TABLE subscription (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    workspace TEXT NOT NULL,
    platform TEXT NOT NULL,
    place TEXT NOT NULL,
    product TEXT NOT NULL CHECK (product IN ('sitrep', 'reminders')),
    schedule TEXT NOT NULL,
    topics TEXT NOT NULL,
    leads TEXT NOT NULL,
    only_facts TEXT NOT NULL,
    but_facts TEXT NOT NULL,
    owner TEXT NOT NULL,
    made_at TEXT NOT NULL,
    standing TEXT NOT NULL CHECK (standing IN ('active', 'paused', 'removed')),
    reason TEXT NOT NULL,
    next_run_at TEXT,
    covered_to TEXT,
    covered_row INTEGER NOT NULL
) STRICT;

CREATE INDEX subscription_workspace ON subscription (workspace, id);
CREATE INDEX subscription_due ON subscription (product, next_run_at) WHERE standing = 'active';
CREATE INDEX subscription_ahead ON subscription (product, covered_to) WHERE standing = 'active';

CREATE TABLE delivery (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    workspace TEXT NOT NULL,
    subscription INTEGER REFERENCES subscription (id),
    kind TEXT NOT NULL CHECK (kind IN ('sitrep', 'reminder', 'correction', 'edit', 'notice')),
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

-- What a delivery posts and what that says, apart, so that a change of state does not write it anew.
CREATE TABLE post (
    delivery INTEGER PRIMARY KEY REFERENCES delivery (id),
    body BLOB NOT NULL,
    message TEXT NOT NULL
) STRICT;

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
CREATE INDEX delivery_log ON delivery (workspace, id);
-- What a place was shown, to find the posts that a correction is about.
CREATE INDEX delivery_sent ON delivery (place, id) WHERE state = 'sent';
CREATE INDEX delivery_subscription ON delivery (subscription, id) WHERE subscription IS NOT NULL;
CREATE INDEX delivery_state ON delivery (state, parked);

-- Every change of state, with the instant and why. from_state is '' for the first.
CREATE TABLE transition (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    delivery INTEGER NOT NULL REFERENCES delivery (id),
    at TEXT NOT NULL,
    from_state TEXT NOT NULL,
    to_state TEXT NOT NULL,
    reason TEXT NOT NULL,
    worker TEXT NOT NULL
) STRICT;

CREATE INDEX transition_delivery ON transition (delivery, id);

-- A platform or place that wants us to wait; place is '' for all of the platform.
CREATE TABLE hold (
    platform TEXT NOT NULL,
    place TEXT NOT NULL,
    waits_from TEXT NOT NULL,
    waits_until TEXT NOT NULL,
    PRIMARY KEY (platform, place)
) STRICT, WITHOUT ROWID;

-- Which versions of which facts a place has seen, and in which post last.
CREATE TABLE exposure (
    place TEXT NOT NULL,
    fact TEXT NOT NULL,
    version INTEGER NOT NULL,
    workspace TEXT NOT NULL,
    delivery INTEGER NOT NULL REFERENCES delivery (id),
    seen_at TEXT NOT NULL,
    PRIMARY KEY (place, fact, version)
) STRICT, WITHOUT ROWID;

CREATE INDEX exposure_fact ON exposure (fact, version);

-- digest is that of the fact in the case when it was corrected: while the case says the same, the correction stands.
CREATE TABLE correction (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    how TEXT NOT NULL CHECK (how IN ('supersede', 'amend', 'retract')),
    fact TEXT NOT NULL,
    old_version INTEGER NOT NULL,
    new_fact TEXT,
    new_version INTEGER,
    digest TEXT NOT NULL,
    reason TEXT NOT NULL,
    made_by TEXT NOT NULL,
    made_at TEXT NOT NULL
) STRICT;

CREATE INDEX correction_fact ON correction (fact, old_version);

-- Which corrections a place has been told, and by which delivery.
CREATE TABLE correction_told (
    correction INTEGER NOT NULL REFERENCES correction (id),
    place TEXT NOT NULL,
    delivery INTEGER NOT NULL REFERENCES delivery (id),
    PRIMARY KEY (correction, place)
) STRICT, WITHOUT ROWID;

CREATE INDEX correction_told_delivery ON correction_told (delivery);
