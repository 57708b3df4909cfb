import Postgres

extension Migration {
    /// The table behind `Effects`, for a service whose jobs have their effects in its own schema, as one of its migrations.
    package static func jobEffects(number: Int) -> Migration {
        Migration(
            number: number, name: "create_job_effects",
            sql: """
                -- Which jobs have had their effect here, and the newest attempt that began it.
                CREATE TABLE job_effects (
                    job_id uuid PRIMARY KEY,
                    attempt int NOT NULL,
                    done boolean NOT NULL DEFAULT false,
                    at timestamptz NOT NULL DEFAULT now()
                );
                CREATE INDEX job_effects_at ON job_effects (at);
                """)
    }
}
