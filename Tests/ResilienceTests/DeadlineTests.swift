import Testing

@testable import Resilience

struct DeadlineTests {
    @Test func nestingOnlyShrinks() async {
        #expect(Deadline.current == nil)
        await Deadline.within(.seconds(10)) {
            let outer = Deadline.current
            await Deadline.within(.seconds(60)) { #expect(Deadline.current == outer) }
            await Deadline.within(.seconds(1)) {
                #expect(Deadline.current.map { $0.remaining <= .seconds(1) } == true)
            }
            #expect(Deadline.current == outer)
        }
        #expect(Deadline.current == nil)
    }

    @Test func childTasksInheritIt() async {
        await Deadline.within(.seconds(10)) {
            let outer = Deadline.current
            async let inner = Deadline.current
            #expect(await inner == outer)
        }
    }

    @Test func travelsAsUnixMilliseconds() {
        let deadline = Deadline.after(.seconds(30))
        let received = Deadline(wireMilliseconds: deadline.wireMilliseconds)
        #expect(abs((received.instant - deadline.instant) / .milliseconds(1)) < 50)
    }

    @Test(arguments: [Int64.min, -1, 0, 1])
    func anAncientDeadlineHasPassed(_ wire: Int64) {
        let deadline = Deadline(wireMilliseconds: wire)
        #expect(deadline.hasPassed)
        #expect(deadline.remaining == .zero)
    }

    @Test func aNonsenseDeadlineIsFarButFinite() {
        let deadline = Deadline(wireMilliseconds: .max)
        #expect(!deadline.hasPassed)
        #expect(deadline.wireMilliseconds < .max)
    }

    @Test func checkThrowsOnceItHasPassed() async throws {
        try Deadline.check()
        try await Deadline.within(.seconds(60)) { try Deadline.check() }
        await #expect(throws: DeadlinePassed.self) {
            try await Deadline.within(.zero) { try Deadline.check() }
        }
    }

    @Test func theBodysErrorComesThroughTyped() async {
        struct Broken: Error {}
        do throws(Broken) {
            try await Deadline.within(.seconds(1)) { () async throws(Broken) in throw Broken() }
            Issue.record("it should have thrown")
        } catch {
            #expect(Deadline.current == nil)
        }
    }
}
