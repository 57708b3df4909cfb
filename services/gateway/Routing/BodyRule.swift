/// What a route does with the body of a request.
enum BodyRule: Sendable {
    /// Nothing: it is skipped.
    case ignored
    case json
    /// Bytes of any type, as they arrive.
    case file
}
