import Glibc

/// Where a certificate chain and its private key are: two PEM files.
struct CertificateFiles: Sendable {
    /// What tells one version of a file from another without reading it.
    struct Version: Equatable, Sendable {
        private let facts: [Int]

        /// Nil when there is no such file. Links are followed: renewals often turn a link.
        init?(_ path: String) {
            var status = stat()
            guard stat(path, &status) == 0 else { return nil }
            facts = [
                Int(status.st_mtim.tv_sec), status.st_mtim.tv_nsec, Int(status.st_size), Int(truncatingIfNeeded: status.st_ino),
                Int(truncatingIfNeeded: status.st_dev),
            ]
        }
    }

    let certificate: String
    let key: String

    /// Blocks for as long as the file system does.
    func versions() -> [Version?] { [Version(certificate), Version(key)] }
}
