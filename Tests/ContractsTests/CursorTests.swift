import Contracts
import Testing

@Suite struct CursorTests {
    private func isRefused(_ text: String, scope: String = "list", count: Int = 2) -> Bool {
        do {
            _ = try Cursor.fields(text, scope: scope, count: count)
            return false
        } catch {
            #expect(error == .badCursor)
            return true
        }
    }

    @Test func comesBackAsItWas() throws {
        for fields in [["1", "2"], ["", ""], ["-9223372036854775808", "é🎞️"]] {
            let text = Cursor.text(scope: "list", fields)
            #expect(try Cursor.fields(text, scope: "list", count: 2) == fields)
            #expect(
                text.utf8.allSatisfy { ($0 >= 0x30 && $0 <= 0x39) || ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || $0 == 0x2D || $0 == 0x5F })
        }
    }

    @Test func anotherScopeOrCountIsRefused() {
        let text = Cursor.text(scope: "list", ["a", "b"])
        #expect(isRefused(text, scope: "list2"))
        #expect(isRefused(text, scope: ""))
        #expect(isRefused(text, count: 1))
        #expect(isRefused(text, count: 3))
    }

    @Test func everyChangedByteIsRefused() {
        // All lengths, so that each way to end base64 is among them.
        for length in 0..<6 {
            let text = Array(Cursor.text(scope: "list", ["1234567890", String(repeating: "x", count: length)]).utf8)
            for index in text.indices {
                for byte in UInt8(0x20)..<0x7F where byte != text[index] {
                    var changed = text
                    changed[index] = byte
                    #expect(isRefused(String(decoding: changed, as: UTF8.self)))
                }
            }
        }
    }

    @Test func whatIsNoCursorIsRefused() {
        let text = Cursor.text(scope: "list", ["a", "b"])
        for other in ["", "x", "=", text + "=", text + "A", String(text.dropLast()), " " + text, String(repeating: "A", count: 600), "🎞️"] {
            #expect(isRefused(other), "\(other)")
        }
    }

    @Test func aTimeCursorComesBackAsItWas() throws {
        let id = MediaID.make()
        let text = TimeCursor(at: Timestamp(microseconds: -1), id: id.description).text(scope: "s")
        let read = try #require(try TimeCursor(text, scope: "s", of: MediaID.self))
        #expect(read.at.microseconds == -1)
        #expect(read.id == id.description)
        #expect(try TimeCursor(nil, scope: "s", of: MediaID.self) == nil)
        let other = Cursor.text(scope: "s", ["1", "no id"])
        #expect(throws: Problem.badCursor) { try TimeCursor(other, scope: "s", of: MediaID.self) }
    }
}
