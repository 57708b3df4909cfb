/// One step of a schema's history. It is never changed once it has been applied anywhere.
package struct Migration: Sendable {
    package let number: Int
    package let name: String
    package let sql: String
    /// Tells an edited file from the applied one. It finds accidents, not forgers: 64 bits of FNV-1a in hex.
    package let checksum: String

    package init(number: Int, name: String, sql: String) {
        self.number = number
        self.name = name
        self.sql = sql
        checksum = Self.checksum(sql)
    }

    /// From a file such as `0001_create_media.sql`. Throws `.migration` when its name has no number.
    package init(file: String, contents: [UInt8]) throws(PostgresError) {
        let stem = file.hasSuffix(".sql") ? String(file.dropLast(4)) : file
        guard let separator = stem.firstIndex(of: "_"), let number = Int(stem[..<separator]), number > 0 else {
            throw PostgresError(.migration, "\(file) is not named like 0001_create_media.sql")
        }
        self.init(
            number: number, name: String(stem[stem.index(after: separator)...]),
            sql: String(decoding: contents, as: UTF8.self))
    }

    private static func checksum(_ text: String) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        let hex = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - hex.count) + hex
    }
}
