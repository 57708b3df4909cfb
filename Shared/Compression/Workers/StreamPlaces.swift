import Synchronization

/// How many long bodies may be compressed at once.
final class StreamPlaces: Sendable {
    /// A place that is given back when it is dropped.
    final class Place: Sendable {
        private let places: StreamPlaces

        fileprivate init(_ places: StreamPlaces) { self.places = places }

        deinit {
            places.count.withLock { $0 -= 1 }
        }
    }

    private let limit: Int
    private let count = Mutex(0)

    init(limit: Int) { self.limit = limit }

    var taken: Int { count.withLock { $0 } }

    /// Nil if all are taken.
    func take() -> Place? {
        let isTaken = count.withLock { count in
            guard count < limit else { return false }
            count += 1
            return true
        }
        return isTaken ? Place(self) : nil
    }
}
