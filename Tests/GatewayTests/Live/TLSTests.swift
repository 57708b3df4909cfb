import Bus
import Contracts
import Foundation
import NIOSSL
import Observability
import Runtime
import Testing

@testable import gateway

struct TLSTests {
    private func withServer(
        _ limits: Limits = Limits(), http2: Bool = true,
        _ body: @escaping @Sendable (TestGateway, TestCertificate, ServerCertificate, Int) async throws -> Void
    ) async throws {
        let test = try await TestGateway(limits: limits) { answers, _ in
            answers.on(ListPlaylists.self) { _, _ in Page(items: [], nextCursor: nil) }
        }
        let files = try await TestCertificate()
        let certificate = ServerCertificate(try files.pair(http2 ? ["h2", "http/1.1"] : ["http/1.1"]))
        var edge = EdgeConfiguration()
        edge.tls = TLSSettings(files: files.files, speaksHTTP2: http2, strictTransport: .seconds(3600))
        try await LiveGateway.serve(test, limits, edge: edge, certificate: certificate) { port in
            try await body(test, files, certificate, port)
        }
    }

    private static let request = "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n"

    @Test func answersComeThroughTLSAndTellBrowsersToStay() async throws {
        try await withServer { _, _, _, port in
            for protocols in [["http/1.1"], []] {
                try await TLSClient.talk(port, protocols: protocols) { client in
                    for _ in 0..<2 {
                        try await client.send(Self.request)
                        let reply = try #require(try await client.response())
                        #expect(reply.head.hasPrefix("http/1.1 200") && reply.body.contains("alive"))
                        #expect(reply.head.contains("strict-transport-security: max-age=3600\r\n"))
                    }
                }
            }
        }
    }

    @Test func aRefusalComesThroughTLSToo() async throws {
        try await withServer { _, _, _, port in
            try await TLSClient.talk(port) { client in
                try await client.send("GET / HTTP/1.1\r\n\r\n")
                let reply = try #require(try await client.response())
                #expect(reply.head.hasPrefix("http/1.1 400") && reply.head.contains("strict-transport-security"))
                #expect(await client.isClosed())
            }
        }
    }

    @Test func anOldVersionOfTLSIsNotSpoken() async throws {
        try await withServer { _, _, _, port in
            await #expect(throws: (any Error).self) {
                try await TLSClient.talk(port) {
                    $0.minimumTLSVersion = .tlsv1; $0.maximumTLSVersion = .tlsv11
                } _: { _ in
                }
            }
            try await TLSClient.talk(port) {
                $0.maximumTLSVersion = .tlsv12
            } _: { client in
                try await client.send(Self.request)
                #expect(try await client.response()?.head.hasPrefix("http/1.1 200") == true)
            }
        }
    }

    @Test func theProtocolIsTheOneThatIsConfigured() async throws {
        try await withServer { _, _, _, port in
            try await TLSClient.talk(port, protocols: ["http/1.1", "h2"]) { #expect($0.negotiated == "h2") }
        }
        try await withServer(http2: false) { _, _, _, port in
            try await TLSClient.talk(port, protocols: ["h2", "http/1.1"]) { #expect($0.negotiated == "http/1.1") }
        }
    }

    @Test func newConnectionsAreShownTheNewCertificateAndOldOnesGoOn() async throws {
        try await withServer { test, files, certificate, port in
            let reloader = CertificateReloader(
                files.files, versions: files.files.versions(), protocols: ["http/1.1"], certificate: certificate,
                metrics: test.gateway.metrics, logger: TestGateway.logger)
            try await TLSClient.talk(port) { old in
                #expect(old.subject.contains("one"))
                try await files.make(name: "two")
                try await reloader.look()
                try await TLSClient.talk(port) { new in #expect(new.subject.contains("two")) }
                try await old.send(Self.request)
                #expect(try await old.response()?.head.hasPrefix("http/1.1 200") == true)
            }
        }
    }

    @Test func plainHTTPAndSilenceAreCutOff() async throws {
        var limits = Limits()
        limits.handshakeTimeout = .milliseconds(200)
        try await withServer(limits) { _, _, _, port in
            try await LiveGateway.talk(port) { client in #expect(client.isClosed()) }
            try await LiveGateway.talk(port) { client in
                client.send(Self.request)
                while client.receivesSomething() {}
            }
            try await TLSClient.talk(port) { client in
                try await client.send(Self.request)
                #expect(try await client.response() != nil)
            }
        }
    }

    @Test func theServerStopsAlsoWhileSomebodyShakesHands() async throws {
        var limits = Limits()
        limits.handshakeTimeout = .seconds(60)
        let started = ContinuousClock.now
        let held = Held<RawClient>()
        try await withServer(limits) { _, _, _, port in
            held.value = RawClient(port: port)
            try await TLSClient.talk(port) { client in
                try await client.send(Self.request)
                #expect(try await client.response() != nil)
            }
        }
        #expect(ContinuousClock.now - started < .seconds(20))
    }
}

/// Keeps a client open beyond the closure that made it. Used by one task at a time.
private final class Held<Value>: @unchecked Sendable {
    var value: Value?
}
