/// Limits of a process that asks.
package struct RequesterConfiguration: Sendable {
    /// Entries in a service's request stream, waiting or running, above which requests are refused at once.
    package var maximumBacklog = 2_000
    /// Requests of this process that may wait for answers together, over all services.
    package var maximumWaiting = 4_096
    /// How old the known length of a backlog may be before a request asks for it again.
    package var backlogAge: Duration = .milliseconds(20)
    /// The reply stream holds at most about this many entries; its reader is behind by that many before any is lost.
    package var maximumReplies = 10_000
    /// The reply stream of a process that has gone disappears after this.
    package var replyStreamLifetime: Duration = .seconds(30)
    /// How often overdue requests are looked for.
    package var sweepInterval: Duration = .milliseconds(20)

    package init() {}
}
