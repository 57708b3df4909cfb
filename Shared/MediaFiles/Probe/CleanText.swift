/// Text from files, which may hold anything, made fit for a catalogue.
enum CleanText {
    /// Without control characters and surrounding space, at most `limit` characters; nil when nothing is left.
    static func value(_ text: String?, limit: Int = 500) -> String? {
        guard let text else { return nil }
        let scalars = text.unicodeScalars.lazy.map { $0.properties.generalCategory == .control ? " " : $0 }
        var clean = String(String.UnicodeScalarView(scalars.prefix(limit * 4)))
        clean = String(clean.drop { $0.isWhitespace }.prefix(limit))
        while clean.last?.isWhitespace == true { clean.removeLast() }
        return clean.isEmpty ? nil : clean
    }
}
