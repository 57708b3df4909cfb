import Runtime

extension CrossOriginPolicy {
    init(_ reader: ConfigurationReader) {
        let key = "CORS_ORIGINS"
        let texts = reader.list(key)
        guard !texts.contains("*") else {
            if texts.count > 1 { reader.reject(key, "must be * alone, or name origins") }
            self.init(.all)
            return
        }
        self.init(
            .only(
                Set(
                    texts.compactMap { text in
                        let origin = Self.origin(text)
                        if origin == nil {
                            reader.reject(key, "must hold origins like https://media.example.org, not \"\(text.prefix(80))\"")
                        }
                        return origin
                    })))
    }

    /// As browsers write it: scheme, host and port in small letters, without the port that the scheme has anyway.
    static func origin(_ text: String) -> String? {
        let text = text.lowercased()
        for (scheme, port) in [("https://", ":443"), ("http://", ":80")] where text.hasPrefix(scheme) {
            let host = text.dropFirst(scheme.count)
            guard !host.isEmpty, HostName.isValid(String(host)), !host.hasPrefix(":"), !host.contains("*") else { return nil }
            return host.hasSuffix(port) ? String(text.dropLast(port.count)) : text
        }
        return nil
    }
}
