import Foundation
import Redis
import Testing

@Suite struct TLSTests {
    @Test func talksTLSToAServerThatItsAuthorityVouchesFor() async throws {
        let certificates = try TestCertificates()
        let server = try certificates.startServer()
        defer { server.stop() }
        for host in ["localhost", "127.0.0.1"] {
            try await withRedis("rediss://\(host):\(certificates.port)?ca=\(certificates.authority)") { redis in
                let value = [UInt8](repeating: 7, count: 300_000)
                try await redis.set("k", value)
                #expect(try await redis.get("k") == value)
            }
        }
    }

    @Test func refusesAServerThatNobodyVouchesFor() async throws {
        let certificates = try TestCertificates()
        let server = try certificates.startServer()
        defer { server.stop() }
        let stranger = try TestCertificates()
        for authority in ["", "?ca=\(stranger.authority)"] {
            let url = "rediss://localhost:\(certificates.port)\(authority)"
            #expect(try await codeThrown { try await withRedis(url) { _ in } } == .connectionFailed)
        }
    }

    @Test func tellsACertificateFileThatIsMissing() async throws {
        let url = "rediss://localhost:1?ca=/nowhere/ca.pem"
        #expect(try await codeThrown { try await withRedis(url) { _ in } } == .connectionFailed)
    }
}
