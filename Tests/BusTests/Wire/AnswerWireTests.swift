import Bus
import Contracts
import Testing

@Suite struct AnswerWireTests {
    @Test func comesBackAsItWas() throws {
        let values = ["", "plain", "a: b", ": ", "ends in CR\r", "\"etag\"", "e\u{301}", "é:ü"]
        let sent = Answer(
            status: 412, position: Position(.playlists, 9), headers: values.map { .init("X-Value", $0) }, body: [10, 13, 0, 255])
        let (id, read) = try #require(Answer.read(header: Array(sent.header(requestID: "gw-a-7").utf8), body: sent.body))
        #expect(id == "gw-a-7")
        #expect(read == sent)
    }

    @Test func aLineBreakInAHeaderAddsNoHeader() throws {
        let sent = Answer(status: 200, headers: [.init("A", "b\nSet-Cookie: c")], body: [])
        let (_, read) = try #require(Answer.read(header: Array(sent.header(requestID: "1").utf8), body: []))
        #expect(read.headers == [.init("A", "b Set-Cookie: c")])
    }

    @Test(arguments: ["", "a", "a\n200", "a\nx\n", "a\n200\nz9", "a\n200\n\nno colon"])
    func whatIsNoAnswerIsRefused(header: String) {
        #expect(Answer.read(header: Array(header.utf8), body: []) == nil)
    }

    @Test func aHeaderLineThatIsCutShortCrashesNothing() throws {
        let (_, read) = try #require(Answer.read(header: Array("a\n200\n\nX:".utf8), body: []))
        #expect(read.headers == [.init("X", "")])
    }
}
