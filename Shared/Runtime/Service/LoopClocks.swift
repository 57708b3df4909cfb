import Glibc
import NIOCore
import Observability
import Synchronization

/// How much of a processor each event loop takes. One thread cannot take more than one, however many the machine has.
final class LoopClocks: Sendable {
    private struct Clock {
        let loop: String
        let id: clockid_t
    }

    private let clocks = Mutex<[Clock]>([])

    /// Each loop tells its clock in its next turn.
    init(handlers: any EventLoop, connections: any EventLoopGroup) {
        add(handlers, as: "handlers")
        var number = 0
        for loop in connections.makeIterator() where loop !== handlers {
            number += 1
            add(loop, as: "connections-\(number)")
        }
    }

    private func add(_ loop: any EventLoop, as name: String) {
        loop.execute { [self] in
            var id = clockid_t()
            guard pthread_getcpuclockid(pthread_self(), &id) == 0 else { return }
            clocks.withLock { $0.append(Clock(loop: name, id: id)) }
        }
    }

    func samples() -> [MetricSample] {
        clocks.withLock { $0 }.compactMap { clock in
            var time = timespec()
            guard clock_gettime(clock.id, &time) == 0 else { return nil }
            return .counter(
                "event_loop_cpu_seconds_total", help: "Processor time of an event loop, which is one thread.",
                labels: ["loop": clock.loop], Double(time.tv_sec) + Double(time.tv_nsec) / 1e9)
        }
    }
}
