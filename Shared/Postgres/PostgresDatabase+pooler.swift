internal import CLibpq

extension PostgresDatabase {
    /// Whether something stands before the server: then the process that answers is not the one that the connection was told of.
    package nonisolated(nonsending) func isBehindPooler() async throws -> Bool {
        try await withConnection { connection in
            let answering: Int? = try await connection.query("SELECT pg_backend_pid()").first?.get(0)
            return answering != connection.session.serverProcess
        }
    }
}

extension Session {
    /// What the connection was told at its start; a pooler makes it up.
    fileprivate var serverProcess: Int { withState { Int(PQbackendPID($0.handle)) } }
}
