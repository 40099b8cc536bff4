-- Exact metering: granted = settled + held, never above the limit.
CREATE TABLE meter_period (
    workspace_id TEXT NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
    meter TEXT NOT NULL,
    -- The period is part of the key: no reset job exists to be late.
    period_start BIGINT NOT NULL,
    -- NULL: no limit. Follows the plan at each reservation, but never falls below what is granted already.
    unit_limit BIGINT,
    granted BIGINT NOT NULL,
    settled BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, meter, period_start),
    CONSTRAINT meter_period_within_limit CHECK (unit_limit IS NULL OR granted <= unit_limit),
    CONSTRAINT meter_period_settled CHECK (settled >= 0 AND settled <= granted)
);

-- One row an attempt to reach an upstream, written before it is made.
CREATE TABLE usage_event (
    request_id TEXT NOT NULL,
    attempt BIGINT NOT NULL,
    workspace_id TEXT NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
    account_id TEXT NOT NULL,
    operation TEXT NOT NULL,
    period_start BIGINT NOT NULL,
    -- held: under way. settled, returned: ended. expired: its server died; counted as used.
    state TEXT NOT NULL CHECK (state IN ('held', 'settled', 'returned', 'expired')),
    questions BIGINT NOT NULL,
    -- While held the reserved upper bound, then the actual cost.
    cost_nanos BIGINT NOT NULL,
    model TEXT NOT NULL,
    input_tokens BIGINT NOT NULL,
    output_tokens BIGINT NOT NULL,
    estimated BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    ended_at BIGINT,
    PRIMARY KEY (request_id, attempt)
);
CREATE INDEX usage_event_workspace ON usage_event (workspace_id, created_at);
CREATE INDEX usage_event_state ON usage_event (state, created_at);

-- Idempotency-Key: the claim is the first durable write of a request.
CREATE TABLE idempotency_claim (
    -- SHA-256 of who asks, the operation and the key.
    claim_hash TEXT PRIMARY KEY,
    body_hash TEXT NOT NULL,
    -- NULL while the first request is under way.
    status BIGINT,
    content_type TEXT,
    answer TEXT,
    created_at BIGINT NOT NULL
);
CREATE INDEX idempotency_claim_age ON idempotency_claim (created_at);
