import JSON

package enum Role: String, Codable, Sendable, Hashable, JSONWritable {
    case user, admin

    package func write(to writer: inout JSONWriter) { writer.string(rawValue) }
}

package enum UserStatus: String, Codable, Sendable, Hashable, JSONWritable {
    case active, suspended

    package func write(to writer: inout JSONWriter) { writer.string(rawValue) }
}
