/// Everything that is wrong with the configuration, as one line. It never holds the value of a secret.
package struct ConfigurationError: Error, CustomStringConvertible {
    /// `EX_CONFIG` of sysexits.h.
    package static let exitCode: Int32 = 78

    package let problems: [String]

    package var description: String {
        "configuration: " + problems.map(Self.onOneLine).joined(separator: "; ")
    }

    private static func onOneLine(_ text: String) -> String {
        String(text.map { $0.isNewline || $0.unicodeScalars.contains { $0.properties.generalCategory == .control } ? "?" : $0 })
    }
}
