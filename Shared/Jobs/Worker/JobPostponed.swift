/// What a job needs besides its payload is not there: there is no space left on the disk, for example. Nothing is wrong with the job, so
/// this does not count against its attempts, however often it is thrown; the job stays in line until somebody mends what is missing.
package struct JobPostponed: Error, Sendable, CustomStringConvertible {
    package let delay: Duration
    package let description: String

    package init(for delay: Duration, _ reason: String) {
        self.delay = delay
        description = reason
    }
}
