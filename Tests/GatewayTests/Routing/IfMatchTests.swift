import Testing

@testable import gateway

struct IfMatchTests {
    @Test(
        arguments: [
            (nil, nil), ("*", nil), ("\"p12\"", [12]), ("\"p12-gzip\"", [12]), ("W/\"p7-br\"", [7]),
            ("\"p1\", \"p2-gzip\" ,W/\"p3\"", [1, 2, 3]), ("\"another\"", []), ("p12", []), ("\"p\"", []), ("\"p-1\"", []),
            ("\"p99999999999999999999\"", []), ("", []), ("\"p5\", *", nil),
        ] as [(String?, [Int64]?)])
    func everyEncodingOfAVersionCounts(_ header: String?, _ versions: [Int64]?) {
        #expect(IfMatch.versions(header) == versions)
    }
}
