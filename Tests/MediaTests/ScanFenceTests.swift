import Contracts
import TestSupport
import Testing

@testable import media

/// What a worker may still do that hung in the middle of a scan, while others ended that scan and made another.
@Suite struct ScanFenceTests {
    private let files = ["a.jpg", "b.jpg", "c.jpg"]

    @Test func aWalkForgetsWhatItHasNotSeen() async throws {
        try await withScanWorld { world in
            let first = try await world.begin()
            try await world.see(files, in: first)
            try await world.endWalk(first)
            try await world.end(first)
            let second = try await world.begin()
            try await world.see(["a.jpg"], in: second)
            try await world.endWalk(second)
            #expect(try await world.paths() == ["a.jpg"])
        }
    }

    @Test(arguments: [true, false]) func theWalkOfAnEndedScanForgetsNothing(nextHasEnded: Bool) async throws {
        try await withScanWorld { world in
            let hung = try await world.begin()
            try await world.see(files, in: hung)
            try await world.end(hung)
            let next = try await world.begin()
            try await world.see(files, in: next)
            if nextHasEnded {
                try await world.endWalk(next)
                try await world.end(next)
            }
            await refused { try await world.endWalk(hung) }
            #expect(try await world.paths() == files)
        }
    }

    @Test func anEndedScanTakesNoFileFromTheNext() async throws {
        try await withScanWorld { world in
            let hung = try await world.begin()
            try await world.see(files, in: hung)
            try await world.end(hung)
            let next = try await world.begin()
            try await world.see(files, in: next)
            await refused { try await world.see(files, in: hung) }
            let changed = ScannedFile(path: "a.jpg", sizeBytes: 2_000, modifiedNanoseconds: 2, inode: 1)
            await refused { try await world.record([changed], in: hung) }
            try await world.endWalk(next)
            #expect(try await world.paths() == files)
        }
    }

    /// Between the look at the scan and the end of the transaction the scan cannot end.
    @Test func aScanEndsAfterTheWalkThatItRuns() async throws {
        try await withScanWorld { world in
            let scan = try await world.begin()
            try await world.see(files, in: scan)
            let end = try await world.database.withTransaction { connection in
                try await world.media.libraries.holdRunning(scan, of: world.library, connection)
                let end = Task { try await world.end(scan) }
                try await eventually {
                    let waiting: Int =
                        try await world.database.query(
                            """
                            SELECT count(*) FROM pg_stat_activity WHERE application_name = current_schema() AND wait_event_type = 'Lock'
                                AND query LIKE '%UPDATE scans SET state%'
                            """
                        ).first?.get(0) ?? 0
                    return waiting == 1
                }
                #expect(try await world.isRunning(scan))
                return end
            }
            try await end.value
            #expect(try await !world.isRunning(scan))
        }
    }

    private func refused(_ body: () async throws -> Void) async {
        let problem = await #expect(throws: Problem.self) { try await body() }
        #expect(problem?.status == 409)
    }
}
