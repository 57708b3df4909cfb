import Foundation
import NIOCore
import Testing

@testable import Compression

@Suite struct DroppingTests {
    /// MiB that the process has in memory.
    private func resident() throws -> Int {
        let pages = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")
        return try #require(Int(pages[1])) * 4096 >> 20
    }

    /// An encoder that is not freed would leave at least a hundred KiB behind; other tests take some tens of MiB meanwhile.
    private func expectNoGrowth(_ body: () throws -> Void) throws {
        for _ in 0..<10 { try body() }
        let before = try resident()
        for _ in 0..<4000 { try body() }
        #expect(try resident() - before < 150)
    }

    @Test(arguments: [ContentCoding.gzip, .br]) func freesWhatIsDroppedHalfWay(coding: ContentCoding) throws {
        let chunk = Bodies.json(5000)
        try expectNoGrowth {
            var encoder = BodyEncoder(coding)
            _ = try encoder.write(chunk)
            _ = try encoder.flush()
            _ = try encoder.write(chunk)
        }
    }

    @Test(arguments: [ContentCoding.gzip, .br]) func freesWhatIsBegunAgain(coding: ContentCoding) throws {
        let chunk = Bodies.json(5000)
        var encoder = BodyEncoder(coding)
        try expectNoGrowth {
            _ = try encoder.write(chunk)
            encoder.reset()
            _ = try encoder.compress(chunk)
        }
    }
}
