import Contracts
import Logging
import MediaFiles
import Observability

/// Brings a renewed certificate into use. What cannot be used is told once, and the one in use stays.
///
/// An actor, so that the clock and a signal do not load at the same time and in the wrong order.
actor CertificateReloader {
    /// Certificates are renewed weeks before they end; this one was not.
    private static let shortage: Duration = .seconds(14 * 86_400)

    private let files: CertificateFiles
    private let protocols: [String]
    private let certificate: ServerCertificate
    private let logger: Logger
    private let loads: Counter
    private let refusals: Counter
    /// What was tried last, whether or not it could be used.
    private var tried: [CertificateFiles.Version?]

    /// - Parameter versions: of the files that `certificate` was read from, looked at before they were read.
    init(
        _ files: CertificateFiles, versions: [CertificateFiles.Version?], protocols: [String], certificate: ServerCertificate,
        metrics: MetricsRegistry, logger: Logger
    ) {
        self.files = files
        self.protocols = protocols
        self.certificate = certificate
        self.logger = logger
        tried = versions
        loads = Self.counter("loaded", metrics)
        refusals = Self.counter("refused", metrics)
    }

    /// Loads the pair if a file is another than when it was last tried.
    func look(now: Timestamp = .now()) async throws {
        let versions = try await FileThreads.shared.run { [files] _ in files.versions() }
        if versions != tried { try await load(versions, now) }
    }

    /// Loads the pair, whatever its files look like.
    func reload() async throws {
        try await load(try await FileThreads.shared.run { [files] _ in files.versions() }, .now())
    }

    private func load(_ versions: [CertificateFiles.Version?], _ now: Timestamp) async throws {
        tried = versions
        do {
            let pair = try await FileThreads.shared.run { [files, protocols] _ in try CertificatePair(files, protocols: protocols) }
            guard pair.expires > now else { throw CertificatePair.Unusable(description: "the new certificate has expired") }
            certificate.replace(with: pair)
            loads.increment()
            tell()
        } catch let error as CertificatePair.Unusable {
            refusals.increment()
            logger.error("the certificate stays the old one", metadata: ["reason": "\(error)", "days": "\(days)"])
        }
    }

    func tell() {
        let level: Logger.Level = certificate.remaining() > Self.shortage ? .info : .warning
        logger.log(level: level, "certificate in use", metadata: ["days": "\(days)"])
    }

    private var days: Int { Int((certificate.remaining() / .seconds(86_400)).rounded(.down)) }

    private static func counter(_ outcome: String, _ metrics: MetricsRegistry) -> Counter {
        metrics.counter(
            "tls_certificate_loads_total", help: "Times that a changed certificate was read.", labels: ["outcome": outcome])
    }
}
