internal import CLibpq

/// The connection string taken apart, with our settings beneath those that it names itself.
struct ConnectionSettings {
    private(set) var values: [(key: String, value: String)] = []

    /// Throws `.connectFailed` when the string cannot be read. The reason never quotes it.
    init(_ configuration: PostgresConfiguration) throws(PostgresError) {
        guard let options = PQconninfoParse(configuration.url, nil) else {
            throw PostgresError(.connectFailed, "the connection string is malformed")
        }
        defer { PQconninfoFree(options) }
        var given: [String: String] = [:]
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { given[String(cString: keyword)] = String(cString: value) }
            option += 1
        }
        // Later `-c` options win, so what the connection string says overrides ours.
        given["options"] = (Self.options(configuration) + [given["options"]].compactMap(\.self)).joined(separator: " ")
        given["application_name"] = given["application_name"] ?? configuration.applicationName
        given["client_encoding"] = "UTF8"
        values = given.map { ($0.key, $0.value) }
    }

    /// A pooler has no session yet that could be set up, and PgBouncer refuses to pretend.
    private static func options(_ configuration: PostgresConfiguration) -> [String] {
        guard configuration.poolMode == .session else { return [] }
        let settings = [
            // Compiling a plan costs more than any statement of ours runs.
            "jit=off",
            // A process that hangs in the middle of a transaction must not hold its rows for as long as it hangs. As long as the
            // gateway waits for an answer: far more than any process that lives pauses between two statements.
            "idle_in_transaction_session_timeout=5s",
            configuration.planCacheMode.map { "plan_cache_mode=\($0)" },
            configuration.searchPath.map { "search_path=\(escaped($0))" },
        ]
        return settings.compactMap { $0.map { "-c \($0)" } }
    }

    /// The server splits the options at spaces that no backslash protects.
    private static func escaped(_ value: String) -> String {
        var escaped = ""
        for character in value {
            if character == " " || character == "\\" { escaped.append("\\") }
            escaped.append(character)
        }
        return escaped
    }

    /// Calls `body` with two NULL-terminated arrays of C strings.
    func withCStrings<T>(
        _ body: (UnsafePointer<UnsafePointer<CChar>?>, UnsafePointer<UnsafePointer<CChar>?>) -> T
    ) -> T {
        let keys = CStringArray(values.map(\.key))
        let texts = CStringArray(values.map(\.value))
        return keys.withPointers { keys in texts.withPointers { texts in body(keys, texts) } }
    }
}
