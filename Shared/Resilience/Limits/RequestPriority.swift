/// What is shed first when there is too much: the lowest.
package enum RequestPriority: String, Sendable, CaseIterable {
    /// Health and sign-in: without them nobody knows, and nobody gets in.
    case critical
    case normal
    /// Lists and searches: they cost the most and are asked again the most easily.
    case low

    /// How much of the limit it may fill, in percent. What is left is for those above it.
    package var share: Int {
        switch self {
        case .critical: 100
        case .normal: 90
        case .low: 80
        }
    }
}
