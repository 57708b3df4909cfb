@testable import gateway

/// Gateways that share one bucket, in a time of whole microseconds that the test makes pass. Remembers who was let in when.
struct SimulatedGateways {
    private enum Arrival {
        /// A question reaches the bucket.
        case question(gateway: Int, count: Int)
        case answer(gateway: Int, RateLimitGrant)
    }

    private struct Gateway {
        var allowance: LocalAllowance
        var waiting = 0
        /// Taken from the bucket, and not here yet.
        var underway = 0
    }

    private static let start = ContinuousClock.now

    let limit: RateLimit
    let delay: ClosedRange<Int>
    private var gateways: [Gateway]
    private var bucket: ExactBucket
    private var events: [(time: Int, event: Arrival)] = []
    private(set) var now = 0
    private(set) var admitted: [Int] = []
    private(set) var refused: [Refusal] = []
    private(set) var asks = 0
    private(set) var waits = 0

    struct Refusal {
        let time: Int
        /// Let in before it.
        let admitted: Int
        /// What the other gateways had in hand.
        let elsewhere: Int
    }

    init(_ limit: RateLimit, gateways count: Int, delay: ClosedRange<Int>) {
        self.limit = limit
        self.delay = delay
        gateways = Array(repeating: Gateway(allowance: LocalAllowance(limit, now: Self.start)), count: count)
        bucket = ExactBucket(limit)
    }

    private var instant: ContinuousClock.Instant { Self.start + .microseconds(now) }

    mutating func request(_ gateway: Int, at time: Int, using random: inout some RandomNumberGenerator) {
        advance(to: time, using: &random)
        switch gateways[gateway].allowance.verdict(instant) {
        case .allow(_, let count):
            admitted.append(now)
            if let count { ask(gateway, count, &random) }
        case .deny: refuse(gateway)
        case .unknown:
            waits += 1
            gateways[gateway].waiting += 1
            if let count = gateways[gateway].allowance.wait(instant) { ask(gateway, count, &random) }
        }
        advance(to: now, using: &random)
    }

    mutating func advance(to time: Int, using random: inout some RandomNumberGenerator) {
        while let next = events.indices.min(by: { events[$0].time < events[$1].time }), events[next].time <= time {
            let (moment, event) = events.remove(at: next)
            now = moment
            happened(event, &random)
        }
        now = time
    }

    private mutating func happened(_ event: Arrival, _ random: inout some RandomNumberGenerator) {
        switch event {
        case .question(let gateway, let count):
            let grant = bucket.take(count, at: now)
            gateways[gateway].underway += grant.tokens
            events.append((now + Int.random(in: delay, using: &random), .answer(gateway: gateway, grant)))
        case .answer(let gateway, let grant):
            let waiting = gateways[gateway].waiting
            let release = gateways[gateway].allowance.received(grant, waiting: waiting, now: instant)
            gateways[gateway].underway -= grant.tokens
            admitted += Array(repeating: now, count: release.admitted)
            gateways[gateway].waiting -= release.admitted
            if let count = release.ask { ask(gateway, count, &random) }
            if release.retryAfter != nil {
                for _ in 0..<gateways[gateway].waiting { refuse(gateway) }
                gateways[gateway].waiting = 0
            }
        }
    }

    private mutating func ask(_ gateway: Int, _ count: Int, _ random: inout some RandomNumberGenerator) {
        asks += 1
        events.append((now + Int.random(in: delay, using: &random), .question(gateway: gateway, count: count)))
    }

    private mutating func refuse(_ gateway: Int) {
        let others = gateways.indices.filter { $0 != gateway }
        let elsewhere = others.reduce(0) { $0 + gateways[$1].allowance.tokens + gateways[$1].underway }
        refused.append(Refusal(time: now, admitted: admitted.count, elsewhere: elsewhere))
    }
}
