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
