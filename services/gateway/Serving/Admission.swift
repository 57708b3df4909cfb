/// What the head of a request decides, before its body is read.
enum Admission: Sendable {
    case admitted(Int, RouteInput, RateLimitStanding?)
    /// Answered at once; the route, where there is one, for the metrics.
    case refused(any Error, route: Int?, RateLimitStanding? = nil)
    /// `OPTIONS`, and methods that the path does not have.
    case methods(String, isQuestion: Bool)
}
