/// One connection that follows events.
struct LiveClientID: Hashable, Sendable {
    let number: Int
}
