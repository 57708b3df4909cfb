import Contracts
import Foundation
import Observability
import Testing

@testable import gateway

struct CertificateReloaderTests {
    private struct Parts {
        let files: TestCertificate
        let certificate: ServerCertificate
        let reloader: CertificateReloader
        let metrics = MetricsRegistry()

        init() async throws {
            files = try await TestCertificate(days: 30)
            certificate = ServerCertificate(try files.pair())
            reloader = CertificateReloader(
                files.files, versions: files.files.versions(), protocols: ["http/1.1"], certificate: certificate, metrics: metrics,
                logger: TestGateway.logger)
            certificate.tell(metrics)
        }

        var days: Int { Int((certificate.remaining() / .seconds(86_400)).rounded()) }

        func counted(_ outcome: String) -> Bool { metrics.render().contains("tls_certificate_loads_total{outcome=\"\(outcome)\"} 1\n") }
    }

    @Test func aRenewedPairIsTaken() async throws {
        let parts = try await Parts()
        #expect(parts.days == 30)
        try await parts.reloader.look()
        #expect(!parts.counted("loaded"), "nothing has changed")
        try await parts.files.make(name: "two", days: 90)
        try await parts.reloader.look()
        #expect(parts.days == 90 && parts.counted("loaded"))
    }

    @Test func aBrokenPairLeavesTheOldOneAndIsTriedOnce() async throws {
        let parts = try await Parts()
        let key = try Data(contentsOf: URL(fileURLWithPath: parts.files.files.key))
        try await parts.files.make(name: "two", days: 90)
        try key.write(to: URL(fileURLWithPath: parts.files.files.key))
        for _ in 0..<3 { try await parts.reloader.look() }
        #expect(parts.days == 30 && parts.counted("refused"))
        try await parts.files.make(name: "three", days: 60)
        try await parts.reloader.look()
        #expect(parts.days == 60)
    }

    @Test func aPairThatGoesAwayAndComesBackIsTaken() async throws {
        let parts = try await Parts()
        try FileManager.default.removeItem(atPath: parts.files.files.certificate)
        try await parts.reloader.look()
        #expect(parts.days == 30 && parts.counted("refused"))
        try await parts.files.make(name: "two", days: 90)
        try await parts.reloader.look()
        #expect(parts.days == 90)
    }

    @Test func aNewPairThatHasExpiredIsNotTaken() async throws {
        let parts = try await Parts()
        try await parts.files.make(name: "two", days: 10)
        try await parts.reloader.look(now: .now() + .seconds(11 * 86_400))
        #expect(parts.days == 30 && parts.counted("refused"))
    }

    @Test func aSignalLoadsWhateverTheFilesLookLike() async throws {
        let parts = try await Parts()
        try await parts.reloader.reload()
        #expect(parts.counted("loaded"))
    }

    @Test func theTimeThatIsLeftIsAMetric() async throws {
        let parts = try await Parts()
        let line = try #require(parts.metrics.render().split(separator: "\n").first { $0.hasPrefix("tls_certificate_remaining_seconds ") })
        let seconds = try #require(Double(line.split(separator: " ")[1]))
        #expect((29.9 * 86_400...30.1 * 86_400).contains(seconds))
    }
}
