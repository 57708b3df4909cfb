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
        guard offset < bytes.count else { return false }
        var index = offset
        for scalar in signature.unicodeScalars {
            guard index < bytes.count, UInt32(bytes[index]) == scalar.value else { return false }
            index += 1
        }
        return true
    }

    func contains(_ signature: String, within limit: Int) -> Bool {
        (0..<min(limit, bytes.count)).contains { has(signature, at: $0) }
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
}
