import Bus
import Contracts
import Jobs
import MediaFiles

extension Workers {
    /// Walks a library, has new and changed files recorded, and waits until they are probed. The job's result is the summary.
    ///
    /// Starting again after a crash is safe: media knows the scan by its job.
    func scanLibrary(_ job: LibraryScan, _ context: JobContext) async throws -> ScanSummary {
        let scan: BeginScan.Reply
        do {
            scan = try await bus.ask(BeginScan(library: job.library, job: context.id))
        } catch let problem as Problem where problem.status == 410 {
            // An earlier attempt did all of it and could not say so; its summary was told with the fact.
            return ScanSummary()
        } catch let problem as Problem where problem.status == 409 {
            throw JobFailure(problem.detail ?? problem.title)
        }
        do {
            let walk = LibraryWalk(workers: self, library: job.library, scan: scan, context: context)
            var summary = try await walk.run()
            try await wait(for: scan.scan, context, &summary)
            _ = try await bus.ask(EndScan(library: job.library, scan: scan.scan, summary: summary))
            return summary
        } catch let error as FileRootError {
            try await abandon(job.library, scan.scan, Self.reason(error))
            throw JobFailure(Self.reason(error))
        } catch let failure as JobFailure {
            try await abandon(job.library, scan.scan, failure.description)
            throw failure
        } catch  where context.isLastAttempt && !Task.isCancelled {
            await giveUp(job.library, scan.scan, error, context)
            throw error
        }
    }

    /// Where this cannot be told, media takes the scan for dead after a while.
    private func giveUp(_ library: LibraryID, _ scan: ScanID, _ error: any Error, _ context: JobContext) async {
        do {
            try await abandon(library, scan, "\(error)")
        } catch {
            context.logger.warning("a failed scan was not ended", metadata: ["job": "\(context.id)", "error": "\(error)"])
        }
    }

    private func abandon(_ library: LibraryID, _ scan: ScanID, _ reason: String) async throws {
        _ = try await bus.ask(AbandonScan(library: library, scan: scan, reason: reason))
    }

    /// The first tenth of the progress is the walk, the rest the files that are probed.
    private func wait(for scan: ScanID, _ context: JobContext, _ summary: inout ScanSummary) async throws {
        var patience = ScanPatience()
        while true {
            let backlog = try await queue.backlog(type: MetadataExtraction.type)
            let progress = try await bus.ask(ScanProgress(scan: scan))
            let done = progress.total - progress.pending
            if patience.isOver(pending: progress.pending, backlog: backlog, now: .now) {
                if progress.pending > 0 { context.logger.warning("files were not probed", metadata: ["count": "\(progress.pending)"]) }
                summary.added = progress.added
                summary.changed = progress.changed
                summary.failed += progress.failed + progress.pending
                summary.failures = Array((summary.failures + progress.failures).prefix(100))
                return
            }
            await context.progress(10 + 90 * Double(done) / Double(max(1, progress.total)), "\(done) of \(progress.total) files")
            try await Task.sleep(for: .milliseconds(250))
        }
    }

    private static func reason(_ error: FileRootError) -> String {
        switch error {
        case .rootMissing, .missing: "The library's folder is not there."
        case .notAFolder: "The library's path is not a folder."
        case .permissionDenied: "The library's folder cannot be read."
        default: "The library's folder cannot be walked."
        }
    }
}
