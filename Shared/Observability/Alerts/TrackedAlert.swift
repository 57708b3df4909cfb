/// An alert on its way from a first bad figure to its end. Moments are counted from 1970, on one clock for all who judge.
package struct TrackedAlert: Sendable, Codable, Equatable {
    package enum State: String, Sendable, Codable, CaseIterable {
        /// Bad, but not for long enough yet.
        case pending
        case firing
        /// It was firing a while ago.
        case resolved
    }

    package let key: AlertKey
    package internal(set) var state: State
    /// When it came into this state.
    package internal(set) var since: Moment
    /// When the figure became bad.
    package let began: Moment
    /// The last figure that was looked at.
    package internal(set) var value: Double
    var recoveringSince: Moment?

    /// Milliseconds since 1970.
    package typealias Moment = Int64
}
