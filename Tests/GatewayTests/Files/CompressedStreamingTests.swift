import Contracts
import Foundation
import HTTPTypes
import Testing

@testable import gateway

/// Files of types that gain by compression: bitmaps, and whatever is text.
struct CompressedStreamingTests {
    private static let path = "/api/v1/media/0190a5b4-0000-7000-8000-000000000000/stream"
    private static let content = (0..<1_500_000).map { UInt8(truncatingIfNeeded: $0 / 500) }

    private func gateway(_ type: String = "image/bmp") async throws -> TestGateway {
        let test = try await TestGateway { answers, test in
            let root = test.folder.resolvingSymlinksInPath().appendingPathComponent("library").path
            answers.on(LocateMediaFile.self) { _, _ in
                LocatedFile(area: .library, root: root, path: "a.bmp", contentType: type, sizeBytes: 1, contentHash: "f1:abc")
            }
        }
        try Data(Self.content).write(to: test.folder.appendingPathComponent("library/a.bmp"))
        return test
    }

    @Test(arguments: ["br", "gzip"]) func areSentSmallerWithoutALengthOrRanges(_ coding: String) async throws {
        let test = try await gateway()
        let plain = try await test.ask(.get, Self.path)
        #expect(plain.body == Self.content && plain.headers[.contentEncoding] == nil && plain.headers[.acceptRanges] == "bytes")
        let reply = try await test.ask(.get, Self.path, [.acceptEncoding: coding])
        #expect(reply.status == 200)
        #expect(reply.headers[.contentEncoding] == coding)
        #expect(reply.headers[.contentLength] == nil)
        #expect(reply.headers[.acceptRanges] == "none")
        #expect(reply.headers[.vary] == "Accept-Encoding, Authorization" && plain.headers[.vary] == reply.headers[.vary])
        #expect(reply.body.count < Self.content.count / 10 && !reply.body.isEmpty)
        #expect(reply.headers[.eTag] != plain.headers[.eTag])
        #expect(reply.headers[.contentType] == "image/bmp")
    }

    @Test func headSaysWhatGetWould() async throws {
        let test = try await gateway()
        let get = try await test.ask(.get, Self.path, [.acceptEncoding: "br"])
        let head = try await test.ask(.head, Self.path, [.acceptEncoding: "br"])
        #expect(head.body.isEmpty)
        for name in [HTTPField.Name.eTag, .contentEncoding, .contentLength, .acceptRanges, .vary, .contentType] {
            #expect(head.headers[name] == get.headers[name], "\(name)")
        }
    }

    @Test func eachEncodingHasItsOwnTag() async throws {
        let test = try await gateway()
        let plain = try #require(try await test.ask(.head, Self.path).headers[.eTag])
        let coded = try #require(try await test.ask(.head, Self.path, [.acceptEncoding: "gzip"]).headers[.eTag])
        let held = try await test.ask(.get, Self.path, [.acceptEncoding: "gzip", .ifNoneMatch: coded])
        #expect(held.status == 304 && held.body.isEmpty && held.headers[.contentEncoding] == nil && held.headers[.eTag] == coded)
        #expect(try await test.ask(.get, Self.path, [.acceptEncoding: "gzip", .ifNoneMatch: plain]).status == 200)
        #expect(try await test.ask(.get, Self.path, [.ifNoneMatch: coded]).status == 200)
    }

    @Test func whoAsksForARangeGetsPlainBytes() async throws {
        let test = try await gateway()
        for headers in [HTTPFields([.init(name: .range, value: "bytes=0-99")]), [.range: "bytes=0-99", .ifRange: "\"other-br\""]] {
            var headers = headers
            headers[.acceptEncoding] = "br, gzip"
            let reply = try await test.ask(.get, Self.path, headers)
            #expect(reply.headers[.contentEncoding] == nil)
            #expect(reply.headers[.acceptRanges] == "bytes")
            #expect(reply.body == Array(Self.content[..<(reply.status == 206 ? 100 : Self.content.count)]))
        }
    }

    @Test(arguments: ["audio/wav", "video/mp4", "image/jpeg", "image/tiff"])
    func whatPlayersSeekInOrIsCompressedAlreadyStaysAsItIs(_ type: String) async throws {
        let reply = try await gateway(type).ask(.get, Self.path, [.acceptEncoding: "br, gzip"])
        #expect(reply.body == Self.content && reply.headers[.contentEncoding] == nil && reply.headers[.vary] == "Authorization")
    }

    @Test func theClientMayForbidIt() async throws {
        let test = try await gateway()
        for headers in [[.acceptEncoding: "br", .noCompression: "1"], [.acceptEncoding: "identity"]] as [HTTPFields] {
            #expect(try await test.ask(.get, Self.path, headers).body == Self.content)
        }
    }
}
