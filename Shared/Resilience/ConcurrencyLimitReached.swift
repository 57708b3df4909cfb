/// Too many are running and too many are waiting: come back later.
package struct ConcurrencyLimitReached: Error, CustomStringConvertible {
    package init() {}

    package var description: String { "the concurrency limit and its queue are full" }
}
