/// Too many are running, and no more may wait: come back later.
package struct ConcurrencyLimitReached: Error, CustomStringConvertible {
    package init() {}

    package var description: String { "the concurrency limit is reached" }
}
