/// When a breaker opens and how it finds its way back. Failures in a row, open time and window are the performance guide's;
/// the ratios are those that resilience4j starts from, but for slow calls, where it would wait until all are.
package struct BreakerPolicy: Sendable, Equatable {
    /// So many failures in a row open it, if all lie within the window.
    package var consecutiveFailures = 5
    package var window: Duration = .seconds(120)
    /// How finely the window forgets: a twelfth of it at a time.
    package var buckets = 12
    /// Ratios mean nothing below so many calls in the window.
    package var minimumCalls = 20
    /// This share of failures, or more, opens it.
    package var failureRatio = 0.5
    /// This share of slow calls, or more, opens it.
    package var slowRatio = 0.8
    /// A call that takes longer is slow. Nil: none is.
    package var slowAfter: Duration? = .milliseconds(2500)
    package var openTime: Duration = .seconds(60)
    /// How many probes may be out at once.
    package var concurrentProbes = 2
    /// So many good probes close it.
    package var successesToClose = 2
    /// A probe that has told nothing for so long loses its place to the next. Above any deadline that a call has.
    package var probeTime: Duration = .seconds(30)

    package init() {}

    var isSound: Bool {
        consecutiveFailures > 0 && minimumCalls > 0 && failureRatio > 0 && slowRatio > 0 && openTime > .zero
            && concurrentProbes > 0 && successesToClose > 0 && probeTime > .zero
    }
}
