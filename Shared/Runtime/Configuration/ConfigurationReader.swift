import Configuration

/// Reads typed values by their environment name (`POSTGRES_POOL_MAX`) and collects everything that is wrong.
///
/// Each getter answers with its default when the key is absent or empty, and also when the value is wrong: the problem is
/// noted, and `finish()` reports all of them together. Used while starting only, by one task.
package final class ConfigurationReader {
    private let providers: [any ConfigProvider]
    private var problems: [String] = []

    /// - Parameter providers: asked in order; the first that has a key wins.
    package init(_ providers: [any ConfigProvider]) {
        self.providers = providers
    }

    /// Notes what is wrong with a key, for rules that no getter knows. Do not put the value of a secret in it.
    package func reject(_ key: String, _ reason: String) {
        problems.append("\(key) \(reason)")
    }

    /// - Throws: `ConfigurationError` if anything read so far was wrong.
    package func finish() throws(ConfigurationError) {
        if !problems.isEmpty { throw ConfigurationError(problems: problems) }
    }

    /// The value as text, whatever type its source gave it; nil when absent or empty.
    func text(_ key: String) -> String? {
        for provider in providers {
            switch Self.lookUp(key, in: provider) {
            case .absent: continue
            case .found(let text): return text.isEmpty ? nil : text
            case .unreadable:
                reject(key, "must be a single value")
                return nil
            }
        }
        return nil
    }

    private enum Lookup {
        case absent
        case found(String)
        case unreadable
    }

    // A provider throws when it holds a value of another type, so the types are tried in turn. `ConfigReader` would make
    // that look like an absent key and quietly use the default.
    private static func lookUp(_ key: String, in provider: any ConfigProvider) -> Lookup {
        let absolute = AbsoluteConfigKey([key])
        for type in [ConfigType.string, .int, .double] {
            do {
                guard let value = try provider.value(forKey: absolute, type: type).value else { return .absent }
                return .found(text(of: value.content))
            } catch {
                continue
            }
        }
        return .unreadable
    }

    private static func text(of content: ConfigContent) -> String {
        switch content {
        case .string(let text): text
        case .int(let number): "\(number)"
        case .double(let number): "\(number)"
        default: ""
        }
    }
}
