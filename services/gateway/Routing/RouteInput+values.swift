import Contracts

extension RouteInput {
    /// An id in the path. What is no id names nothing: 404.
    func id<Subject>(_ name: String = "id") throws(Problem) -> ID<Subject> {
        guard let id = ID<Subject>(String(parameters[name])) else { throw .notFound(ID<Subject>.noun) }
        return id
    }

    func limit() throws(Problem) -> Int {
        guard let text = query["limit"] else { return 20 }
        let isNumber = !text.isEmpty && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        // A number too large for an integer is still more than a hundred.
        guard isNumber, case let limit = Int(text) ?? .max, limit >= 1 else {
            throw .invalid("limit", "must be a whole number from 1 to 100")
        }
        return min(limit, 100)
    }

    /// Whether it is one of the list's own is for the service to tell.
    func cursor() throws(Problem) -> String? {
        guard let cursor = query["cursor"], !cursor.isEmpty else { return nil }
        guard cursor.utf8.count <= 512 else { throw .badCursor }
        return cursor
    }

    func choice<Value: CaseIterable & RawRepresentable>(_ name: String, _ type: Value.Type) throws(Problem) -> Value?
    where Value.RawValue == String {
        guard let text = query[name] else { return nil }
        guard let value = Value(rawValue: text) else {
            throw .invalid(name, "must be one of \(Value.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return value
    }

    func text(_ name: String, length: ClosedRange<Int>) throws(Problem) -> String {
        guard let text = query[name], length.contains(text.count) else {
            throw .invalid(name, "must have \(length.lowerBound) to \(length.upperBound) characters")
        }
        return text
    }

    /// Whether `include=playlists` was asked for.
    func includesPlaylists() throws(Problem) -> Bool {
        guard let text = query["include"], !text.isEmpty else { return false }
        guard text.split(separator: ",").allSatisfy({ $0 == "playlists" }) else {
            throw .invalid("include", "can only be playlists")
        }
        return true
    }

    /// A list of ids, separated by commas; nil when there is none.
    func ids<Subject>(_ name: String = "ids") throws(Problem) -> [ID<Subject>]? {
        guard let text = query[name] else { return nil }
        let parts = text.split(separator: ",")
        guard parts.count <= 100 else { throw .invalid(name, "can hold at most 100 ids") }
        var ids: [ID<Subject>] = []
        for part in parts {
            guard let id = ID<Subject>(String(part)) else { throw .malformed("`\(name)` holds what is no id.") }
            ids.append(id)
        }
        return ids
    }
}

extension ID {
    /// What a 404 calls the subject.
    static var noun: String {
        switch Subject.self {
        case is MediaSubject.Type: "media item"
        case is PlaylistSubject.Type: "playlist"
        case is PlaylistItemSubject.Type: "playlist item"
        case is LibrarySubject.Type: "library"
        case is UserSubject.Type: "user"
        case is SessionSubject.Type: "session"
        case is JobSubject.Type: "job"
        case is NotificationSubject.Type: "notification"
        case is PushSubscriptionSubject.Type: "subscription"
        default: "thing"
        }
    }
}
