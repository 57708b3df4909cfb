/// What jobs of a queue get where neither they nor their type say otherwise. The numbers are the performance guide's.
package struct QueueDefaults: Sendable, Hashable {
    package var attempts: Int
    package var delay: Duration
    package var keepCompleted: Int
    package var keepFailed: Int

    package static func of(_ queue: String) -> QueueDefaults {
        queue == "notifications"
            ? QueueDefaults(attempts: 2, delay: .milliseconds(1_000), keepCompleted: 5, keepFailed: 10)
            : QueueDefaults(attempts: 3, delay: .zero, keepCompleted: 10, keepFailed: 50)
    }
}
