import Contracts

/// Where a page of users ended. Opaque to clients: base64url of `<microseconds>.<id>`.
struct UserCursor: Hashable, Sendable {
    let createdAt: Timestamp
    let id: UserID

    init(_ user: User) {
        createdAt = user.createdAt
        id = user.id
    }

    /// `nil` unless it is exactly what `text` gave.
    init?(_ text: String) {
        guard text.utf8.count <= 128, let bytes = Base64.decodeURL(text), let plain = String(validating: bytes, as: UTF8.self)
        else { return nil }
        let parts = plain.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let microseconds = Int64(parts[0]), let id = UserID(String(parts[1])) else { return nil }
        createdAt = Timestamp(microseconds: microseconds)
        self.id = id
        guard self.text == text else { return nil }
    }

    var text: String { Base64.encodeURL("\(createdAt.microseconds).\(id)".utf8) }
}
