import Bus
import Contracts
import JSON
import TestSupport

/// Comes back as it went.
struct Echo: Request, Hashable {
    struct Reply: CodedJSON, Sendable, Hashable {
        var text: String
        var numbers: [Int]
    }
    static let name = "test.echo.v1"
    static let service = ServiceName.media

    var text: String
    var numbers: [Int] = []
}

/// Its handler waits at the test's gate.
struct Hold: Request {
    typealias Reply = Nothing
    static let name = "test.hold.v1"
    static let service = ServiceName.media
    static let successStatus = 204

    var label = ""
}

/// Its handler throws what the test says.
struct Fail: Request {
    typealias Reply = Nothing
    static let name = "test.fail.v1"
    static let service = ServiceName.media
}

extension Answers {
    static func making(_ fill: (inout Answers) -> Void) -> Answers {
        var answers = Answers(logger: TestPostgres.quietLogger)
        fill(&answers)
        return answers
    }

    static let echoing = making { $0.echo() }

    static func holding(_ gate: Gate) -> Answers {
        making { answers in
            answers.echo()
            answers.on(Hold.self) { _, _ -> Nothing in
                try await gate.pass()
                return Nothing()
            }
        }
    }

    static func failing(_ error: any Error) -> Answers {
        making { $0.on(Fail.self) { _, _ -> Nothing in throw error } }
    }

    mutating func echo() {
        on(Echo.self) { request, _ in Echo.Reply(text: request.text, numbers: request.numbers) }
    }
}

extension OutgoingRequest {
    /// Bytes of the test's own under a name of the test's own.
    static func raw(_ name: String, _ body: String, deadline: Duration = .seconds(60)) throws -> OutgoingRequest {
        var outgoing = try OutgoingRequest(Hold(), caller: .system, deadline: .after(deadline))
        outgoing.name = name
        outgoing.body = Array(body.utf8)
        return outgoing
    }
}
