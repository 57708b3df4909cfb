import Contracts

/// When a connection on which something could not be read may say so: after the answers to what came before it, and not in the
/// middle of another one.
struct RefusalOrder {
    enum Action: Equatable {
        case nothing
        /// Now; `breaksOff` when somebody still waits for the rest of the request.
        case refuse(Problem, breaksOff: Bool)
        /// Nothing can be said any more.
        case close
    }

    private enum Reading {
        case nothing
        /// A request whose end has not come.
        case waiting, answering, answered
    }

    private var reading = Reading.nothing
    /// Requests that came whole and have no whole answer yet.
    private var unanswered = 0
    private var refusal: Problem?
    private(set) var isOver = false

    /// Whether what comes from the client is of no use any more.
    var hasFailed: Bool { isOver || refusal != nil }

    mutating func requestBegan() { reading = .waiting }

    mutating func requestEnded() {
        if reading == .waiting || reading == .answering { unanswered += 1 }
        reading = .nothing
    }

    /// The final answer to the oldest request.
    mutating func answerBegan() {
        if unanswered == 0, reading == .waiting { reading = .answering }
    }

    mutating func answerEnded() -> Action {
        if unanswered > 0 { unanswered -= 1 } else if reading == .answering { reading = .answered }
        guard let refusal, !isOver else { return .nothing }
        return failed(refusal)
    }

    /// What came last could not be read.
    mutating func failed(_ problem: Problem) -> Action {
        guard !isOver else { return .nothing }
        guard unanswered == 0 else {
            refusal = problem
            return .nothing
        }
        isOver = true
        return switch reading {
        case .nothing: .refuse(problem, breaksOff: false)
        case .waiting: .refuse(problem, breaksOff: true)
        case .answering, .answered: .close
        }
    }
}
