import Contracts
import Foundation
import HTTPTypes
import Testing

@testable import gateway

struct StreamingTests {
    private static let path = "/api/v1/media/0190a5b4-0000-7000-8000-000000000000/stream"
    private static let content = (0..<700_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }

    private func gateway(_ name: String = "Film \"ü\".mp4", path: String? = nil) async throws -> TestGateway {
        let test = try await TestGateway { answers, test in
            let root = test.folder.resolvingSymlinksInPath().appendingPathComponent("library").path
            answers.on(LocateMediaFile.self) { _, _ in
                LocatedFile(
                    area: .library, root: root, path: path ?? name, contentType: "video/mp4", sizeBytes: 1, contentHash: "f1:abc")
            }
        }
        try Data(Self.content).write(to: test.folder.appendingPathComponent("library/\(name)"))
        return test
    }

    @Test func aFileComesWhole() async throws {
        let reply = try await gateway().ask(.get, Self.path)
        #expect(reply.status == 200)
        #expect(reply.body == Self.content)
        #expect(reply.headers[.contentLength] == String(Self.content.count), "the size that it has, not the one recorded")
        #expect(reply.headers[.contentType] == "video/mp4")
        #expect(reply.headers[.acceptRanges] == "bytes")
        #expect(reply.headers[.contentDisposition] == "inline; filename*=UTF-8''Film%20%22%C3%BC%22.mp4")
        #expect(reply.headers[.lastModified]?.hasSuffix("GMT") == true)
    }

    @Test func aRangeIsThatPart() async throws {
        let reply = try await gateway().ask(.get, Self.path, [.range: "bytes=300000-599999"])
        #expect(reply.status == 206)
        #expect(reply.body == Array(Self.content[300_000..<600_000]))
        #expect(reply.headers[.contentRange] == "bytes 300000-599999/700000")
        let beyond = try await gateway().ask(.get, Self.path, [.range: "bytes=700000-"])
        #expect(beyond.status == 416 && beyond.body.isEmpty)
        #expect(beyond.headers[.contentRange] == "bytes */700000")
    }

    @Test func conditionsAreKept() async throws {
        let test = try await gateway()
        let head = try await test.ask(.head, Self.path)
        #expect(head.status == 200 && head.body.isEmpty && head.headers[.contentLength] == "700000")
        let tag = try #require(head.headers[.eTag]), date = try #require(head.headers[.lastModified])
        for (condition, status) in [(tag, 206), (date, 206), ("\"other\"", 200), ("W/\(tag)", 200), ("Sun, 06 Nov 1994 08:49:37 GMT", 200)]
        {
            let reply = try await test.ask(.get, Self.path, [.range: "bytes=0-9", .ifRange: condition])
            #expect(reply.status == status)
        }
        #expect(try await test.ask(.get, Self.path, [.ifNoneMatch: "\"x\", \(tag)"]).status == 304)
    }

    @Test func aFileThatVanishedOrLiesOutsideIsNotFound() async throws {
        for path in ["gone.mp4", "../storage/tmp", "/etc/passwd", "library", "", "a\0b"] {
            #expect(try await gateway(path: path).ask(.get, Self.path).status == 404)
        }
        let test = try await gateway(path: "link.mp4")
        try FileManager.default.createSymbolicLink(
            atPath: test.folder.appendingPathComponent("library/link.mp4").path, withDestinationPath: "/etc/passwd")
        #expect(try await test.ask(.get, Self.path).status == 404)
    }

    @Test func aLibraryThatIsAwayIsUnavailable() async throws {
        let test = try await gateway()
        try FileManager.default.removeItem(at: test.folder.appendingPathComponent("library"))
        let reply = try await test.ask(.get, Self.path)
        #expect(reply.status == 503 || reply.status == 404)
    }
}
