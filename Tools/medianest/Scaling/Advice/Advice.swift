/// What to do with a service's replicas, and why.
struct Advice: Sendable, Equatable {
    enum Action: String, Sendable, Codable {
        case up, down, stay
        /// Too slow, and replicas are not what is missing.
        case cannotHelp = "cannot-help"
        case tooLittle = "too-little-traffic"
    }
    var action: Action
    /// How many there should be.
    var replicas: Int
    /// The 95th percentile then, in seconds; nil where nothing is predicted, and infinite where the line grows.
    var p95: Double?
    var reason: String
    /// The metric that says so.
    var metric: String?
}
