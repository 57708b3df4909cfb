extension ConfigurationReader {
    /// The parts of a value, trimmed, without empty ones; `fallback` when the key is absent.
    package func list(_ key: String, separator: Character = ",", default fallback: [String] = []) -> [String] {
        guard let text = text(key) else { return fallback }
        return text.split(separator: separator).map(Self.trimmed).filter { !$0.isEmpty }
    }

    /// Absolute paths, separated by colons as in `PATH`.
    package func paths(_ key: String, default fallback: [String] = []) -> [String] {
        let paths = list(key, separator: ":", default: fallback)
        for path in paths where !path.hasPrefix("/") {
            reject(key, "must hold absolute paths, not \"\(path.prefix(80))\"")
        }
        return paths
    }

    private static func trimmed(_ text: Substring) -> String {
        let start = text.drop(while: \.isWhitespace)
        guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...end])
    }
}
