import Postgres

extension Migration {
    /// The tables that every service with a schema has, before its own: what it will publish, what it has handled, what
    /// it has answered.
    package static let bookkeeping = Migration(
        number: 0, name: "bookkeeping",
        sql: """
            -- Facts and jobs committed with the change that they tell of; the relay publishes and deletes them.
            CREATE TABLE outbox (
                id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                stream text NOT NULL,
                name text NOT NULL,
                key text NOT NULL,
                payload bytea NOT NULL,
                created_at timestamptz NOT NULL DEFAULT now()
            );
            -- Events of other services whose effect is in this schema.
            CREATE TABLE inbox (
                source text NOT NULL,
                sequence bigint NOT NULL,
                PRIMARY KEY (source, sequence)
            );
            CREATE TABLE inbox_progress (
                source text PRIMARY KEY,
                sequence bigint NOT NULL
            );
            -- Answers to writes, so that the same request twice has one effect and one answer.
            CREATE TABLE request_log (
                key text PRIMARY KEY,
                fingerprint bigint NOT NULL,
                status smallint NOT NULL,
                headers text NOT NULL,
                body bytea NOT NULL,
                position bigint NOT NULL,
                created_at timestamptz NOT NULL DEFAULT now()
            );
            CREATE INDEX request_log_created_at ON request_log (created_at);
            """)
}
