-- What leaves the service (outbox), what has reached it (inbox), and what it has answered (request log).
CREATE TABLE outbox (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    stream text NOT NULL,
    name text NOT NULL,
    key text NOT NULL,
    payload bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE inbox (
    consumer text NOT NULL,
    event_id text NOT NULL,
    processed_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (consumer, event_id)
);

CREATE INDEX inbox_oldest ON inbox (processed_at);

CREATE TABLE request_log (
    key text PRIMARY KEY,
    fingerprint bytea NOT NULL,
    status smallint,
    body bytea,
    headers text,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX request_log_oldest ON request_log (created_at);
