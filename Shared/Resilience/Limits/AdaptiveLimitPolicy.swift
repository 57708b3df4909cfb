/// Between what bounds a limit moves, and how it judges latency.
package struct AdaptiveLimitPolicy: Sendable, Equatable {
    package var initial = 20
    /// Low enough to be no burden, high enough to keep measuring.
    package var minimum = 4
    package var maximum = 200
    /// The limit moves once a window. A window is longer where calls are: at least twice their latency.
    package var window: Duration = .seconds(1)
    /// A window with fewer calls goes on, up to `longestWindow`.
    package var minimumCalls = 10
    /// After this a window is judged by the calls that there were, be it one: where calls are rare, a limit would otherwise move once
    /// in minutes, on what was seen minutes ago. No window is made longer than this by slow calls, either.
    package var longestWindow: Duration = .seconds(10)
    /// Latency up to so many times the baseline is taken for noise.
    package var tolerance = 1.5

    package init() {}

    var isSound: Bool {
        minimum > 0 && minimum <= initial && initial <= maximum && window > .zero && longestWindow >= window && minimumCalls > 0
            && tolerance >= 1
    }
}
