import Contracts

extension Routes {
    static let following: [Route] = [
        .get("/changes", .user, "What was added, changed and removed, in order", [.since, .limit]) {
            ListChanges(limit: try $0.limit(), since: try $0.since())
        },
        .own(.get, "/events", .user, events) { input, _, gateway in try await FollowEvents(gateway: gateway).answer(input) },
    ]

    private static let events = RouteDocumentation(
        name: "events", summary: "What happens, as it happens: job progress and changes of the library and of the caller's playlists",
        parameters: [.header("Last-Event-ID", "The `id` of the last event seen: what came after it comes first.")], body: nil,
        success: 200, reply: .string, contentType: FollowEvents.contentType)
}

extension ParameterDescription {
    fileprivate static let since = query(
        "since", .string,
        "`next` or a `position` of an answer before, or `now`. Absent: from the oldest that is kept. 410 when it is too old.")
}

extension RouteInput {
    /// Whether it is one of the feed's own is for the service to tell.
    fileprivate func since() throws(Problem) -> String? {
        guard let since = query["since"], !since.isEmpty else { return nil }
        guard since.utf8.count <= 512 else { throw .malformed("`since` is not a position that this feed has given.") }
        return since
    }
}
