/// A push service, or the way to it, took too long.
struct PushTimeout: Error, CustomStringConvertible {
    var description: String { "no answer in time" }
}
