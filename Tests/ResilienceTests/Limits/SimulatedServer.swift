import Glibc

@testable import Resilience

/// Workers with one line before them, and callers that come at random and whatever the answer was. Its time is simulated.
struct SimulatedServer {
    struct Report {
        var asked: [RequestPriority: Int] = [:]
        var shed: [RequestPriority: Int] = [:]
        var latencies: [Double] = []

        var shedShare: Double { Double(shed.values.reduce(0, +)) / Double(max(1, asked.values.reduce(0, +))) }
        var latency: Double { latencies.reduce(0, +) / Double(max(1, latencies.count)) }

        func shedShare(of priority: RequestPriority) -> Double {
            Double(shed[priority, default: 0]) / Double(max(1, asked[priority, default: 0]))
        }
    }

    private struct Running {
        let finish: Double
        let arrival: Double
    }

    /// Seconds and calls a second.
    var workers: Int
    var serviceTime: Double
    var rate: Double
    /// A call that takes longer is given up by its caller when it ends.
    var patience = Double.infinity
    var limiter: LimiterState
    private let start: ContinuousClock.Instant
    private var time = 0.0
    private var waiting: [Double] = []
    /// The next to finish last.
    private var running: [Running] = []
    private var generator: SplitMix

    init(workers: Int, serviceTime: Double, rate: Double, policy: AdaptiveLimitPolicy = AdaptiveLimitPolicy(), seed: UInt64 = 1) {
        (self.workers, self.serviceTime, self.rate) = (workers, serviceTime, rate)
        start = .now
        limiter = LimiterState(policy: policy, now: start)
        generator = SplitMix(seed: seed)
    }

    var limit: Int { limiter.snapshot.limit }

    @discardableResult
    mutating func run(seconds: Double, priorities: [RequestPriority] = [.critical]) -> Report {
        let end = time + seconds
        var report = Report()
        var arrival = time + exponential(mean: 1 / rate)
        while min(arrival, running.last?.finish ?? .infinity) < end {
            if let next = running.last, next.finish <= arrival {
                finish(next, &report)
            } else {
                time = arrival
                arrive(priorities.randomElement(using: &generator) ?? .critical, &report)
                arrival = time + exponential(mean: 1 / rate)
            }
            startWaiting()
        }
        time = end
        return report
    }

    private mutating func arrive(_ priority: RequestPriority, _ report: inout Report) {
        report.asked[priority, default: 0] += 1
        if limiter.requested(priority) { waiting.append(time) } else { report.shed[priority, default: 0] += 1 }
    }

    private mutating func finish(_ call: Running, _ report: inout Report) {
        running.removeLast()
        time = call.finish
        let latency = time - call.arrival
        report.latencies.append(latency)
        limiter.ended(latency > patience ? .timedOut : .answered(after: .seconds(latency)), now: start + .seconds(time))
    }

    private mutating func startWaiting() {
        while running.count < workers, !waiting.isEmpty {
            let call = Running(finish: time + exponential(mean: serviceTime), arrival: waiting.removeFirst())
            let place = running.firstIndex { $0.finish < call.finish } ?? running.count
            running.insert(call, at: place)
        }
    }

    private mutating func exponential(mean: Double) -> Double {
        -mean * log(1 - Double.random(in: 0..<1, using: &generator))
    }
}
