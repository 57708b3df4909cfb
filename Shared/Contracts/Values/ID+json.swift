import JSON

extension ID: JSONWritable {
    package func write(to writer: inout JSONWriter) {
        withUnsafeBytes(of: uuid.uuid) { UUIDText.with($0) { writer.quoted(ascii: $0) } }
    }

    /// The canonical 36 characters, lower case, without going through `UUID.uuidString`.
    var text: String {
        withUnsafeBytes(of: uuid.uuid) { UUIDText.with($0) { String(decoding: $0, as: UTF8.self) } }
    }
}
