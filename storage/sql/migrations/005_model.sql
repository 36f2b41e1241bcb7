-- What a language model had to do with an answer, and what was spent on it.

-- Nothing that a model wrote. engine: who worded the answer.
ALTER TABLE turn ADD COLUMN engine TEXT NOT NULL DEFAULT 'extractive' CHECK (engine IN ('extractive', 'model'));
-- '' where none was asked.
ALTER TABLE turn ADD COLUMN model TEXT NOT NULL DEFAULT '';
ALTER TABLE turn ADD COLUMN prompt_tokens INTEGER NOT NULL DEFAULT 0 CHECK (prompt_tokens >= 0);
ALTER TABLE turn ADD COLUMN completion_tokens INTEGER NOT NULL DEFAULT 0 CHECK (completion_tokens >= 0);
-- A JSON array: for each sentence that a model drafted whether it passed, or the checks that it failed.
ALTER TABLE turn ADD COLUMN verdicts TEXT NOT NULL DEFAULT '[]';
-- A JSON array: why the model was not of use.
ALTER TABLE turn ADD COLUMN troubles TEXT NOT NULL DEFAULT '[]';
ALTER TABLE turn ADD COLUMN language TEXT NOT NULL DEFAULT 'en';

-- What is under way counts as it was estimated, until its end puts it right; what a process left when it died stays so.
CREATE TABLE spending (
    -- A date in UTC of the machine's clock.
    day TEXT NOT NULL,
    scope TEXT NOT NULL CHECK (scope IN ('user', 'workspace', 'all')),
    -- The platform's id; '' for all. A person or workspace without a limit has no row.
    who TEXT NOT NULL,
    tokens INTEGER NOT NULL CHECK (tokens >= 0),
    -- In millionths of whatever currency the prices are in.
    money INTEGER NOT NULL CHECK (money >= 0),
    PRIMARY KEY (day, scope, who)
) STRICT, WITHOUT ROWID;
