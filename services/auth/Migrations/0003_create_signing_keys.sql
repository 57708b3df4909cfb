CREATE TABLE signing_keys (
    -- The `kid` of the tokens it signs.
    id text PRIMARY KEY,
    -- Ed25519 seed.
    private_key bytea NOT NULL CHECK (octet_length(private_key) = 32),
    active_from timestamptz NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
