extension Duration {
    /// Whole seconds, rounded up: what a `Retry-After` may say without inviting anyone too early.
    var secondsRoundedUp: Int {
        Int(components.seconds) + (components.attoseconds > 0 ? 1 : 0)
    }
}
