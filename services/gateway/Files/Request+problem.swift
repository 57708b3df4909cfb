import Bus
import Contracts

extension Contracts.Request {
    /// What an answer that is no success says.
    /// - Throws: when it cannot be read.
    static func problem(in answer: Answer) throws -> Problem {
        do {
            _ = try decode(answer)
            return .internalError
        } catch let problem as Problem {
            return problem
        }
    }
}
