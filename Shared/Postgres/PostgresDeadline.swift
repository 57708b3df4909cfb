/// The instant after which nobody waits for the answer any more.
///
/// Whoever knows the request's deadline binds `$current`; each query then takes its `statement_timeout` from what
/// remains and is cancelled on the server when the instant passes.
package enum PostgresDeadline {
    @TaskLocal package static var current: ContinuousClock.Instant?
}
