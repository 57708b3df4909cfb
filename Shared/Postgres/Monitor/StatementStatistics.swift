/// How one statement has done so far.
package struct StatementStatistics: Sendable, Equatable {
    /// Without literals, and cut at 200 characters.
    package let statement: String
    package private(set) var count = 0
    package private(set) var total = Duration.zero
    package private(set) var minimum = Duration.zero
    package private(set) var maximum = Duration.zero

    package var mean: Duration { count == 0 ? .zero : total / count }

    init(statement: String) { self.statement = statement }

    mutating func record(_ duration: Duration) {
        minimum = count == 0 ? duration : min(minimum, duration)
        maximum = max(maximum, duration)
        total += duration
        count += 1
    }
}
