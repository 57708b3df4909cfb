import Testing

@testable import gateway

struct ByteRangeTests {
    @Test(
        arguments: [
            (nil, .whole), ("bytes=0-0", .part(0..<1)), ("bytes=0-", .part(0..<100)), ("bytes=-1", .part(99..<100)),
            ("bytes=-1000", .part(0..<100)), ("bytes=50-1000", .part(50..<100)), ("bytes=99-99", .part(99..<100)),
            ("BYTES=1-2", .part(1..<3)), ("bytes= 1-2", .part(1..<3)),
            ("bytes=100-", .unsatisfiable), ("bytes=-0", .unsatisfiable), ("bytes=99999999999999999999-", .unsatisfiable),
            ("bytes=0-18446744073709551616", .part(0..<100)), ("bytes=0-9223372036854775807", .part(0..<100)),
            ("bytes=0-1,5-6", .whole), ("bytes=9-3", .whole), ("bytes=a-b", .whole), ("bytes", .whole), ("bytes=", .whole),
            ("bytes=-", .whole), ("bytes=--5", .whole), ("bytes=1-2-3", .whole), ("lines=0-5", .whole), ("bytes=+1-2", .whole),
        ] as [(String?, ByteRange)])
    func headersAreUnderstood(_ header: String?, _ expected: ByteRange) {
        #expect(ByteRange(header, size: 100) == expected)
    }

    @Test func anEmptyFileHasNoParts() {
        #expect(ByteRange("bytes=0-", size: 0) == .unsatisfiable)
        #expect(ByteRange("bytes=-5", size: 0) == .whole)
    }

    /// The law: a part is exactly what indexing the bytes by the two numbers would give.
    @Test func partsAreWhatIndexingGives() {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<5_000 {
            let size = Int64.random(in: 1...40, using: &generator)
            let first = Int64.random(in: 0...50, using: &generator), last = Int64.random(in: 0...50, using: &generator)
            let chosen = (0..<size).filter { $0 >= first && $0 <= last }
            let range = ByteRange("bytes=\(first)-\(last)", size: size)
            switch range {
            case .whole: #expect(first > last)
            case .unsatisfiable: #expect(first <= last && first >= size)
            case .part(let part): #expect(Array(part) == chosen)
            }
            let suffix = ByteRange("bytes=-\(last)", size: size)
            #expect(suffix == (last == 0 ? .unsatisfiable : .part(size - min(size, last)..<size)))
        }
    }
}
