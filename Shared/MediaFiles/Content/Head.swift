/// The first bytes of a file; reading past them gives zero.
struct Head {
    let bytes: [UInt8]

    init(_ bytes: some Sequence<UInt8>) {
        self.bytes = Array(bytes)
    }

    var count: Int { bytes.count }

    subscript(index: Int) -> UInt8 {
        bytes.indices.contains(index) ? bytes[index] : 0
    }

    func has(_ signature: [UInt8], at offset: Int = 0) -> Bool {
        offset + signature.count <= bytes.count && bytes[offset..<offset + signature.count].elementsEqual(signature)
    }

    /// Each scalar stands for one byte.
    func has(_ signature: String, at offset: Int = 0) -> Bool {
        has(Self.latin1(signature), at: offset)
    }

    func contains(_ signature: String, within limit: Int) -> Bool {
        let signature = Self.latin1(signature)
        let last = min(limit, bytes.count) - signature.count
        return last >= 0 && (0...last).contains { has(signature, at: $0) }
    }

    func bigEndian32(at offset: Int) -> Int {
        (0..<4).reduce(0) { $0 << 8 | Int(self[offset + $1]) }
    }

    func fourCC(at offset: Int) -> String {
        String(decoding: (0..<4).map { self[offset + $0] }, as: UTF8.self)
    }

    /// Plain packets of 188 bytes, or 192 with a time code before each (cameras, Blu-ray).
    var isTransportStream: Bool {
        [(0, 188), (4, 192)].contains { start, stride in
            count > start + 2 * stride && (0..<3).allSatisfy { self[start + $0 * stride] == 0x47 }
        }
    }

    private static func latin1(_ text: String) -> [UInt8] {
        text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    }
}
