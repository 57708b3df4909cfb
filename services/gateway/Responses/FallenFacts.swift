import Caching
import Contracts

/// What has fallen here already, so that an answer which is a copy, or comes from another cache, can be asked to show no less.
///
/// An event says so by its place in its service's stream: who has applied it has applied all that came before it. A write through this
/// gateway is told of ahead of its event; where several are, their order is not known, and no position proves all of them. A value.
struct FallenFacts: Sendable {
    typealias Instant = ContinuousClock.Instant

    enum Requirement: Sendable, Equatable {
        case nothing
        case fact(Int64)
        case unprovable
    }

    private enum Newest {
        case fact(Int64)
        /// There was a gap, and where the stream stood then is not known.
        case unknown
    }

    /// An event that takes longer may have come long ago: the answer to a write that is sent again is as old as the write.
    private static let usualDelay: Duration = .seconds(1)
    /// After this it is not waited for. Should it come all the same, it counts as news.
    private static let longestDelay: Duration = .seconds(10)

    private var newest: [ServiceName: Newest] = [:]
    private var greatest: [ServiceName: Int64] = [:]
    private var early: [ServiceName: [Int64: Instant]] = [:]

    /// A write was answered, and its event has not come.
    mutating func told(_ fact: Fact, now: Instant) {
        early[fact.service, default: [:]].merge([fact.id: now]) { first, _ in first }
        early[fact.service] = early[fact.service]?.filter { now - $0.value < Self.longestDelay }
    }

    /// An event came, in its turn. Returns whether it was told of before, so that what it lets fall has fallen.
    mutating func came(_ fact: Fact, now: Instant) -> Bool {
        newest[fact.service] = .fact(fact.id)
        greatest[fact.service] = max(fact.id, greatest[fact.service] ?? 0)
        return early[fact.service]?.removeValue(forKey: fact.id).map { now - $0 < Self.longestDelay } ?? false
    }

    /// Events may have been missed, and where the stream stands is not known.
    mutating func lost(_ service: ServiceName) {
        early[service] = nil
        newest[service] = .unknown
    }

    /// The last event of the stream, as it was seen after the loss; zero for an empty stream.
    mutating func stands(_ service: ServiceName, at last: Int64) {
        guard case .unknown? = newest[service] else { return }
        newest[service] = .fact(last)
        greatest[service] = max(last, greatest[service] ?? 0)
    }

    /// Whether there may be no such facts yet, of services that are followed: anybody can make a position up.
    func isAhead(_ position: Position) -> Bool {
        newest.keys.contains { service in position[service].map { $0 > greatest[service] ?? 0 } ?? false }
    }

    func requirement(of service: ServiceName, now: Instant) -> Requirement {
        let waiting = early[service]?.filter { now - $0.value < Self.longestDelay } ?? [:]
        if let (id, since) = waiting.first {
            return waiting.count == 1 && now - since < Self.usualDelay ? .fact(id) : .unprovable
        }
        return switch newest[service] {
        case .fact(let id) where id > 0: .fact(id)
        case .unknown: .unprovable
        default: .nothing
        }
    }
}
