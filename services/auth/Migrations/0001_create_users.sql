CREATE TABLE users (
    id uuid PRIMARY KEY,
    email text NOT NULL CHECK (octet_length(email) <= 254),
    name text NOT NULL,
    -- PHC string, or the imported spelling until the next login.
    password_hash text NOT NULL,
    role text NOT NULL DEFAULT 'user' CHECK (role IN ('user', 'admin')),
    status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'suspended')),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    -- Grows with each change that other services hear of.
    version bigint NOT NULL DEFAULT 1
);

-- Addresses compare without case.
CREATE UNIQUE INDEX users_email ON users (lower(email));
CREATE INDEX users_email_active ON users (email) WHERE status = 'active';
CREATE INDEX users_created_at ON users (created_at DESC, id DESC);
-- What gateways that start ask for: who changed a short while ago.
CREATE INDEX users_updated_at ON users (updated_at);
-- The last active administrator may not go; there are few.
CREATE INDEX users_administrators ON users (id) WHERE role = 'admin' AND status = 'active';
