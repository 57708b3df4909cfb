import Testing

@testable import Compression

@Suite struct AcceptEncodingTests {
    @Test(
        arguments: [
            (nil, .identity), ("", .identity), (" ", .identity), (",", .identity), (" , ,\t,", .identity),
            ("gzip, deflate, br, zstd", .br), ("gzip, deflate, br", .br), ("gzip, deflate", .gzip), ("gzip", .gzip), ("br", .br),
            ("identity", .identity), ("deflate", .identity), ("zstd", .identity), ("compress, gzip", .gzip),
            ("GZIP", .gzip), ("Br", .br), ("x-gzip", .gzip), ("X-GZip;q=0.4", .gzip), ("gzip,br", .br), ("br,gzip", .br),
            ("*", .br), ("*;q=0.5", .br), ("br;q=0, *", .gzip), ("br;q=0,gzip;q=0,*", .identity),
            ("gzip;q=0.8, br;q=0.5", .gzip), ("gzip;q=0.5, br;q=0.8", .br), ("gzip;q=0.500, br;q=0.5", .br),
            ("gzip;q=0.501, br;q=0.5", .gzip), ("gzip;q=0.001", .gzip), ("br;q=1.000, gzip;q=1", .br), ("gzip;q=1., br;q=0.", .gzip),
            ("identity;q=1, gzip;q=0.5", .identity), ("identity;q=0.5, gzip;q=0.5", .gzip), ("identity, gzip, br", .br),
            ("gzip;q=0.2, *;q=0.5", .br), ("gzip;q=0", .identity), ("gzip;q=0, br;q=0.000", .identity),
            ("*;q=0", nil), ("identity;q=0", nil), ("identity;q=0, gzip", .gzip), ("*;q=0, gzip", .gzip),
            ("*;q=0, identity", .identity), ("*;q=0, identity;q=0.1", .identity), ("identity;q=0, *;q=0.1", .br),
            ("identity;q=0, deflate", nil), ("identity; q=0,gzip ;\tq=0", nil),
            ("gzip;Q=0.5", .gzip), ("gzip ; q=0.5", .gzip), ("\tgzip\t", .gzip), ("gzip;q=0, gzip", .identity),
            ("gzip, x-gzip;q=0", .identity),
        ] as [(String?, ContentCoding?)])
    func takesWhatTheClientLikesBest(header: String?, expected: ContentCoding?) {
        #expect(AcceptEncoding(header).preferred() == expected)
    }

    @Test(arguments: [
        "gzip;q=2", "gzip;q=1.001", "gzip;q=-1", "gzip;q=", "gzip;q", "gzip;", "gzip;q=0.1234", "gzip;q=0.0001", "gzip;q=.5", "gzip;q=1.5x",
        "gzip;q=abc", "gzip;q=0.5x", "gzip;q =0.5", "gzip;q= 0.5", "gzip;level=1", "gzip;q=0.5;level=1", "gzip;level=1;q=0.5", "gz ip",
        "gzip br", "gzip/1", "\"gzip\"", ";q=1", "=;,;=", "gzip;q=10", "gzip;q=01", "gzip;q=1e0", "gzip;q=٠", "ｇｚｉｐ", "gzip\u{0}", "gzi",
        "gzipp",
        "**", "*x", "br\u{301}",
    ])
    func passesOverWhatIsMalformed(member: String) {
        #expect(AcceptEncoding(member).preferred() == .identity)
        #expect(AcceptEncoding("br;q=0.5, \(member), gzip;q=0.1").preferred() == .br)
    }

    @Test func choosesAmongWhatIsOffered() {
        let both = AcceptEncoding("gzip, br")
        #expect(both.preferred(among: [.gzip, .identity]) == .gzip)
        #expect(both.preferred(among: [.gzip, .br, .identity]) == .gzip)
        #expect(both.preferred(among: [.identity]) == .identity)
        #expect(both.preferred(among: []) == nil)
        #expect(AcceptEncoding("identity;q=0, br").preferred(among: [.gzip, .identity]) == nil)
    }

    @Test(arguments: AcceptEncoding.common.map { "\($0.header)" }) func readsCommonHeadersAsAnyOther(header: String) {
        #expect(AcceptEncoding(header) == AcceptEncoding(header + ","))
    }

    @Test(arguments: [
        String(repeating: ",", count: 100_000), String(repeating: "gzip;q=0.5,", count: 10_000) + "gzip;q=0.5",
        String(repeating: "gzip", count: 30_000), "gzip;q=0." + String(repeating: "0", count: 100_000),
        String(repeating: ";", count: 100_000), String(repeating: " ", count: 100_000), String(repeating: "gzip;", count: 20_000),
        String(repeating: "\t,", count: 50_000),
    ])
    func readsFloodsInGoodTime(flood: String) {
        let elapsed = ContinuousClock().measure {
            #expect(AcceptEncoding(flood + ", br;q=0.9").preferred() == .br)
            #expect(AcceptEncoding("identity;q=0," + flood + ",br").preferred() == .br)
        }
        // Linear takes milliseconds even when it is not optimised, quadratic takes minutes.
        #expect(elapsed < .seconds(5))
    }
}
