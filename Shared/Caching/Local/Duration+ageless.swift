extension Duration {
    /// For entries that only make room for others and never grow too old: thirty years.
    package static let ageless: Duration = .seconds(1_000_000_000)
}
