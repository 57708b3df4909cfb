import Logging
import MediaFiles
import Observability

extension TLSSettings {
    /// Reads the certificate, and prepares to notice when it changes.
    /// - Throws: `CertificatePair.Unusable` when it has become so since the configuration was checked.
    func open(metrics: MetricsRegistry, logger: Logger) async throws -> (certificate: ServerCertificate, watch: CertificateWatch) {
        let (versions, pair) = try await FileThreads.shared.run { _ in
            // Before reading, so that a change in between is seen as one.
            (files.versions(), try CertificatePair(files, protocols: protocols))
        }
        let certificate = ServerCertificate(pair)
        certificate.tell(metrics)
        let reloader = CertificateReloader(
            files, versions: versions, protocols: protocols, certificate: certificate, metrics: metrics, logger: logger)
        return (certificate, CertificateWatch(reloader: reloader))
    }
}
