import Testing

@testable import Postgres

@Suite struct InterpolationTests {
    @Test func bindsEachValueInOrder() {
        let sql: SQL = "SELECT \(1), \("two"), \(3.5)"
        #expect(sql.text == "SELECT $1, $2, $3")
        #expect(sql.parameters.count == 3)
    }

    @Test func bindsWhatLooksLikeSQL() {
        let sql: SQL = "SELECT * FROM users WHERE name = \("'; DROP TABLE users; --")"
        #expect(sql.text == "SELECT * FROM users WHERE name = $1")
    }

    @Test func splicesAFragmentAndRenumbersIt() {
        let filter: SQL = "type = \("photo") AND size > \(10)"
        let sql: SQL = "SELECT \(1) WHERE \(filter) LIMIT \(20)"
        #expect(sql.text == "SELECT $1 WHERE type = $2 AND size > $3 LIMIT $4")
        #expect(sql.values == ["1", "photo", "10", "20"])
    }

    @Test func splicesWhatWasSplicedBefore() {
        let inner: SQL = "a = \("é") AND ü = \(2)"
        let middle: SQL = "x = \(0) OR (\(inner))"
        let sql: SQL = "\(middle) AND y = \(3) AND \(inner)"
        #expect(sql.text == "x = $1 OR (a = $2 AND ü = $3) AND y = $4 AND a = $5 AND ü = $6")
        #expect(sql.values == ["0", "é", "2", "3", "é", "2"])
    }

    @Test func renumbersPastTen() {
        let fragments = (0..<12).map { SQL("\($0)") }
        let joined = SQL.joined(fragments, separator: ",")
        let sql: SQL = "VALUES (\(joined)), (\(joined))"
        #expect(sql.text.hasSuffix("($13,$14,$15,$16,$17,$18,$19,$20,$21,$22,$23,$24)"))
        let numbers: [String] = (0..<12).map { "\($0)" }
        #expect(sql.values == numbers + numbers)
    }

    @Test func keepsDollarSignsOfTheTextWhenSplicing() {
        let fragment: SQL = "note = '$1' AND id = \(5)"
        let sql: SQL = "\(1) \(fragment)"
        #expect(sql.text == "$1 note = '$1' AND id = $2")
    }

    @Test func pastesOnlyWhenToldTo() {
        let sql: SQL = "SELECT * FROM \(unescaped: "media") ORDER BY \(.identifier("odd\"name"))"
        #expect(sql.text == #"SELECT * FROM media ORDER BY "odd""name""#)
        #expect(sql.parameters.count == 0)
    }

    @Test func namesTypesOnlyOfBinaryValues() {
        let sql: SQL = "SELECT \(1), \(PostgresTimestamp(microsecondsSince1970: 0)), \("x"), \(nil as PostgresTimestamp?)"
        #expect(sql.parameters.types == [0, 1184, 0, 1184])
        let spliced: SQL = "\(2) \(sql)"
        #expect(spliced.parameters.types == [0, 0, 1184, 0, 1184])
    }

    @Test func refusesNULInText() throws {
        let sql: SQL = "SELECT \("ok"), \("a\0b")"
        let refusal = try #require(sql.refusal)
        #expect(refusal.code == .invalidParameter)
        #expect(refusal.message.contains("$2"))
    }
}

extension SQL {
    /// The bound values' text.
    fileprivate var values: [String] {
        parameters.items.map { String(decoding: parameters.storage[$0.start..<$0.start + Int($0.length)], as: UTF8.self) }
    }
}
