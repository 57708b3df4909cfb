CREATE TABLE sessions (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    -- The request that signed in: a login that is delivered twice opens one session.
    opened_by text NOT NULL UNIQUE,
    user_agent text,
    address text,
    created_at timestamptz NOT NULL DEFAULT now(),
    -- Moved by refreshes only; no read writes it.
    last_seen_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz
);

CREATE INDEX sessions_user ON sessions (user_id, created_at DESC);
CREATE INDEX sessions_expires_at ON sessions (expires_at);
CREATE INDEX sessions_revoked_at ON sessions (revoked_at) WHERE revoked_at IS NOT NULL;

CREATE TABLE refresh_tokens (
    -- SHA-256 of the token, which itself is stored nowhere.
    digest bytea PRIMARY KEY CHECK (octet_length(digest) = 32),
    session_id uuid NOT NULL REFERENCES sessions ON DELETE CASCADE,
    created_at timestamptz NOT NULL DEFAULT now(),
    -- The request that used it up. Another request that brings it again is a replay.
    used_by text
);

CREATE INDEX refresh_tokens_session ON refresh_tokens (session_id);
