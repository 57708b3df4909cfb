/// Who waits for which flight. A value, kept behind a lock; each continuation is handed out exactly once.
struct FlightTable<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    typealias Continuation = CheckedContinuation<Value, any Error>

    private struct Flight: Sendable {
        let key: Key
        let fence: TagFence
        var task: Task<Void, Never>?
        var passengers: [UInt64: Continuation]
    }

    private var flights: [UInt64: Flight] = [:]
    /// The flight of each key that may still be joined.
    private var open: [Key: UInt64] = [:]
    private var flightOf: [UInt64: UInt64] = [:]
    private var lastNumber: UInt64 = 0
    private var counts = FlightStatistics()

    var statistics: FlightStatistics {
        var statistics = counts
        statistics.flying = flights.count
        return statistics
    }

    mutating func newPassenger() -> UInt64 {
        lastNumber += 1
        return lastNumber
    }

    enum BoardAction {
        case start(UInt64)
        case joined
    }

    mutating func boarded(_ passenger: UInt64, _ key: Key, _ fence: TagFence, _ continuation: Continuation) -> BoardAction {
        if let number = open[key], flights[number]?.fence.isIntact == true {
            flights[number]?.passengers[passenger] = continuation
            flightOf[passenger] = number
            counts.joined += 1
            return .joined
        }
        lastNumber += 1
        flights[lastNumber] = Flight(key: key, fence: fence, passengers: [passenger: continuation])
        flightOf[passenger] = lastNumber
        open[key] = lastNumber
        counts.started += 1
        return .start(lastNumber)
    }

    /// False when nobody waits for it any more.
    mutating func started(_ number: UInt64, _ task: Task<Void, Never>) -> Bool {
        guard flights[number] != nil else { return false }
        flights[number]?.task = task
        return true
    }

    /// Who is to be told its outcome.
    mutating func landed(_ number: UInt64) -> [Continuation] {
        guard let flight = close(number) else { return [] }
        for passenger in flight.passengers.keys { flightOf[passenger] = nil }
        return Array(flight.passengers.values)
    }

    struct LeaveAction {
        let continuation: Continuation
        /// To be cancelled: it was the last one.
        let task: Task<Void, Never>?
    }

    /// Nil for one who was told already.
    mutating func left(_ passenger: UInt64) -> LeaveAction? {
        guard let number = flightOf.removeValue(forKey: passenger),
            let continuation = flights[number]?.passengers.removeValue(forKey: passenger)
        else { return nil }
        guard flights[number]?.passengers.isEmpty == true else { return LeaveAction(continuation: continuation, task: nil) }
        return LeaveAction(continuation: continuation, task: close(number)?.task)
    }

    private mutating func close(_ number: UInt64) -> Flight? {
        guard let flight = flights.removeValue(forKey: number) else { return nil }
        if open[flight.key] == number { open[flight.key] = nil }
        return flight
    }
}
