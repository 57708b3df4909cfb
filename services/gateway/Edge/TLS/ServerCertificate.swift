import Contracts
import NIOSSL
import Observability
import Synchronization

/// The certificate that new connections are shown. It can be exchanged while the server runs; open connections keep theirs.
final class ServerCertificate: Sendable {
    private let current: Mutex<CertificatePair>

    init(_ pair: CertificatePair) { current = Mutex(pair) }

    var context: NIOSSLContext { current.withLock { $0.context } }

    /// Below zero when it has expired.
    func remaining(at now: Timestamp = .now()) -> Duration {
        .milliseconds(current.withLock { $0.expires.milliseconds } - now.milliseconds)
    }

    func replace(with pair: CertificatePair) { current.withLock { $0 = pair } }

    func tell(_ metrics: MetricsRegistry) {
        metrics.onCollect { [self] in
            [
                .gauge(
                    "tls_certificate_remaining_seconds", help: "Until the certificate in use expires; below zero, it has.",
                    remaining() / .seconds(1))
            ]
        }
    }
}
