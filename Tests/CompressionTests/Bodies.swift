import NIOCore

/// Bodies to compress, the same on every run.
enum Bodies {
    /// Sizes around every boundary: of the policy, of brotli's window and blocks, of a worker's slice, of zlib's scratch.
    static let sizes = [0, 1, 2, 1023, 1024, 1025, 16383, 16384, 16385, 65535, 65536, 65537, 131_073, 1 << 20, (1 << 20) + 1]

    /// Which nothing makes smaller.
    static func random(_ count: Int, seed: UInt64 = 1) -> ByteBuffer {
        var numbers = SplitMix(seed: seed)
        return ByteBuffer(bytes: (0..<(count + 7) / 8).flatMap { _ in withUnsafeBytes(of: numbers.next(), Array.init) }.prefix(count))
    }

    /// The beginning of a long list of media, as the gateway sends it.
    static func json(_ count: Int, seed: UInt64 = 1) -> ByteBuffer {
        var numbers = SplitMix(seed: seed)
        var text = #"{"items":["#
        while text.utf8.count < count { text += item(&numbers) + "," }
        return ByteBuffer(bytes: text.utf8.prefix(count))
    }

    private static let words = ["Paper", "Lanterns", "of", "Winter", "North", "Harbor", "Schnee", "über", "Glass", "北", "Hour", "Salt"]

    private static func item(_ numbers: inout SplitMix) -> String {
        let id = "0199a7c2-\(hex(4, &numbers))-7\(hex(3, &numbers))-a\(hex(3, &numbers))-\(hex(12, &numbers))"
        let title = (0..<Int.random(in: 1...4, using: &numbers)).map { _ in words.randomElement(using: &numbers) ?? "" }
        return #"{"id":"\#(id)","title":"\#(title.joined(separator: " "))","type":"movie","source":"library","#
            + #""year":\#(Int.random(in: 1950...2026, using: &numbers)),"durationSeconds":\#(Int.random(in: 90...9000, using: &numbers)),"#
            + #""thumbnailUrl":"/api/v1/media/\#(id)/thumbnail","createdAt":"2026-11-2\#(Int.random(in: 0...9, using: &numbers))T10:11:12.345Z"}"#
    }

    private static func hex(_ count: Int, _ numbers: inout SplitMix) -> String {
        String((0..<count).compactMap { _ in "0123456789abcdef".randomElement(using: &numbers) })
    }
}

extension ByteBuffer {
    var bytes: [UInt8] { Array(readableBytesView) }
}
