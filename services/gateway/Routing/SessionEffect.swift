/// What a success means for the browser that asked.
enum SessionEffect: Sendable {
    /// The answer carries tokens: the cookie is set.
    case begins
    case ends
}
