-- Keys of programs. A key acts as the member who made it, within its scopes and limits.
CREATE TABLE api_key (
    id TEXT PRIMARY KEY,
    workspace_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    name TEXT NOT NULL,
    -- SHA-256 of the key, and enough of it to tell it from others.
    key_hash TEXT NOT NULL CONSTRAINT api_key_hash_unique UNIQUE,
    hint TEXT NOT NULL,
    -- Separated by spaces.
    scopes TEXT NOT NULL,
    -- NULL: no limit of its own under the plan's.
    requests_per_minute BIGINT,
    requests_per_day BIGINT,
    questions_per_month BIGINT,
    cost_nanos_per_month BIGINT,
    created_at BIGINT NOT NULL,
    expires_at BIGINT,
    -- To the minute.
    last_used_at BIGINT,
    revoked_at BIGINT,
    -- Whoever leaves the workspace takes the keys along.
    FOREIGN KEY (workspace_id, account_id) REFERENCES membership (workspace_id, account_id) ON DELETE CASCADE
);
CREATE INDEX api_key_workspace ON api_key (workspace_id, created_at);

ALTER TABLE usage_event ADD COLUMN api_key_id TEXT;
-- Turns of the agent are counted apart from questions.
ALTER TABLE usage_event ADD COLUMN agent_steps BIGINT NOT NULL DEFAULT 0;

-- Who a member is, as every way of signing in needs it.
CREATE VIEW member_identity AS
    SELECT a.id AS account_id, a.name, a.email, a.email_verified_at, a.created_at, w.id AS workspace_id,
        w.name AS workspace_name, w.slug AS workspace_slug, w.plan, w.anchor_day, w.time_zone, m.role
    FROM membership m
    JOIN account a ON a.id = m.account_id
    JOIN workspace w ON w.id = m.workspace_id;
