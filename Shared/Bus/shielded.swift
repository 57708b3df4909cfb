/// Runs `body` to its end even if the caller is cancelled: for what must be said on the way out, because a cancelled
/// task's commands are not sent.
package func shielded<Result: Sendable>(_ body: @escaping @Sendable () async -> Result) async -> Result {
    // Unstructured, because cancellation reaches every structured child.
    await Task { await body() }.value
}
