import Synchronization

/// Numbers from one upwards, one for each who asks.
final class Tally: Sendable {
    private let last = Atomic<Int>(0)

    var count: Int { last.load(ordering: .relaxed) }

    func next() -> Int { last.wrappingAdd(1, ordering: .relaxed).newValue }
}
