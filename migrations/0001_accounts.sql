-- People, workspaces and their sessions. Portable subset: see docs/SQL.md.
CREATE TABLE account (
    id TEXT PRIMARY KEY,
    email TEXT NOT NULL,
    -- The address in lower case: what uniqueness means.
    email_key TEXT NOT NULL CONSTRAINT account_email_unique UNIQUE,
    name TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    email_verified_at BIGINT,
    created_at BIGINT NOT NULL
);

CREATE TABLE workspace (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    slug TEXT NOT NULL CONSTRAINT workspace_slug_unique UNIQUE,
    plan TEXT NOT NULL,
    -- Metering periods start on this day of the month (or its last day), at midnight in time_zone.
    anchor_day BIGINT NOT NULL CHECK (anchor_day BETWEEN 1 AND 31),
    time_zone TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE membership (
    workspace_id TEXT NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
    account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    role TEXT NOT NULL CHECK (role IN ('owner', 'admin', 'member', 'viewer')),
    created_at BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, account_id)
);
CREATE INDEX membership_account ON membership (account_id);

-- One sign-in of one device. Its refresh tokens are one family: reuse of a spent one revokes the session.
CREATE TABLE session (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    workspace_id TEXT NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('api', 'portal')),
    device TEXT NOT NULL,
    -- SHA-256 of the portal's cookie; API sessions have none.
    cookie_hash TEXT CONSTRAINT session_cookie_unique UNIQUE,
    created_at BIGINT NOT NULL,
    last_used_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    revoked_at BIGINT
);
CREATE INDEX session_account ON session (account_id);

CREATE TABLE refresh_token (
    -- SHA-256 of the token: the token itself is never stored.
    token_hash TEXT PRIMARY KEY,
    session_id TEXT NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX refresh_token_session ON refresh_token (session_id);

-- Single-use tokens sent by mail.
CREATE TABLE mail_token (
    token_hash TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    purpose TEXT NOT NULL CHECK (purpose IN ('verify_email', 'reset_password')),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX mail_token_account ON mail_token (account_id);

-- Failed sign-ins by mail address and by network address: the delay grows, nobody is locked out.
CREATE TABLE sign_in_failure (
    subject TEXT PRIMARY KEY,
    failures BIGINT NOT NULL,
    last_failed_at BIGINT NOT NULL
);

-- Mail to be sent; the body is erased once it is.
CREATE TABLE mail_outbox (
    id TEXT PRIMARY KEY,
    recipient TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    next_attempt_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    sent_at BIGINT,
    last_error TEXT
);
CREATE INDEX mail_outbox_due ON mail_outbox (sent_at, next_attempt_at);
