import JSON

package struct ListSessions: Request {
    package typealias Reply = ItemList<Session>
    package static let name = "auth.sessions.v1"
    package static let service = ServiceName.auth

    package init() {}
}

package struct EndSession: Request {
    package typealias Reply = Nothing
    package static let name = "auth.end-session.v1"
    package static let service = ServiceName.auth
    package static let successStatus = 204

    package var id: SessionID

    package init(id: SessionID) { self.id = id }
}

package struct ListUsers: Request {
    package typealias Reply = Page<User>
    package static let name = "auth.users.v1"
    package static let service = ServiceName.auth

    package var limit: Int
    package var cursor: String?

    package init(limit: Int, cursor: String?) {
        self.limit = limit
        self.cursor = cursor
    }
}

package struct UpdateUser: Request {
    package struct Changes: Codable, Sendable {
        package var role: Role?
        package var status: UserStatus?

        package init(role: Role?, status: UserStatus?) {
            self.role = role
            self.status = status
        }
    }
    package typealias Reply = User
    package static let name = "auth.update-user.v1"
    package static let service = ServiceName.auth

    package var id: UserID
    package var changes: Changes

    package init(id: UserID, changes: Changes) {
        self.id = id
        self.changes = changes
    }
}
