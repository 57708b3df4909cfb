/// How a replica answers requests.
package struct ResponderConfiguration: Sendable {
    /// Requests whose handlers may run together.
    package var concurrency = 64
    /// Entries read at once, at most. Few, so that while these are worked on the next are on their way: read all together they
    /// would be answered all together, and the caller's and the store's processors would wait in between.
    package var batch = 8
    /// How long a read waits for the first entry.
    package var block: Duration = .milliseconds(500)
    /// How often a replica says that it lives and looks for dead ones.
    package var heartbeat: Duration = .milliseconds(150)
    /// A replica not heard of for this long is dead, and its entries are claimed. Four heartbeats: a pause that the
    /// scheduler of a busy machine makes is not a death, and with one more heartbeat to notice it stays below a second.
    package var heartbeatLifetime: Duration = .milliseconds(600)
    /// How often it forgets consumers that died with nothing in their hands.
    package var tidying: Duration = .seconds(10)
    /// An entry delivered this often without an answer has killed its handlers: it goes to the dead-letter stream.
    package var maximumDeliveries = 5
    /// Replies kept in a caller's stream, about.
    package var maximumReplies = 10_000
    /// Entries kept in a dead-letter stream, about.
    package var maximumDeadLetters = 1_000
    /// How long running handlers may take to finish after the order to stop.
    package var drain: Duration = .seconds(10)

    package init() {}
}
