import Contracts

extension Gateway {
    /// Where the file lies. Media may answer from what a replica remembers, but with nothing older than what fell here: who asks after a
    /// write through this gateway sees it, whoever it is.
    func located(_ id: MediaID, for input: RouteInput) async throws -> LocatedFile {
        let (input, fromSource) = upToDate(input)
        return try await reply(to: LocateMediaFile(id: id, fromSource: fromSource), for: input)
    }

    func locatedThumbnail(_ id: MediaID, for input: RouteInput) async throws -> LocateThumbnail.Reply {
        let (input, fromSource) = upToDate(input)
        return try await reply(to: LocateThumbnail(id: id, fromSource: fromSource), for: input)
    }

    private func upToDate(_ input: RouteInput) -> (RouteInput, fromSource: Bool) {
        guard let responses, !input.wantsFresh else { return (input, true) }
        var input = input
        let (position, isProvable) = responses.positionToShow(input.position, [.media])
        input.position = position
        return (input, !isProvable)
    }
}
