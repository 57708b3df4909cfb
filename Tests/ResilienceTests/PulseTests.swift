import Testing

@testable import Resilience

@Suite struct PulseTests {
    @Test func whatIsDueAtTheSamePaceIsDueAtTheSameMoment() {
        for elapsed in [0, 1, 40, 74] { #expect(beat(150, after: elapsed) == 150) }
        for elapsed in [150, 200, 262] { #expect(beat(150, after: elapsed) == 300) }
        #expect(beat(300, after: 150) == 300)
        #expect(beat(600, after: 150) == 600)
    }

    @Test func nobodyIsDueAgainAtOnce() {
        for elapsed in 0..<1_000 {
            let pause = beat(150, after: elapsed) - elapsed
            #expect(pause >= 37 && pause <= 188)
        }
    }

    @Test func whoIsCancelledGoesOnAtOnce() async {
        let sleeper = Task { await Pulse.next(.seconds(3_600)) }
        sleeper.cancel()
        await sleeper.value
    }

    private func beat(_ period: Int, after elapsed: Int) -> Int {
        Int(Pulse.beat(.milliseconds(period), after: .milliseconds(elapsed)) / .milliseconds(1))
    }
}
