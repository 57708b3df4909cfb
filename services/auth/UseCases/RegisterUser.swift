import Bus
import Contracts
import Outbox
import Postgres

extension RegisterUser {
    /// Makes an account. The first one of an installation is its administrator, whoever else registers at the same time.
    ///
    /// 422 for fields that are wrong, 409 for an address that is taken.
    func answer(_ context: RequestContext, _ auth: Auth) async throws -> Answer {
        let (address, name) = try validated()
        let hash = try await auth.hasher.hash(password)
        return try await auth.writes.perform(RegisterUser.self, context, identity: "\(address.text) \(name.text)") { scope in
            let role: Role = try await Self.isFirst(scope.connection) ? .admin : .user
            let user = User(
                id: .make(), email: address.text, name: name.text, role: role, status: .active, createdAt: .now())
            let inserted = try await scope.connection.query(UserStatements.insert(user, passwordHash: hash))
            guard !inserted.isEmpty else { throw Problem.conflict("This e-mail address has an account already.") }
            try scope.publish(UserRegistered(user: user.id, name: user.name, email: user.email))
            return Reply(user: user)
        }
    }

    private func validated() throws(Problem) -> (EmailAddress, UserName) {
        let address = EmailAddress(email)
        let name = UserName(self.name ?? address?.localPart ?? "-")
        var errors: [Problem.FieldError] = []
        if address == nil { errors.append(.init(field: "email", message: "is not an e-mail address")) }
        if name == nil { errors.append(.init(field: "name", message: UserName.rule)) }
        if let weakness = PasswordPolicy.weakness(of: password, email: email) {
            errors.append(.init(field: "password", message: weakness.message))
        }
        guard errors.isEmpty, let address, let name else { throw .invalid(errors) }
        return (address, name)
    }

    /// Looks again under a lock: of many that find no account, one is first. Once there is an account, nobody locks.
    private static func isFirst(_ connection: PostgresConnection) async throws -> Bool {
        if try await anyExists(connection) { return false }
        _ = try await connection.query(UserStatements.lockFirstAccount)
        return try await !anyExists(connection)
    }

    private static func anyExists(_ connection: PostgresConnection) async throws -> Bool {
        try await connection.query(UserStatements.anyExists).first?.get(0) ?? false
    }
}
