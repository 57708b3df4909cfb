/// Appends JSON text to a byte buffer, with no intermediate tree and no reflection.
///
/// Commas are placed by looking at the last byte written, so a writer carries no nesting state and values can be
/// handed from one function to the next. It trusts its caller to balance braces and to write a key before each value
/// of an object.
package struct JSONWriter: Sendable {
    package private(set) var bytes: [UInt8]

    package init(capacity: Int = 256) {
        bytes = []
        bytes.reserveCapacity(capacity)
    }

    package mutating func beginObject() {
        separate()
        bytes.append(UInt8(ascii: "{"))
    }

    package mutating func endObject() { bytes.append(UInt8(ascii: "}")) }

    package mutating func beginArray() {
        separate()
        bytes.append(UInt8(ascii: "["))
    }

    package mutating func endArray() { bytes.append(UInt8(ascii: "]")) }

    /// Writes `"name":`. The name is pasted as it is: it must need no escapes.
    package mutating func key(_ name: StaticString) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
    }

    /// Writes a key known only at run time, with the escapes it needs.
    package mutating func key(dynamic name: String) {
        string(name)
        bytes.append(UInt8(ascii: ":"))
    }

    package mutating func null() { literal("null") }

    package mutating func bool(_ value: Bool) { literal(value ? "true" : "false") }

    package mutating func integer(_ value: some BinaryInteger) { raw(String(value).utf8) }

    package mutating func integer(_ value: Int) {
        separate()
        bytes.append(contentsOf: String(value).utf8)
    }

    package mutating func integer(_ value: Int64) { integer(Int(value)) }

    /// Writes the shortest decimal that reads back as the same value; JSON has no spelling for infinities or NaN: `null`.
    package mutating func number(_ value: Double) {
        guard value.isFinite else { return null() }
        if let whole = Int64(exactly: value) { return integer(whole) }
        raw(value.description.utf8)
    }

    /// Pastes bytes that are already one complete JSON value.
    package mutating func raw(_ json: some Sequence<UInt8>) {
        separate()
        bytes.append(contentsOf: json)
    }

    /// Pastes ASCII that needs no escapes, between quotes.
    package mutating func quoted(ascii: UnsafeRawBufferPointer) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: ascii)
        bytes.append(UInt8(ascii: "\""))
    }

    /// Pastes ASCII that needs no escapes, without quotes: a part of a longer text.
    package mutating func paste(ascii: UnsafeRawBufferPointer) {
        bytes.append(contentsOf: ascii)
    }

    package mutating func string(_ value: String) {
        var value = value
        value.withUTF8 { string(utf8: UnsafeRawBufferPointer($0)) }
    }

    /// Writes UTF-8 text as a JSON string; the bytes must be valid UTF-8.
    package mutating func string(utf8 text: UnsafeRawBufferPointer) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        var start = 0
        while let index = EscapeScanner.first(in: text, from: start) {
            append(text, start..<index)
            escape(text[index])
            start = index + 1
        }
        append(text, start..<text.count)
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func append(_ text: UnsafeRawBufferPointer, _ range: Range<Int>) {
        // Rebased: a slice would be copied byte by byte.
        bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: text[range]))
    }

    private mutating func escape(_ byte: UInt8) {
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        default:
            let digits = Array("0123456789abcdef".utf8)
            bytes.append(contentsOf: "u00".utf8)
            bytes.append(digits[Int(byte >> 4)])
            bytes.append(digits[Int(byte & 15)])
        }
    }

    /// Pastes constant text as it is, punctuation included: for shapes known beforehand, where placing each comma would cost.
    package mutating func paste(_ text: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    private mutating func literal(_ text: StaticString) {
        separate()
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// A value or key needs a comma before it unless it opens a container, follows its key, or stands alone.
    private mutating func separate() {
        switch bytes.last {
        case nil, UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: ":"): return
        default: bytes.append(UInt8(ascii: ","))
        }
    }
}
