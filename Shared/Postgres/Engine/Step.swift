/// A reply that a session expects, in the order in which the commands were sent.
enum Step {
    /// A setting, `BEGIN` or the like, whose rows nobody wants.
    case command
    /// `SET statement_timeout`, with the seconds it sets.
    case timeout(seconds: Int, inTransaction: Bool)
    case prepare(PreparedStatements.Key)
    case rows(PreparedStatements.Key?)
    /// Where the server ends an implicit transaction and recovers from an error. The last one ends the operation.
    case sync(isLast: Bool)
}
