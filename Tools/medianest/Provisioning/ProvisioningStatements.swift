import Postgres

/// The statements of provisioning, which leave what is right as it is.
struct ProvisioningStatements: Sendable {
    static let extensions = ["pg_trgm", "unaccent"]

    let passwords: [String: String]

    func run(on connection: PostgresConnection) async throws {
        let database = try await name(of: "current_database()", connection)
        try await connection.execute("REVOKE ALL ON DATABASE \(.identifier(database)) FROM PUBLIC")
        try await connection.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
        try await connection.execute("CREATE SCHEMA IF NOT EXISTS extensions")
        for name in Self.extensions {
            try await connection.execute("CREATE EXTENSION IF NOT EXISTS \(.identifier(name)) SCHEMA extensions")
        }
        for role in ServiceRole.all { try await provision(role, in: database, connection) }
    }

    private func provision(_ role: ServiceRole, in database: String, _ connection: PostgresConnection) async throws {
        let name = SQL.identifier(role.name)
        if try await connection.query("SELECT FROM pg_roles WHERE rolname = \(role.name)").first == nil {
            try await connection.execute("CREATE ROLE \(name) LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT")
        }
        if let password = passwords[role.name] {
            // Base64 and punctuation: nothing in a verifier ends a literal.
            let verifier = ScramVerifier.make(password: password)
            try await connection.execute("ALTER ROLE \(name) PASSWORD '\(unescaped: verifier)'")
        }
        try await grantMembership(in: role, connection)
        try await connection.execute("CREATE SCHEMA IF NOT EXISTS \(name) AUTHORIZATION \(name)")
        try await connection.execute("REVOKE ALL ON SCHEMA \(name) FROM PUBLIC")
        try await connection.execute("GRANT CONNECT ON DATABASE \(.identifier(database)) TO \(name)")
        try await connection.execute("GRANT USAGE ON SCHEMA extensions TO \(name)")
        let path = "ALTER ROLE \(name) IN DATABASE \(.identifier(database)) SET search_path = \(name), extensions" as SQL
        try await connection.execute(path)
        // What a service asks for at a connection's start, for those who come through a pooler and cannot.
        for setting in ["jit = off", "idle_in_transaction_session_timeout = '5s'"] {
            try await connection.execute(
                "ALTER ROLE \(name) IN DATABASE \(.identifier(database)) SET \(unescaped: setting)")
        }
    }

    /// An administrator who is no superuser may give a schema only to a role that it is a member of.
    private func grantMembership(in role: ServiceRole, _ connection: PostgresConnection) async throws {
        let rows = try await connection.query(
            "SELECT pg_has_role(current_user, \(role.name), 'MEMBER')")
        guard try rows.first?.get(0, as: Bool.self) != true else { return }
        try await connection.execute("GRANT \(.identifier(role.name)) TO CURRENT_USER")
    }

    private func name(of expression: String, _ connection: PostgresConnection) async throws -> String {
        try await connection.query("SELECT \(unescaped: expression)::text").first?.get(0) ?? ""
    }
}
