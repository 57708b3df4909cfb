/// A failure after which the handler knows when trying again makes sense: a server told it to wait, for example. It takes
/// the place of the backoff, and counts as an attempt like any other.
package struct JobRetry: Error, Sendable, CustomStringConvertible {
    package let delay: Duration
    package let description: String

    package init(after delay: Duration, _ reason: String) {
        self.delay = delay
        description = reason
    }
}
