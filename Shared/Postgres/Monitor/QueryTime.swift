import Synchronization

/// How long the statements of one request took, for who wants to know. Bind `$current` to a new one around the request.
package final class QueryTime: Sendable {
    @TaskLocal package static var current: QueryTime?

    private let nanoseconds = Atomic<Int64>(0)

    package init() {}

    package var total: Duration { .nanoseconds(nanoseconds.load(ordering: .relaxed)) }

    func add(_ duration: Duration) {
        nanoseconds.wrappingAdd(Int64(duration / .nanoseconds(1)), ordering: .relaxed)
    }
}
