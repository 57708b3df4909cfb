/// What stands behind one of our connections, in PgBouncer's words.
package enum PostgresPoolMode: String, Sendable, CaseIterable {
    /// A session of its own: prepared statements and settings stay on it.
    case session
    /// A pooler lends it a session for one transaction at a time. So nothing is left on it: statements have no names, settings end
    /// with their transaction, and none is asked for at the start.
    case transaction
}
