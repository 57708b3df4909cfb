import Configuration
import JSON

/// The settings in a JSON file: an object of plain values. swift-configuration could read it too, but by way of the whole of
/// Foundation, which then weighs more than all the rest of a service.
enum SettingsFile {
    private enum Setting: Decodable {
        case plain(String)
        case nested

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            if let text = try? value.decode(String.self) {
                self = .plain(text)
            } else if let flag = try? value.decode(Bool.self) {
                self = .plain("\(flag)")
            } else if let whole = try? value.decode(Int.self) {
                self = .plain("\(whole)")
            } else if let number = try? value.decode(Double.self) {
                self = .plain("\(number)")
            } else {
                self = .nested
            }
        }

        /// What is not plain is there all the same: a getter that meets it says so, and does not use its default.
        var value: ConfigValue {
            switch self {
            case .plain(let text): ConfigValue(.string(text), isSecret: false)
            case .nested: ConfigValue(.stringArray([]), isSecret: false)
            }
        }
    }

    /// - Throws: when it cannot be read, or is no object in JSON. `null` is as if it was not there.
    static func provider(_ path: String) throws -> InMemoryProvider {
        let settings = try JSONDecoding.decode([String: Setting?].self, from: Array(SecretFile.text(path).utf8))
        let values = settings.compactMapValues { $0?.value }.map { (AbsoluteConfigKey([$0]), $1) }
        return InMemoryProvider(name: path, values: Dictionary(uniqueKeysWithValues: values))
    }
}
