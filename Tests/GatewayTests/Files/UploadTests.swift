import Bus
import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import TestSupport
import Testing

@testable import gateway

struct UploadTests {
    private static let png: [UInt8] =
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + (0..<900_000).map { UInt8(truncatingIfNeeded: $0) }

    private func gateway(
        limits: Limits = Limits(),
        _ answer: @escaping @Sendable (RegisterUpload) throws -> Answer = { _ in
            Answer(status: 201, position: Position(.media, 3), body: Array("{}".utf8))
        }
    ) async throws -> TestGateway {
        try await TestGateway(limits: limits) { answers, test in
            answers.on(RegisterUpload.self) { (request, context) -> Answer in
                test.record(context)
                return try answer(request)
            }
        }
    }

    private func stored(_ test: TestGateway, _ folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: test.gateway.storage.path + "/" + folder)
    }

    private func upload(
        _ test: TestGateway, _ bytes: [UInt8], name: String = "a.png", headers: HTTPFields = [:], declared: Int? = nil
    ) async throws -> TestReply {
        var headers = headers
        headers[.contentLength] = String(declared ?? bytes.count)
        let parts = stride(from: 0, to: bytes.count, by: 10_000).map { ByteBuffer(bytes: bytes[$0..<min($0 + 10_000, bytes.count)]) }
        let body = RequestBody(
            asyncSequence: AsyncStream { continuation in
                parts.forEach { continuation.yield($0) }
                continuation.finish()
            })
        return try await test.ask(.post, "/api/v1/media?filename=\(name)", headers, as: .admin, body: body)
    }

    @Test func aFileIsStoredWholeAndRegistered() async throws {
        let test = try await gateway()
        let reply = try await upload(test, Self.png)
        #expect(reply.status == 201)
        #expect(reply.headers[.position] == "m3")
        let body = try test.seen.withLock { try #require($0.first).body }
        let request = try JSONDecoder().decode(RegisterUpload.self, from: Data(body))
        #expect(request.contentType == "image/png" && request.filename == "a.png" && request.sizeBytes == Int64(Self.png.count))
        #expect(request.contentHash.hasPrefix("f1:"))
        let content = try Data(contentsOf: URL(fileURLWithPath: test.gateway.storage.path + "/" + request.storedPath))
        #expect([UInt8](content) == Self.png)
        try await eventually { try stored(test, "tmp").isEmpty }
    }

    @Test func aRefusedRegistrationLeavesNothing() async throws {
        let test = try await gateway { _ in throw Problem.invalid("filename", "no") }
        #expect(try await upload(test, Self.png).status == 422)
        try await eventually { try stored(test, "tmp").isEmpty && stored(test, "uploads").isEmpty }
    }

    @Test func anUncertainOutcomeKeepsTheFile() async throws {
        let test = try await gateway { _ in throw Problem.internalError }
        #expect(try await upload(test, Self.png).status == 500)
        #expect(try stored(test, "uploads").count == 1)
    }

    @Test func whatIsNoMediaIsRefusedBeforeItIsStored() async throws {
        let test = try await gateway()
        for bytes in [Array("only words\n".utf8), [], [UInt8](repeating: 0, count: 9000), Array("#EXTM3U\n#EXTINF:1,\n".utf8)] {
            #expect(try await upload(test, bytes).status == 415)
        }
        try await eventually { try stored(test, "tmp").isEmpty }
        #expect(test.seen.withLock { $0.isEmpty })
    }

    @Test func aBodyThatBreaksOffLeavesNothing() async throws {
        let test = try await gateway()
        #expect(try await upload(test, Self.png, declared: Self.png.count + 1).status == 400)
        try await eventually { try stored(test, "tmp").isEmpty && stored(test, "uploads").isEmpty }
    }

    @Test func tooLargeIsRefusedByItsHeadOrOnTheWay() async throws {
        var limits = Limits()
        limits.uploadBytes = 500_000
        let test = try await gateway(limits: limits)
        #expect(try await upload(test, Self.png).status == 413)
        let body = RequestBody(buffer: ByteBuffer(bytes: Self.png))
        let chunked = try await test.ask(
            .post, "/api/v1/media?filename=a.png", [.transferEncoding: "chunked"], as: .admin, body: body)
        #expect(chunked.status == 413)
        try await eventually { try stored(test, "tmp").isEmpty }
    }

    @Test(arguments: ["", "..", "a%2Fb.png", "a%5Cb.png", "a%0Ab.png", String(repeating: "x", count: 256), "%20"])
    func aNameLeadsNowhere(_ name: String) async throws {
        #expect(try await upload(gateway(), Self.png, name: name).wrongFields() == ["filename"])
    }

    @Test func aRepeatedKeyIsTheSameRequest() async throws {
        let test = try await gateway()
        for (name, key) in [("a.png", "k"), ("a.png", "k"), ("b.png", "k"), ("a.png", "l")] {
            #expect(try await upload(test, Self.png, name: name, headers: [.idempotencyKey: key]).status == 201)
        }
        let paths = try test.seen.withLock { seen in
            try seen.map { try JSONDecoder().decode(RegisterUpload.self, from: Data($0.body)).storedPath }
        }
        #expect(paths[0] == paths[1])
        #expect(Set(paths).count == 3)
    }

    @Test func onlyAdministratorsMayAndAreToldBeforeTheirBodyIsRead() async throws {
        let test = try await gateway()
        let reply = try await test.ask(.post, "/api/v1/media?filename=a.png", [.contentLength: "100000000"])
        #expect(reply.status == 403)
    }

    @Test func leftoversOfOthersAreRemovedAtTheStart() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("mn-storage-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let storage = Storage(path: folder.path)
        try storage.prepare()
        let (old, new) = (storage.temporaryFolder + "/upload-old", storage.temporaryFolder + "/upload-new")
        for path in [old, new] { #expect(FileManager.default.createFile(atPath: path, contents: nil)) }
        try FileManager.default.setAttributes([.modificationDate: Date() - 7200], ofItemAtPath: old)
        try storage.prepare()
        #expect(!FileManager.default.fileExists(atPath: old) && FileManager.default.fileExists(atPath: new))
    }
}
