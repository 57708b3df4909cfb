/// What was invalidated in a process, and how many tags it knows.
package struct TagStatistics: Sendable, Equatable {
    package var invalidations = 0
    package var flushes = 0
    package var tags = 0
    package var isSuspended = false
}
