/// `schema_migrations`, in the schema whose history it is.
struct MigrationTable {
    let connection: PostgresConnection
    let schema: String

    private var table: SQL { "\(.identifier(schema)).schema_migrations" }

    /// Makes the schema and the table where they are missing, and the schema the one that names are looked up in.
    nonisolated(nonsending) func create() async throws {
        let exists: Bool? = try await connection.query("SELECT to_regnamespace(quote_ident(\(schema))) IS NOT NULL").first?.get(0)
        // `IF NOT EXISTS` alone would ask for a privilege that a service's role does not have.
        if exists != true { try await connection.execute("CREATE SCHEMA \(.identifier(schema))") }
        _ = try await connection.query(
            """
            SELECT set_config('search_path', quote_ident(\(schema)) || ', ' || current_setting('search_path'), true)
            """)
        try await connection.execute(
            """
            CREATE TABLE IF NOT EXISTS \(table) (
                number int PRIMARY KEY, name text NOT NULL, checksum text NOT NULL,
                applied_at timestamptz NOT NULL DEFAULT now())
            """)
    }

    nonisolated(nonsending) func applied() async throws -> [MigrationHistory.Applied] {
        try await connection.query("SELECT number, name, checksum FROM \(table) ORDER BY number").map { row in
            MigrationHistory.Applied(number: try row.get(0), name: try row.get(1), checksum: try row.get(2))
        }
    }

    nonisolated(nonsending) func insert(_ migration: Migration) async throws {
        try await connection.execute(
            """
            INSERT INTO \(table) (number, name, checksum)
            VALUES (\(migration.number), \(migration.name), \(migration.checksum))
            """)
    }
}
