/// Where one value of a JSON text stands. The nodes of a text are a flat list in which what a container holds follows it,
/// each member's name before its value.
struct JSONNode {
    enum Kind: UInt8 {
        case null, no, yes
        /// Digits only, maybe behind a minus.
        case integer
        /// With a fraction or an exponent.
        case decimal
        /// Holds no escape: its bytes are the text.
        case text
        case escapedText
        case list, object
    }

    let kind: Kind
    /// The first byte; a text's quotes are left out.
    let start: UInt32
    /// Behind the last byte. Of a container: how many values it holds.
    var end: UInt32
    /// The index of the first node behind this one and what it holds.
    var next: UInt32

    static let null = JSONNode(kind: .null, start: 0, end: 0, next: 0)

    var bytes: Range<Int> { Int(start)..<Int(end) }
    var count: Int { Int(end) }
}
