import Foundation
import NIOSSL

/// An authority of our own and a certificate by it for 127.0.0.1, made with openssl. Deleted with the value.
final class TestCertificates: Sendable {
    let authority: String
    private let directory: String

    struct Failure: Error {
        let arguments: [String]
    }

    init() throws {
        directory = NSTemporaryDirectory() + "mn-mail-\(UUID().uuidString.prefix(8))/"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        authority = directory + "ca.pem"
        let common = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
        try openssl(
            ["req", "-x509", "-subj", "/CN=Test authority", "-keyout", directory + "ca.key", "-out", authority] + common)
        try openssl(
            ["req", "-x509", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
                + ["-addext", "basicConstraints=critical,CA:FALSE", "-CA", authority, "-CAkey", directory + "ca.key"]
                + ["-keyout", directory + "server.key", "-out", directory + "server.pem"] + common)
    }

    deinit {
        // What is left behind in the temporary folder does no harm.
        try? FileManager.default.removeItem(atPath: directory)
    }

    func serverContext() throws -> NIOSSLContext {
        let chain = try NIOSSLCertificate.fromPEMFile(directory + "server.pem").map { NIOSSLCertificateSource.certificate($0) }
        let key = try NIOSSLPrivateKey(file: directory + "server.key", format: .pem)
        return try NIOSSLContext(configuration: .makeServerConfiguration(certificateChain: chain, privateKey: .privateKey(key)))
    }

    private func openssl(_ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure(arguments: arguments) }
    }
}
