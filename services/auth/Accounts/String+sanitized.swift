extension String {
    /// Without control characters, which Postgres or a terminal might choke on.
    var sanitized: String {
        String(String.UnicodeScalarView(unicodeScalars.filter { $0.properties.generalCategory != .control }))
    }
}
