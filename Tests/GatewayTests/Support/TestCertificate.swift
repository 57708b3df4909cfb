import Foundation
import MediaFiles
import TestSupport

@testable import gateway

/// A self-signed certificate with its key, in a folder of its own.
final class TestCertificate: Sendable {
    struct NotMade: Error {}

    let folder: URL

    var files: CertificateFiles {
        CertificateFiles(
            certificate: folder.appendingPathComponent("certificate.pem").path, key: folder.appendingPathComponent("key.pem").path)
    }

    init(name: String = "one", days: Int = 30) async throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("mn-certificate-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try await make(name: name, days: days)
    }

    deinit {
        // What stays in the temporary folder does no harm.
        try? FileManager.default.removeItem(at: folder)
    }

    /// Makes another pair under the same names.
    func make(name: String, days: Int = 30) async throws {
        let files = files
        try await FileThreads(width: 1).run { _ in
            let openssl = Process()
            openssl.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            openssl.arguments = [
                "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "\(days)",
                "-subj", "/CN=\(name)", "-keyout", files.key, "-out", files.certificate,
            ]
            openssl.standardError = FileHandle.nullDevice
            try openssl.run()
            guard openssl.waitForEnd() == 0 else { throw NotMade() }
        }
    }

    func pair(_ protocols: [String] = ["h2", "http/1.1"]) throws -> CertificatePair { try CertificatePair(files, protocols: protocols) }
}
