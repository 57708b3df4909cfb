import JSON

extension ID: JSONWritable {
    package func write(to writer: inout JSONWriter) { writer.quoted(ascii: ascii) }

    /// The canonical 36 characters, lower case, without going through `UUID.uuidString`.
    var ascii: [UInt8] {
        let digits: StaticString = "0123456789abcdef"
        return [UInt8](unsafeUninitializedCapacity: 36) { text, count in
            var at = 0
            withUnsafeBytes(of: uuid.uuid) { bytes in
                for (index, byte) in bytes.enumerated() {
                    if index == 4 || index == 6 || index == 8 || index == 10 {
                        text[at] = UInt8(ascii: "-")
                        at += 1
                    }
                    text[at] = digits.utf8Start[Int(byte >> 4)]
                    text[at + 1] = digits.utf8Start[Int(byte & 15)]
                    at += 2
                }
            }
            count = at
        }
    }
}
