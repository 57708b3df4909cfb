/// What a route allows caches to do with its answers.
enum Freshness: String, Sendable {
    /// Shows what the caller may have changed a moment ago: a cache asks again each time.
    case revalidated = "private, no-cache"
    /// May be a few minutes old without a page looking wrong.
    case short = "private, max-age=300"
    /// Secret, or different each time.
    case never = "no-store"
}
