/// Calls that ended within the window. A slow call counts as slow whether it failed or not.
package struct BreakerCounts: Sendable, AdditiveArithmetic {
    package var calls = 0
    package var failures = 0
    package var slow = 0

    /// Of all calls; zero where there are none.
    package var failureRatio: Double { calls == 0 ? 0 : Double(failures) / Double(calls) }
    package var slowRatio: Double { calls == 0 ? 0 : Double(slow) / Double(calls) }

    package static var zero: BreakerCounts { BreakerCounts() }

    package static func + (lhs: BreakerCounts, rhs: BreakerCounts) -> BreakerCounts {
        BreakerCounts(calls: lhs.calls + rhs.calls, failures: lhs.failures + rhs.failures, slow: lhs.slow + rhs.slow)
    }

    package static func - (lhs: BreakerCounts, rhs: BreakerCounts) -> BreakerCounts {
        BreakerCounts(calls: lhs.calls - rhs.calls, failures: lhs.failures - rhs.failures, slow: lhs.slow - rhs.slow)
    }
}
