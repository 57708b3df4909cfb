package struct RetryBudgetSnapshot: Sendable, Equatable {
    /// Within the window.
    package let requests: Int
    package let retries: Int
    /// Retries that could be made now.
    package let balance: Int
    /// Since the process started.
    package let refusedTotal: Int
}
