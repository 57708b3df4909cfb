import Contracts
import HTTPTypes
import Hummingbird
import MediaFiles

/// Sends a thumbnail in the best format that the client accepts.
struct SendThumbnail: Sendable {
    let gateway: Gateway

    func answer(_ input: RouteInput) async throws -> Response {
        let size = try input.choice("size", Contracts.ThumbnailSize.self) ?? .medium
        let located = try await gateway.locatedThumbnail(try input.id(), for: input)
        switch located.state {
        case .ready: return try await picture(located, size, input)
        case .pending: return pending
        case .none: throw Problem.notFound("thumbnail")
        }
    }

    private func picture(_ located: LocateThumbnail.Reply, _ size: Contracts.ThumbnailSize, _ input: RouteInput) async throws -> Response {
        for format in Contracts.ThumbnailFormat.preferred(by: input.headers[.accept]) {
            let tag = "\"t\(located.version)-\(size.rawValue)-\(format.rawValue)\""
            if EntityTag.isMatch(input.headers[.ifNoneMatch], tag) { return notModified(tag) }
            guard let file = try await file("\(located.folder)/\(size.rawValue).\(format.rawValue)") else { continue }
            var response = Response(status: .ok, headers: headers(tag), body: FileBody(file: file, range: 0..<file.size).response)
            response.headers[.contentType] = format.contentType
            return response
        }
        throw Problem.notFound("thumbnail")
    }

    /// Nil when there is none in this format.
    private func file(_ path: String) async throws -> OpenedFile? {
        do {
            return try await gateway.opening { [root = gateway.storage.root] in try root.open(path) }
        } catch let problem as Problem where problem.status == 404 {
            return nil
        }
    }

    private func notModified(_ tag: String) -> Response {
        var response = Response(status: .notModified, headers: headers(tag))
        response.headers[.contentLength] = nil
        return response
    }

    private func headers(_ tag: String) -> HTTPFields {
        [.eTag: tag, .cacheControl: "private, max-age=31536000, immutable", .vary: "Accept"]
    }

    private var pending: Response {
        var response = Response.json(.accepted, "{\"state\":\"pending\"}")
        response.headers[.retryAfter] = "1"
        response.headers[.cacheControl] = Freshness.never.rawValue
        return response
    }
}
