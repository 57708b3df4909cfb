import Bus
import Contracts
import Jobs
import MediaFiles

extension Workers {
    /// How long a picture waits for space on the disk before it is tried again.
    private static let waitForSpace = Duration.seconds(10)

    func makeThumbnails(_ job: ThumbnailGeneration, _ context: JobContext) async throws -> Nothing {
        do {
            let outcome = try await make(job)
            try await record(job, outcome, context)
            return Nothing()
        } catch let failure as JobFailure {
            try await record(job, .failed, context)
            throw failure
        } catch let postponed as JobPostponed {
            throw postponed
        } catch  where context.isLastAttempt && !Task.isCancelled {
            // Whoever asks for a thumbnail is not to wait for one that nobody makes.
            await giveUp(job, context)
            throw error
        }
    }

    private func giveUp(_ job: ThumbnailGeneration, _ context: JobContext) async {
        do {
            try await record(job, .failed, context)
        } catch {
            context.logger.warning("missing thumbnails were not recorded", metadata: ["job": "\(context.id)", "error": "\(error)"])
        }
    }

    private func make(_ job: ThumbnailGeneration) async throws -> RecordThumbnails.Outcome {
        let file = try await open(job.location)
        do {
            let type = try await ContentSniffer.sniff(file)
            let probed = try await probe.probe(file, as: type)
            let id = job.media.description
            _ = try await thumbnails.make(
                from: file, as: type, probed: probed, into: "\(storage.path)/thumbnails/\(id.prefix(2))/\(id)",
                workspace: "\(storage.path)/tmp")
            return .made
        } catch ThumbnailError.noCover {
            return .none
        } catch ThumbnailError.diskFull {
            throw JobPostponed(for: Self.waitForSpace, "\(ThumbnailError.diskFull)")
        } catch let error as ThumbnailError {
            if case .notStored = error { throw error }
            throw JobFailure("\(error)")
        } catch let error as MediaProbeError {
            throw JobFailure("\(error)")
        } catch let error as SniffError {
            throw JobFailure("\(error)")
        } catch let error as ProcessError where error.isTheFilesFault {
            throw JobFailure("\(error)")
        }
    }

    private func record(
        _ job: ThumbnailGeneration, _ outcome: RecordThumbnails.Outcome, _ context: JobContext
    ) async throws {
        try await record(
            RecordThumbnails(media: job.media, contentHash: job.location.contentHash, outcome: outcome), "-\(outcome)",
            for: context)
    }
}
