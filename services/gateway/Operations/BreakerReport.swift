import Contracts
import JSON
import Resilience

/// What `/ops/breakers` says. Moments are told as seconds ago: the breakers' clock is no calendar.
struct BreakerReport: JSONWritable {
    let upstreams: Upstreams

    func write(to writer: inout JSONWriter) {
        writer.object {
            $0.key("breakers")
            $0.beginArray()
            for name in Upstreams.names { if let upstream = upstreams[name] { write(name, upstream, &$0) } }
            $0.endArray()
        }
    }

    private func write(_ name: ServiceName, _ upstream: Upstream, _ writer: inout JSONWriter) {
        let (state, limit) = (upstream.breaker.snapshot(), upstream.limiter.snapshot)
        writer.object {
            $0.field("name", name.rawValue)
            $0.field("state", state.mode.rawValue)
            $0.field("isHeld", state.isHeld)
            $0.field("secondsInState", (state.takenAt - state.since) / .seconds(1))
            $0.field("retryAfterSeconds", ifPresent: state.retryAfterSeconds)
            $0.field("consecutiveFailures", state.consecutiveFailures)
            $0.field("rejected", state.rejectedTotal)
            $0.field("limit", limit.limit)
            $0.field("inFlight", limit.inFlight)
            $0.field("shed", limit.shed.values.reduce(0, +))
            $0.key("transitions")
            $0.beginArray()
            for transition in state.transitions { write(transition, state, &$0) }
            $0.endArray()
        }
    }

    private func write(_ transition: BreakerTransition, _ state: BreakerSnapshot, _ writer: inout JSONWriter) {
        writer.object {
            $0.field("from", transition.from.rawValue)
            $0.field("to", transition.to.rawValue)
            $0.field("reason", transition.reason.rawValue)
            $0.field("secondsAgo", (state.takenAt - transition.at) / .seconds(1))
        }
    }
}
