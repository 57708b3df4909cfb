/// What a test waited for did not come.
package struct NeverHappened: Error {
    package init() {}
}

/// Looks until the condition holds: for what another process or thread does without telling.
package func eventually(_ limit: Duration = .seconds(60), _ condition: () async throws -> Bool) async throws {
    let deadline = ContinuousClock.now + limit
    while try await !condition() {
        guard ContinuousClock.now < deadline else { throw NeverHappened() }
        try await Task.sleep(for: .milliseconds(2))
    }
}
