import JSON

/// A user as the API shows them to themselves and to administrators.
package struct User: Codable, JSONWritable, Sendable, Hashable {
    package var id: UserID
    package var email: String
    package var name: String
    package var role: Role
    package var status: UserStatus
    package var createdAt: Timestamp

    package init(id: UserID, email: String, name: String, role: Role, status: UserStatus, createdAt: Timestamp) {
        self.id = id
        self.email = email
        self.name = name
        self.role = role
        self.status = status
        self.createdAt = createdAt
    }

    package func write(to writer: inout JSONWriter) {
        writer.object {
            $0.field("id", id)
            $0.field("email", email)
            $0.field("name", name)
            $0.field("role", role)
            $0.field("status", status)
            $0.field("createdAt", createdAt)
        }
    }
}
