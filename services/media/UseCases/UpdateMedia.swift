import Bus
import Contracts
import Outbox

extension Media {
    static let longestTitle = 500
    static let longestDescription = 10_000

    func answer(_ request: UpdateMedia, _ context: RequestContext) async throws -> Answer {
        try context.requireAdmin()
        try Self.check(request.changes)
        return try await writes.perform(context) { scope in
            guard let facts = try await store.update(request.id, request.changes, scope.connection) else {
                throw Problem.notFound("media item")
            }
            try scope.publish(MediaChanged(media: facts))
            return try MediaReplies().item(try await store.item(request.id, scope.connection))
        }
    }

    private static func check(_ changes: UpdateMedia.Changes) throws(Problem) {
        var errors: [Problem.FieldError] = []
        if let title = changes.title, !(1...longestTitle).contains(title.count) || title.allSatisfy(\.isWhitespace) {
            errors.append(.init(field: "title", message: "must have 1 to \(longestTitle) characters"))
        }
        if let description = changes.description, description.count > longestDescription {
            errors.append(.init(field: "description", message: "must have at most \(longestDescription) characters"))
        }
        for (field, text) in [("title", changes.title), ("description", changes.description)] where text?.contains("\0") == true {
            errors.append(.init(field: field, message: "must not contain NUL"))
        }
        if !errors.isEmpty { throw .invalid(errors) }
    }
}
