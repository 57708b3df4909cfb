import Runtime

/// How the gateway speaks TLS itself.
struct TLSSettings: Sendable {
    let files: CertificateFiles
    let speaksHTTP2: Bool
    /// For how long browsers are told to come by HTTPS only. Zero takes it back.
    let strictTransport: Duration

    /// In the order in which they are preferred.
    var protocols: [String] { speaksHTTP2 ? ["h2", "http/1.1"] : ["http/1.1"] }
}

extension TLSSettings {
    /// Nil when no certificate is named: plain HTTP.
    init?(_ reader: ConfigurationReader) {
        let speaksHTTP2 = reader.bool("GATEWAY_HTTP2", default: true)
        let strictTransport = reader.duration(
            "GATEWAY_HSTS_SECONDS", default: .seconds(31_536_000), in: .zero ... .seconds(63_072_000))
        let files: CertificateFiles
        switch (reader.optionalString("GATEWAY_TLS_CERTIFICATE_FILE"), reader.optionalString("GATEWAY_TLS_KEY_FILE")) {
        case (nil, nil): return nil
        case (let certificate?, let key?): files = CertificateFiles(certificate: certificate, key: key)
        case (nil, _?):
            reader.reject("GATEWAY_TLS_KEY_FILE", "needs GATEWAY_TLS_CERTIFICATE_FILE")
            return nil
        case (_?, nil):
            reader.reject("GATEWAY_TLS_CERTIFICATE_FILE", "needs GATEWAY_TLS_KEY_FILE")
            return nil
        }
        self.init(files: files, speaksHTTP2: speaksHTTP2, strictTransport: strictTransport)
        do {
            _ = try CertificatePair(files, protocols: protocols)
        } catch {
            reader.reject("GATEWAY_TLS_CERTIFICATE_FILE", "and GATEWAY_TLS_KEY_FILE cannot be used: \(error)")
        }
    }
}
