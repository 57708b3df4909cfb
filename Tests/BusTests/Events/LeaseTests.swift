import Bus
import TestSupport
import Testing

@Suite struct LeaseTests {
    private func lease(_ world: BusWorld, _ holder: String, _ lifetime: Duration = .seconds(30)) -> StreamLease {
        StreamLease(key: "lease", holder: holder, lifetime: lifetime, client: world.redis)
    }

    @Test func oneHoldsIt() async throws {
        try await withBusWorld { world in
            let (one, two) = (lease(world, "one"), lease(world, "two"))
            await one.tryOnce()
            await two.tryOnce()
            #expect(one.isHeld)
            #expect(!two.isHeld)
            #expect(two.remaining == .zero)
        }
    }

    @Test func releasingItGivesItToTheNext() async throws {
        try await withBusWorld { world in
            let (one, two) = (lease(world, "one"), lease(world, "two"))
            await one.tryOnce()
            await one.release()
            #expect(!one.isHeld)
            await two.tryOnce()
            #expect(two.isHeld)
            await one.release()
            await two.tryOnce()
            #expect(two.isHeld)
        }
    }

    /// What follows the holder's facts stands still so long. The quickest of several, because this machine runs all tests at once.
    @Test func aDeadHoldersIsTakenWithinASecondAndItsNewHolderIsTold() async throws {
        try await withBusWorld { world in
            var waits: [Duration] = []
            for round in 0..<4 where waits.allSatisfy({ $0 >= .seconds(1) }) {
                let dead = lease(world, "dead\(round)", StreamLease.usualLifetime)
                let heir = lease(world, "heir\(round)", StreamLease.usualLifetime)
                try await eventually {
                    await dead.tryOnce()
                    return dead.isHeld
                }
                let (died, told) = (ContinuousClock.now, Gate())
                let keeping = Task { await heir.keep { told.open() } }
                try await told.pass()
                waits.append(.now - died)
                #expect(heir.isHeld)
                keeping.cancel()
                await keeping.value
                await heir.release()
            }
            #expect(try #require(waits.min()) < .seconds(1))
        }
    }

    @Test func aCancelledTaskReleasesIt() async throws {
        try await withBusWorld { world in
            let (one, two) = (lease(world, "one"), lease(world, "two"))
            let task = Task { await one.keep() }
            try await eventually { one.isHeld }
            let end = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                await one.release()
            }
            task.cancel()
            await task.value
            await end.value
            await two.tryOnce()
            #expect(two.isHeld)
        }
    }

    @Test func itRunsOutWhenItIsNotRenewed() async throws {
        try await withBusWorld { world in
            let (one, two) = (lease(world, "one", .milliseconds(80)), lease(world, "two"))
            await one.tryOnce()
            try await eventually {
                await two.tryOnce()
                return two.isHeld
            }
            #expect(!one.isHeld)
        }
    }

    @Test func releasingItLaterKeepsItForThatLong() async throws {
        try await withBusWorld { world in
            let (one, two) = (lease(world, "one"), lease(world, "two"))
            await one.tryOnce()
            await one.release(after: .seconds(20))
            await two.tryOnce()
            #expect(!two.isHeld)
            await one.tryOnce()
            await one.release(after: .milliseconds(50))
            try await eventually {
                await two.tryOnce()
                return two.isHeld
            }
        }
    }
}
