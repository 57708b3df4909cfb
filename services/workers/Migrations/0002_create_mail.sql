-- Whom mail goes to, a copy of auth's facts.
CREATE TABLE recipients (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    email text NOT NULL,
    version bigint NOT NULL DEFAULT 0
);

-- What somebody has signed in with. The fingerprint is a SHA-256 of the user, the kind of program and the network, so that the
-- table tells of none of them.
CREATE TABLE devices (
    user_id uuid NOT NULL,
    fingerprint bytea NOT NULL,
    last_seen timestamptz NOT NULL,
    PRIMARY KEY (user_id, fingerprint)
);
