import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Which requests of a connection are answered directly and which are handed on, and what has to wait for its turn. A value: the
/// parts that arrive go in, what to do with them comes out.
struct RequestOrder {
    enum Action {
        case none
        case pass([HTTPRequestPart])
        /// Answer it; what comes behind it waits until `answered`.
        case start(HTTPRequest, ByteBuffer)
    }

    private enum Phase {
        case open
        /// A head and what came of its body.
        case gathering(HTTPRequest, ByteBuffer)
        case answering
    }

    /// A longer body is read piece by piece, and not before it is known that its sender may send it.
    static let longestBody = 64 << 10
    /// Parts of requests sent ahead that may wait here; then the socket is not read.
    private static let mostHeld = 64

    private var phase = Phase.open
    private var held: [HTTPRequestPart] = []
    /// Requests handed on whose answers are not complete.
    private var passed = 0
    private var isPassing = false

    var isAnswering: Bool { if case .answering = phase { true } else { false } }

    var mustStopReading: Bool { held.count >= Self.mostHeld }

    /// Whether the client is the one that everybody waits for.
    var waitsForClient: Bool { !isAnswering && (passed == 0 || isPassing) }

    mutating func received(_ part: HTTPRequestPart) -> Action {
        guard !isAnswering else {
            held.append(part)
            return .none
        }
        return take(part)
    }

    /// Nothing more has arrived for now: a request that is not whole is handed on as far as it came.
    mutating func readIsComplete() -> Action {
        guard case .gathering(let head, let body) = phase else { return .none }
        phase = .open
        passed += 1
        isPassing = true
        return .pass(body.readableBytes > 0 ? [.head(head), .body(body)] : [.head(head)])
    }

    /// The direct answer is written.
    mutating func answered() { phase = .open }

    /// What to do with the next part that has waited; nil when none has, or a direct answer is on its way again.
    mutating func next() -> Action? {
        guard !isAnswering, !held.isEmpty else { return nil }
        return take(held.removeFirst())
    }

    /// The answer to a request that was handed on is complete.
    mutating func passedAnswerEnded() { passed -= 1 }

    private mutating func take(_ part: HTTPRequestPart) -> Action {
        switch (part, phase) {
        case (.head(let head), _): return begin(head)
        case (.body(var bytes), .gathering(let head, var body)):
            phase = .open
            body.writeBuffer(&bytes)
            phase = .gathering(head, body)
        case (.end, .gathering(let head, let body)):
            phase = .answering
            return .start(head, body)
        case (.end, _):
            isPassing = false
            return .pass([part])
        case (.body, _):
            return .pass([part])
        }
        return .none
    }

    private mutating func begin(_ head: HTTPRequest) -> Action {
        if passed == 0, head.canBeAnsweredDirectly {
            phase = .gathering(head, ByteBuffer())
            return .none
        }
        passed += 1
        isPassing = true
        return .pass([.head(head)])
    }
}

extension HTTPRequest {
    /// Whether its body is short, if it has one, and it asks for nothing special of its connection.
    fileprivate var canBeAnsweredDirectly: Bool {
        for field in headerFields {
            switch field.name {
            case .transferEncoding, .expect, .upgrade: return false
            case .contentLength where Int(field.value).map { $0 > RequestOrder.longestBody } ?? true: return false
            case .connection where field.value.lowercased() != "keep-alive": return false
            default: continue
            }
        }
        return method != .connect
    }
}
