extension BulkImport {
    /// Password hashes are kept as they are: auth reads the imported spelling, and replaces it at the next login. Also brings
    /// workers' own copy up to date, which events would have filled: where mail goes. Nobody is welcomed.
    func importUsers(_ staging: Staging) async throws -> [ImportCounts] {
        try await staging.load(.users)
        let added = try await staging.connection.execute(
            """
            INSERT INTO auth.users (id, email, name, password_hash, role, status, created_at, updated_at)
            SELECT id::uuid, email, name, password_hash, role, status, created_at::timestamptz, created_at::timestamptz
            FROM staged_users ORDER BY line
            ON CONFLICT DO NOTHING
            """)
        try await staging.connection.execute(
            """
            INSERT INTO workers.recipients (id, name, email, version) SELECT id, name, email, version FROM auth.users
            ON CONFLICT DO NOTHING
            """)
        return [ImportCounts(what: "users", read: try await rows(of: .users, staging.connection), added: added)]
    }
}
