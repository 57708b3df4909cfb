/// Connections that wait for a message, the last one used on top. Pure.
struct IdleConnections<Connection> {
    struct Entry {
        let id: UInt64
        let connection: Connection
        /// Messages that it has carried.
        let uses: Int
    }

    private(set) var entries: [Entry] = []
    private(set) var isClosed = false
    private var lastID: UInt64 = 0

    mutating func take() -> Entry? { entries.popLast() }

    /// Nil if it is not wanted any more; else the number to `remove` it by.
    mutating func put(_ connection: Connection, uses: Int) -> UInt64? {
        guard !isClosed else { return nil }
        lastID += 1
        entries.append(Entry(id: lastID, connection: connection, uses: uses))
        return lastID
    }

    /// Nil if it was taken meanwhile.
    mutating func remove(_ id: UInt64) -> Connection? {
        guard let index = entries.firstIndex(where: { $0.id == id }) else { return nil }
        return entries.remove(at: index).connection
    }

    /// Takes no more back, and hands out what there is.
    mutating func close() -> [Connection] {
        isClosed = true
        defer { entries = [] }
        return entries.map(\.connection)
    }
}
