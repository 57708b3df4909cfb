import Foundation
import TestSupport

/// An authority of our own and a certificate by it for localhost, made with openssl. Deleted with the value.
final class TestCertificates: Sendable {
    let authority: String
    let certificate: String
    let key: String
    /// For a server with these certificates.
    let port: Int
    private let directory: String

    struct Failure: Error {
        let arguments: [String]
    }

    init() throws {
        port = try freePort()
        directory = NSTemporaryDirectory() + "mn-certificates-\(UUID().uuidString.prefix(8))/"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        (authority, certificate, key) = (directory + "ca.pem", directory + "server.pem", directory + "server.key")
        let common = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
        try openssl(
            ["req", "-x509", "-subj", "/CN=Test authority", "-keyout", directory + "ca.key", "-out", authority] + common)
        try openssl(
            ["req", "-x509", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
                + ["-addext", "basicConstraints=critical,CA:FALSE", "-CA", authority, "-CAkey", directory + "ca.key"]
                + ["-keyout", key, "-out", certificate] + common)
    }

    deinit {
        // What is left behind in the temporary folder does no harm.
        try? FileManager.default.removeItem(atPath: directory)
    }

    func startServer() throws -> PrivateRedisServer {
        try PrivateRedisServer([
            "--tls-port", "\(port)", "--tls-cert-file", certificate, "--tls-key-file", key,
            "--tls-ca-cert-file", authority, "--tls-auth-clients", "no",
        ])
    }

    private func openssl(_ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        try process.run()
        guard process.waitForEnd() == 0 else { throw Failure(arguments: arguments) }
    }
}
