import HTTPTypes
import NIOHTTP1
import Testing

@testable import gateway

struct HTTP1TurnTests {
    private func framing(
        _ status: HTTPResponse.Status = .ok, _ fields: HTTPFields = [:], version: HTTPVersion = .http1_1, keepsAlive: Bool = true,
        isHead: Bool = false
    ) -> HTTP1Turn.Framing {
        HTTP1Turn(version: version, keepsAlive: keepsAlive, isHead: isHead).framing(of: HTTPResponse(status: status, headerFields: fields))
    }

    @Test func anAnswerOfUnknownLengthIsChunked() {
        let framing = framing()
        #expect(framing.head.headers["transfer-encoding"] == ["chunked"] && framing.hasBody && !framing.closes)
        #expect(self.framing(.ok, [.contentLength: "3"]).head.headers["transfer-encoding"].isEmpty)
    }

    @Test func forTheOldVersionItsEndIsTheConnections() {
        let unknown = framing(version: .http1_0)
        #expect(unknown.closes && unknown.head.headers["connection"] == ["close"] && unknown.head.headers["transfer-encoding"].isEmpty)
        let known = framing(.ok, [.contentLength: "3"], version: .http1_0)
        #expect(!known.closes && known.head.headers["connection"] == ["keep-alive"])
    }

    @Test func anAnswerToHeadIsAllHead() {
        let unknown = framing(isHead: true)
        #expect(!unknown.hasBody && !unknown.closes && unknown.head.headers["transfer-encoding"].isEmpty)
        #expect(framing(.ok, [.contentLength: "3"], isHead: true).head.headers["content-length"] == ["3"])
        #expect(!framing(version: .http1_0, isHead: true).closes)
    }

    @Test(arguments: [HTTPResponse.Status.noContent, .notModified]) func someStatusesHaveNoBody(_ status: HTTPResponse.Status) {
        let framing = framing(status, [.contentLength: "3"])
        #expect(!framing.hasBody && framing.head.headers["content-length"].isEmpty && framing.head.headers["transfer-encoding"].isEmpty)
    }

    @Test func theLastAnswerSaysSo() {
        #expect(framing(.ok, [.contentLength: "0"], keepsAlive: false).head.headers["connection"] == ["close"])
        #expect(framing(.ok, [.contentLength: "0", .connection: "close"]).closes)
        let turn = HTTP1Turn(version: .http1_1, keepsAlive: true, isHead: false)
        let farewell = turn.framing(of: HTTPResponse(status: .ok, headerFields: [.contentLength: "0"]), isLast: true)
        #expect(farewell.closes && farewell.head.headers["connection"] == ["close"])
    }
}
