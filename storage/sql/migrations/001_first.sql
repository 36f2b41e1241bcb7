-- Instants named *_at are whole seconds since 1970 in UTC; days are ISO dates; bodies and lists are JSON.

PRAGMA application_id = 1397314642;

CREATE TABLE case_info (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    id TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT;

-- Counters that tell a reader when what it keeps in memory is out of date.
CREATE TABLE change (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    facts INTEGER NOT NULL,
    vectors INTEGER NOT NULL
) STRICT;

INSERT INTO change (one, facts, vectors) VALUES (1, 0, 0);

CREATE TABLE source (
    id TEXT PRIMARY KEY,
    published TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Narrow on purpose: filters over 100,000 facts touch this table and never the bodies.
-- digest: of the body; indexed: of all that the index holds for the fact.
CREATE TABLE fact (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    state TEXT NOT NULL CHECK (state IN ('current', 'replaced', 'withdrawn')),
    kind TEXT NOT NULL,
    measure TEXT NOT NULL,
    known_at INTEGER NOT NULL,
    event_from TEXT NOT NULL,
    event_to TEXT NOT NULL,
    due_at INTEGER,
    source_id TEXT NOT NULL REFERENCES source (id),
    digest TEXT NOT NULL,
    indexed TEXT NOT NULL,
    UNIQUE (id, version)
) STRICT;

CREATE UNIQUE INDEX fact_current ON fact (id) WHERE state = 'current';
CREATE INDEX fact_known ON fact (known_at) WHERE state = 'current';
CREATE INDEX fact_event ON fact (event_from) WHERE state = 'current';
CREATE INDEX fact_source ON fact (source_id);
CREATE INDEX fact_measure ON fact (measure) WHERE state = 'current' AND measure <> '';
CREATE INDEX fact_due ON fact (due_at) WHERE state = 'current' AND due_at IS NOT NULL;

CREATE TABLE fact_body (
    row INTEGER PRIMARY KEY REFERENCES fact (row),
    body TEXT NOT NULL
) STRICT;

-- The rest belongs to current facts only.
CREATE TABLE fact_link (
    from_id TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('dispute', 'supersede', 'outcome')),
    to_id TEXT NOT NULL,
    PRIMARY KEY (from_id, kind, to_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX fact_link_to ON fact_link (to_id, kind);

CREATE TABLE fact_topic (
    topic TEXT NOT NULL,
    row INTEGER NOT NULL REFERENCES fact (row),
    PRIMARY KEY (topic, row)
) STRICT, WITHOUT ROWID;

CREATE INDEX fact_topic_row ON fact_topic (row);

CREATE TABLE fact_name (
    name TEXT NOT NULL,
    row INTEGER NOT NULL REFERENCES fact (row),
    PRIMARY KEY (name, row)
) STRICT, WITHOUT ROWID;

CREATE INDEX fact_name_row ON fact_name (row);

CREATE TABLE asked (
    row INTEGER PRIMARY KEY REFERENCES fact (row),
    stems TEXT NOT NULL
) STRICT;

CREATE TABLE entity (
    name TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    body TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE measure (
    id TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    body TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE known_gap (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    question TEXT NOT NULL,
    body TEXT NOT NULL,
    stems TEXT NOT NULL
) STRICT;

CREATE VIRTUAL TABLE fact_fts USING fts5 (
    statement, names, headline, asks, tokenize = 'porter unicode61 remove_diacritics 2'
);

CREATE VIRTUAL TABLE gap_fts USING fts5 (question, tokenize = 'porter unicode61 remove_diacritics 2');

CREATE VIRTUAL TABLE fact_words USING fts5vocab (fact_fts, row);

-- fact_words as of the last load: reading the virtual table itself walks the whole index.
CREATE TABLE word (
    term TEXT PRIMARY KEY,
    documents INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A unit vector, each number as a signed byte; times scale it is the vector again.
CREATE TABLE vector (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN ('fact', 'gap')),
    row INTEGER NOT NULL,
    model TEXT NOT NULL,
    scale REAL NOT NULL,
    data BLOB NOT NULL,
    UNIQUE (kind, row, model)
) STRICT;

-- question and resolved are NULL where the text may not be kept; instants here are ISO 8601 with microseconds.
CREATE TABLE turn (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    workspace TEXT NOT NULL,
    conversation TEXT NOT NULL,
    asked_at TEXT NOT NULL,
    question TEXT,
    resolved TEXT,
    status TEXT NOT NULL,
    facts TEXT NOT NULL,
    as_of TEXT NOT NULL,
    elapsed_ms REAL NOT NULL
) STRICT;

CREATE INDEX turn_conversation ON turn (workspace, conversation, id);

CREATE TABLE open_gap (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    workspace TEXT NOT NULL,
    asked_at TEXT NOT NULL,
    question TEXT,
    reason TEXT NOT NULL,
    near TEXT NOT NULL
) STRICT;

CREATE INDEX open_gap_workspace ON open_gap (workspace, id);
