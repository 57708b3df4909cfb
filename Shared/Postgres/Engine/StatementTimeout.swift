/// Which `statement_timeout` a connection has, and when it has to change.
///
/// Remaining time is rounded up to a few steps, so that a busy connection hardly ever has to change it. The exact
/// deadline is kept by cancelling; this is what ends a statement whose client died.
struct StatementTimeout {
    private static let steps: [Int] = [1, 2, 5, 10, 30, 60, 300]

    /// In seconds; 0 is none of ours, nil is unknown.
    private(set) var current: Int?
    private var changedInTransaction = false
    private let outlivesTransactions: Bool

    init(_ mode: PostgresPoolMode = .session) {
        outlivesTransactions = mode == .session
        current = outlivesTransactions ? nil : 0
    }

    /// The smallest step that covers what remains, or 0 for no limit.
    static func step(for remaining: Duration?) -> Int {
        guard let remaining else { return 0 }
        return steps.first { .seconds($0) >= remaining } ?? 0
    }

    /// The value to set before a statement, or nil if it is right already.
    func change(for remaining: Duration?) -> Int? {
        let wanted = Self.step(for: remaining)
        return wanted == current ? nil : wanted
    }

    mutating func succeeded(_ seconds: Int, inTransaction: Bool) {
        current = seconds
        changedInTransaction = changedInTransaction || inTransaction
    }

    /// The server takes a setting back when its transaction fails, and does not say so.
    mutating func forget() { current = nil }

    mutating func transactionEnded() {
        if !outlivesTransactions { current = 0 } else if changedInTransaction { current = nil }
        changedInTransaction = false
    }
}
