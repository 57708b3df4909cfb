import Testing

@testable import Compression

/// Laws that hold for every header.
@Suite struct AcceptEncodingLawTests {
    /// A member whose meaning is known, because it was not read from the text. Quality nil: malformed.
    private struct Member {
        let text: String
        let name: String
        let quality: Int?
    }

    private static let names = ["gzip", "GZip", "x-gzip", "br", "BR", "identity", "Identity", "*", "deflate", "zstd", "gzi", ""]
    private static let malformed = ["gzip;q=1.5", "br;level=4", "identity;q=0.0000", "*;q=", "br q=0", "gzip;q=0.5.0"]

    private static func member(_ numbers: inout SplitMix) -> Member {
        if Int.random(in: 0..<6, using: &numbers) == 0 {
            return Member(text: malformed.randomElement(using: &numbers) ?? "", name: "", quality: nil)
        }
        let name = names.randomElement(using: &numbers) ?? ""
        let blank = ["", " ", "\t "].randomElement(using: &numbers) ?? ""
        guard Bool.random(using: &numbers) else { return Member(text: blank + name + blank, name: name.lowercased(), quality: 1000) }
        let quality = [0, 1, 250, 500, 999, 1000].randomElement(using: &numbers) ?? 0
        let thousandths = String(repeating: "0", count: 3 - String(quality % 1000).count) + String(quality % 1000)
        return Member(
            text: "\(blank)\(name)\(blank);\(blank)q=\(quality / 1000).\(thousandths)", name: name.lowercased(), quality: quality)
    }

    private static func members(seed: UInt64) -> [Member] {
        var numbers = SplitMix(seed: seed)
        return (0..<Int.random(in: 0...6, using: &numbers)).map { _ in member(&numbers) }
    }

    private static func header(_ members: [Member]) -> String { members.map(\.text).joined(separator: ",") }

    /// What RFC 9110 says of a coding, the slow and plain way.
    private static func allowedQuality(of coding: ContentCoding, in members: [Member]) -> Int {
        let names = coding == .gzip ? ["gzip", "x-gzip"] : [coding.rawValue]
        let named = members.filter { names.contains($0.name) }.compactMap(\.quality).min()
        let any = members.filter { $0.name == "*" }.compactMap(\.quality).min()
        return named ?? any ?? (coding == .identity ? 1 : 0)
    }

    @Test func takesWhatTheHeaderAllowsAndLikesBest() throws {
        for seed in 1...UInt64(20_000) {
            let members = Self.members(seed: seed)
            let accepted = AcceptEncoding(Self.header(members))
            let qualities = ContentCoding.allCases.map { Self.allowedQuality(of: $0, in: members) }
            guard let chosen = accepted.preferred() else {
                #expect(qualities == [0, 0, 0], "\(Self.header(members))")
                continue
            }
            let quality = Self.allowedQuality(of: chosen, in: members)
            #expect(quality > 0, "\(Self.header(members))")
            #expect(quality == qualities.max(), "\(Self.header(members))")
        }
    }

    @Test func doesNotCareForTheOrder() {
        for seed in 1...UInt64(5000) {
            var numbers = SplitMix(seed: seed)
            let members = Self.members(seed: seed)
            #expect(AcceptEncoding(Self.header(members)) == AcceptEncoding(Self.header(members.shuffled(using: &numbers))))
        }
    }

    @Test func survivesAnyBytes() {
        let alphabet = Array("gzipbrx-*;q=01.5, \t\u{0}é\"identity".utf8)
        for seed in 1...UInt64(20_000) {
            var numbers = SplitMix(seed: seed)
            let bytes = (0..<Int.random(in: 0...40, using: &numbers)).map { _ in alphabet.randomElement(using: &numbers) ?? 0 }
            let accepted = AcceptEncoding(String(decoding: bytes, as: UTF8.self))
            for coding in ContentCoding.allCases { #expect(0...1000 ~= accepted.quality(of: coding)) }
        }
    }
}
