import Contracts
import FoundationEssentials
import NIOSSL

/// A certificate chain and its private key, and how a server uses them.
struct CertificatePair: Sendable {
    struct Unusable: Error, Equatable, CustomStringConvertible {
        let description: String
    }

    let context: NIOSSLContext
    /// When the first certificate of the chain, the server's own, ends.
    let expires: Timestamp

    /// Reads the files, and so blocks.
    /// - Throws: `Unusable` with a reason for people: a file that cannot be read or holds something else, or a key that is not the
    ///   certificate's.
    init(_ files: CertificateFiles, protocols: [String]) throws(Unusable) {
        let chain = try Self.chain(files.certificate)
        let key = try Self.key(files.key)
        guard let own = chain.first else { throw Unusable(description: "\(files.certificate) holds no certificate") }
        expires = Timestamp(milliseconds: Int64(own.notValidAfter) * 1000)
        do {
            context = try NIOSSLContext(configuration: Self.configuration(chain, key, protocols))
        } catch {
            throw Unusable(description: "the key in \(files.key) is not the one of the certificate in \(files.certificate)")
        }
    }

    private static func configuration(
        _ chain: [NIOSSLCertificate], _ key: NIOSSLPrivateKey, _ protocols: [String]
    ) -> TLSConfiguration {
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
        configuration.minimumTLSVersion = .tlsv12
        // For TLS 1.2, whose suites can be chosen: those that HTTP/2 does not forbid (RFC 9113, appendix A).
        configuration.cipherSuites = "ECDHE+AESGCM:ECDHE+CHACHA20"
        configuration.applicationProtocols = protocols
        return configuration
    }

    private static func chain(_ path: String) throws(Unusable) -> [NIOSSLCertificate] {
        let bytes = try contents(path)
        do {
            return try NIOSSLCertificate.fromPEMBytes(bytes)
        } catch {
            throw Unusable(description: "\(path) holds no certificates in PEM")
        }
    }

    private static func key(_ path: String) throws(Unusable) -> NIOSSLPrivateKey {
        let bytes = try contents(path)
        do {
            return try NIOSSLPrivateKey(bytes: bytes, format: .pem)
        } catch {
            throw Unusable(description: "\(path) holds no private key in PEM that is not encrypted")
        }
    }

    private static func contents(_ path: String) throws(Unusable) -> [UInt8] {
        do {
            return [UInt8](try Data(contentsOf: URL(filePath: path)))
        } catch {
            throw Unusable(description: "\(path) cannot be read")
        }
    }
}
