CREATE TABLE notifications (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL,
    type text NOT NULL,
    title text NOT NULL,
    body text NOT NULL,
    data jsonb NOT NULL DEFAULT '{}',
    media_id uuid,
    job_id uuid,
    created_at timestamptz NOT NULL,
    read_at timestamptz
);
CREATE INDEX notifications_of_user ON notifications (user_id, created_at DESC, id DESC);
CREATE INDEX notifications_unread ON notifications (user_id, created_at DESC, id DESC) WHERE read_at IS NULL;
-- Of one thing about one job a user is told once.
CREATE UNIQUE INDEX notifications_of_job ON notifications (user_id, type, job_id) WHERE job_id IS NOT NULL;
-- For the sweeper.
CREATE INDEX notifications_read ON notifications (read_at) WHERE read_at IS NOT NULL;

-- What a user has chosen; where there is no row, the type's own choice holds.
CREATE TABLE notification_preferences (
    user_id uuid NOT NULL,
    type text NOT NULL,
    channel text NOT NULL,
    enabled boolean NOT NULL,
    PRIMARY KEY (user_id, type, channel)
);
CREATE INDEX notification_preferences_of_type ON notification_preferences (type) WHERE enabled;

-- Browsers that take pushed notifications. The endpoint and both keys are secrets of the browser's.
CREATE TABLE push_subscriptions (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL,
    endpoint text NOT NULL,
    -- SHA-256. An endpoint belongs to one browser, and so to whoever signed in there last.
    endpoint_hash bytea NOT NULL UNIQUE,
    p256dh text NOT NULL,
    auth text NOT NULL,
    user_agent text,
    created_at timestamptz NOT NULL,
    last_success_at timestamptz
);
CREATE INDEX push_subscriptions_of_user ON push_subscriptions (user_id, created_at, id);

-- The key that push services know this installation by. One row: a new key would make all subscriptions worthless.
CREATE TABLE push_key (
    is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
    private_key text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);

-- How far the news of jobs have been read: a stream's entry id.
CREATE TABLE job_news (
    is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
    position text NOT NULL
);
INSERT INTO job_news (position) VALUES ('0-0');

-- How much was added to the catalogue in a period, until its digest has gone out.
CREATE TABLE new_media (
    period bigint PRIMARY KEY,
    added integer NOT NULL
);
