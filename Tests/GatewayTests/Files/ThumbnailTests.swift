import Contracts
import Foundation
import HTTPTypes
import Testing

@testable import gateway

struct ThumbnailTests {
    private static let path = "/api/v1/media/0190a5b4-0000-7000-8000-000000000000/thumbnail"

    private func gateway(_ state: LocateThumbnail.Reply.State, files: [String] = []) async throws -> TestGateway {
        let test = try await TestGateway { answers, _ in
            answers.on(LocateThumbnail.self) { _, _ in .init(state: state, folder: "thumbnails/01/one", version: 5) }
        }
        let folder = test.folder.appendingPathComponent("storage/thumbnails/01/one")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for file in files { try Data(file.utf8).write(to: folder.appendingPathComponent(file)) }
        return test
    }

    @Test func theBestFormatThatIsThereComes() async throws {
        let test = try await gateway(.ready, files: ["medium.webp", "medium.jpg", "small.avif"])
        let webp = try await test.ask(.get, Self.path, [.accept: "image/avif,image/webp,*/*"])
        #expect(webp.text == "medium.webp" && webp.headers[.contentType] == "image/webp")
        #expect(webp.headers[.cacheControl] == "private, max-age=31536000, immutable")
        #expect(webp.headers[.vary] == "Accept")
        #expect(try await test.ask(.get, Self.path).text == "medium.jpg")
        #expect(try await test.ask(.get, Self.path + "?size=small", [.accept: "image/avif"]).text == "small.avif")
        let tag = try #require(webp.headers[.eTag])
        #expect(try await test.ask(.get, Self.path, [.accept: "image/webp", .ifNoneMatch: tag]).status == 304)
    }

    @Test func oneThatIsBeingMadeIsAnnounced() async throws {
        let reply = try await gateway(.pending).ask(.get, Self.path)
        #expect(reply.status == 202)
        #expect(reply.headers[.retryAfter] == "1")
        #expect(reply.headers[.cacheControl] == "no-store")
    }

    @Test func noneIsNotFoundAndAnotherSizeIsWrong() async throws {
        #expect(try await gateway(.none).ask(.get, Self.path).status == 404)
        #expect(try await gateway(.ready).ask(.get, Self.path).status == 404)
        #expect(try await gateway(.ready).ask(.get, Self.path + "?size=huge").wrongFields() == ["size"])
    }
}
