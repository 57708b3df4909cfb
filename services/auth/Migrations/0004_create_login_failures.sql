-- Failed logins of the last minutes, one row for each account and each address that had any.
CREATE TABLE login_failures (
    key text PRIMARY KEY,
    failed_at timestamptz[] NOT NULL,
    last_failed_at timestamptz NOT NULL
);

CREATE INDEX login_failures_last ON login_failures (last_failed_at);
