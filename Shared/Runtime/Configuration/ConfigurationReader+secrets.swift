import Observability

extension ConfigurationReader {
    /// A secret from `KEY`, or from the file that `KEY_FILE` names, whose trailing line break is dropped.
    package func secret(_ key: String) -> Redacted<String>? {
        switch (text(key), text("\(key)_FILE")) {
        case (nil, nil): return nil
        case (let value?, nil): return Redacted(value)
        case (nil, let path?): return contents(of: path, for: key)
        case (_?, _?):
            reject(key, "and \(key)_FILE exclude each other")
            return nil
        }
    }

    /// Empty when it is missing, which is a problem unless another one was found with it.
    package func requiredSecret(_ key: String) -> Redacted<String> {
        if let value = secret(key) { return value }
        if text(key) == nil, text("\(key)_FILE") == nil { reject(key, "or \(key)_FILE is required") }
        return Redacted("")
    }

    /// An address that may hold a password, so it is treated as a secret; only its scheme is checked here.
    package func secretURL(_ key: String, schemes: [String], default fallback: String? = nil) -> Redacted<String> {
        guard let url = secret(key) else {
            if let fallback { return Redacted(fallback) }
            return requiredSecret(key)
        }
        if !schemes.contains(where: { url.reveal().hasPrefix("\($0)://") }) {
            reject(key, "must begin with \(schemes.map { "\($0)://" }.joined(separator: " or "))")
        }
        return url
    }

    private func contents(of path: String, for key: String) -> Redacted<String>? {
        do {
            var text = try SecretFile.text(path)
            while text.last?.isNewline == true { text.removeLast() }
            if text.isEmpty { reject("\(key)_FILE", "names an empty file: \(path)") }
            return Redacted(text)
        } catch {
            reject("\(key)_FILE", "names a file that cannot be read: \(path) (\(error))")
            return nil
        }
    }
}
