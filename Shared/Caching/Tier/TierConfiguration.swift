/// How long the tier keeps things, and how long it may keep us waiting.
package struct TierConfiguration: Sendable {
    /// For one operation, whatever the number of its round trips.
    package var patience: Duration = .milliseconds(50)
    /// Of entries that bring none of their own. 3 600 s is the guide's.
    package var lifetime: Duration = .seconds(3_600)
    /// Of generations. Entries kept under one that has ended are lost, so it is longer than theirs.
    package var generationLifetime: Duration = .seconds(24 * 3_600)

    package init() {}
}
