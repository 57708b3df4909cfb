/// What a `Content-Type` header says.
enum ContentType {
    /// `application/json`, whatever its parameters; a charset other than UTF-8 shows in the bytes.
    static func isJSON(_ header: String?) -> Bool {
        guard let type = header?.split(separator: ";", omittingEmptySubsequences: false).first else { return false }
        return type.filter { $0 != " " && $0 != "\t" }.lowercased() == "application/json"
    }
}
