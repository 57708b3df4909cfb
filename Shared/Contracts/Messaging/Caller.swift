/// On whose behalf a request is made. The gateway has checked it; services trust it.
package struct Caller: Hashable, Sendable {
    package enum Kind: String, Sendable {
        case anonymous = "a"
        case user = "u"
        /// Another service or the operator's command.
        case system = "s"
    }

    package let kind: Kind
    package let userID: UserID?
    package let sessionID: SessionID?
    package let role: Role

    package static let anonymous = Caller(kind: .anonymous, userID: nil, sessionID: nil, role: .user)
    package static let system = Caller(kind: .system, userID: nil, sessionID: nil, role: .admin)

    package static func user(_ id: UserID, session: SessionID?, role: Role) -> Caller {
        Caller(kind: .user, userID: id, sessionID: session, role: role)
    }

    package var isAdmin: Bool { role == .admin }

    /// `kind,user,session,role`, with nothing between the commas where there is none.
    package var wire: String {
        "\(kind.rawValue),\(userID?.description ?? ""),\(sessionID?.description ?? ""),\(role.rawValue)"
    }

    package init?(wire: Substring) {
        // Of bytes: to split a string is to look for characters.
        let parts = wire.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map(Substring.init)
        guard parts.count == 4, let kind = Kind(rawValue: String(parts[0])), let role = Role(rawValue: String(parts[3])) else {
            return nil
        }
        let (user, session) = (UserID(String(parts[1])), SessionID(String(parts[2])))
        // A name that cannot be read must not become nobody with the same rights.
        guard (user != nil) == (kind == .user), (session != nil) == !parts[2].isEmpty, kind != .anonymous || role == .user else {
            return nil
        }
        self.init(kind: kind, userID: user, sessionID: session, role: role)
    }

    private init(kind: Kind, userID: UserID?, sessionID: SessionID?, role: Role) {
        self.kind = kind
        self.userID = userID
        self.sessionID = sessionID
        self.role = role
    }
}
