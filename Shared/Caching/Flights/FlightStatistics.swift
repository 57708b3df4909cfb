/// How often a question was spared.
package struct FlightStatistics: Sendable, Equatable {
    package var started = 0
    /// Questions that joined one under way.
    package var joined = 0
    package var flying = 0
}
