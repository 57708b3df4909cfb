import Contracts
import JSON

/// What a service answers: the final bytes, which the gateway passes on as they are.
package struct Answer: Sendable, Equatable {
    package var status: Int
    /// Where the write that this answers stands, or how far the data read was known to be.
    package var position: Position
    /// Headers for the client, few: `ETag`, `Retry-After`. Names and values hold no line breaks.
    package var headers: [Header]
    package var body: [UInt8]

    package struct Header: Sendable, Equatable {
        package var name: String
        package var value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    package init(status: Int, position: Position = Position(), headers: [Header] = [], body: [UInt8]) {
        self.status = status
        self.position = position
        self.headers = headers
        self.body = body
    }

    package init<R: Request>(to request: R.Type, _ reply: R.Reply, position: Position = Position(), headers: [Header] = []) {
        self.init(status: R.successStatus, position: position, headers: headers, body: reply.jsonBytes(capacity: 1024))
    }

    package init(_ problem: Problem) {
        let headers = problem.retryAfter.map { [Header("Retry-After", String($0))] } ?? []
        self.init(status: problem.status, headers: headers, body: problem.jsonBytes())
    }

    package var isSuccess: Bool { (200..<300).contains(status) }
}
