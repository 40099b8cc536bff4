-- Leases: units granted to a replica ahead of need, so that most requests touch no row. See docs/SQL.md.

-- Holds of servers before this: nobody ends them any more, so they count as used.
UPDATE meter_period SET settled = granted;
UPDATE usage_event SET state = 'expired' WHERE state = 'held';
DROP INDEX usage_event_state;

-- granted = settled + the units of every lease on the row, never above the limit.
CREATE TABLE meter_period_new (
    workspace_id TEXT NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
    -- Empty: the workspace itself. Otherwise who has a limit of his own under the plan's.
    subject TEXT NOT NULL,
    meter TEXT NOT NULL,
    -- The period is part of the key: no reset job exists to be late.
    period_start BIGINT NOT NULL,
    -- NULL: no limit. Follows the plan at each grant, but never falls below what is granted already.
    unit_limit BIGINT,
    granted BIGINT NOT NULL,
    settled BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, subject, meter, period_start),
    CONSTRAINT meter_period_within_limit CHECK (unit_limit IS NULL OR granted <= unit_limit),
    CONSTRAINT meter_period_settled CHECK (settled >= 0 AND settled <= granted)
);
INSERT INTO meter_period_new (workspace_id, subject, meter, period_start, unit_limit, granted, settled)
    SELECT workspace_id, '', meter, period_start, unit_limit, granted, settled FROM meter_period;
DROP TABLE meter_period;
ALTER TABLE meter_period_new RENAME TO meter_period;

-- A server that has leases.
CREATE TABLE replica (
    id TEXT PRIMARY KEY,
    -- Goes up with every commit. Who sees it rest for too long, on his own clock, takes the replica for dead.
    sequence BIGINT NOT NULL
);

CREATE TABLE lease (
    replica_id TEXT NOT NULL,
    workspace_id TEXT NOT NULL,
    subject TEXT NOT NULL,
    meter TEXT NOT NULL,
    period_start BIGINT NOT NULL,
    -- Granted to the replica and neither settled nor returned.
    units BIGINT NOT NULL CHECK (units >= 0),
    -- Somebody else needs them: the replica gives back what it has no request for.
    recalled BOOLEAN NOT NULL,
    PRIMARY KEY (replica_id, workspace_id, subject, meter, period_start),
    FOREIGN KEY (workspace_id, subject, meter, period_start)
        REFERENCES meter_period (workspace_id, subject, meter, period_start) ON DELETE CASCADE
);
CREATE INDEX lease_row ON lease (workspace_id, subject, meter, period_start);
