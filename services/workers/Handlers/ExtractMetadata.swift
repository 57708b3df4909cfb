import Bus
import Contracts
import FoundationEssentials
import JSON
import Jobs
import MediaFiles

extension Workers {
    /// Probes a file and records what it is. What is wrong with the file is recorded too, and fails the job for good; what is wrong with
    /// anything else is recorded by the last attempt, because a scan waits for the file.
    func extractMetadata(_ job: MetadataExtraction, _ context: JobContext) async throws -> Nothing {
        do {
            let facts = try await probe(job)
            try await record(
                RecordProbe(file: job.file, upload: job.upload, contentHash: job.location.contentHash, facts: facts),
                for: context)
            return Nothing()
        } catch let failure as JobFailure {
            try await record(
                RecordProbeFailure(
                    file: job.file, upload: job.upload, contentHash: job.location.contentHash, reason: failure.description),
                for: context)
            throw failure
        } catch  where context.isLastAttempt && !Task.isCancelled {
            await giveUp(job, error, context)
            throw error
        }
    }

    /// Where this cannot be told either, the scan finds out by itself; see `ScanPatience`.
    private func giveUp(_ job: MetadataExtraction, _ error: any Error, _ context: JobContext) async {
        do {
            // Somebody may retry the job by hand: what that finds is another request.
            try await record(
                RecordProbeFailure(
                    file: job.file, upload: job.upload, contentHash: job.location.contentHash, reason: "\(error)", isTemporary: true),
                "-unprobed-\(context.attempt)", for: context)
        } catch {
            context.logger.warning("a file that was not probed was not recorded", metadata: ["job": "\(context.id)", "error": "\(error)"])
        }
    }

    private func probe(_ job: MetadataExtraction) async throws -> ProbedFacts {
        let file = try await open(job.location)
        do {
            let type = try await ContentSniffer.sniff(file)
            return ProbedFacts(try await probe.probe(file, as: type), type, name: job.name)
        } catch let error as SniffError {
            throw JobFailure("\(error)")
        } catch let error as MediaProbeError {
            throw JobFailure("\(error)")
        } catch let error as ProcessError where error.isTheFilesFault {
            throw JobFailure("\(error)")
        }
    }
}

extension ProbedFacts {
    init(_ probed: ProbedMedia, _ type: SniffedType, name: String) {
        let media = MediaClassifier.classify(path: name, type: type, probed: probed)
        let kind = MediaType(rawValue: media.kind.rawValue) ?? .movie
        self.init(
            type: kind, title: media.title, contentType: media.contentType,
            hasPicture: type.category == .image || probed.hasVideo || probed.hasCoverArt)
        durationSeconds = type.category == .image ? nil : probed.duration.map { ($0 / .milliseconds(1)).rounded() / 1000 }
        width = probed.width
        height = probed.height
        videoCodec = probed.videoCodec
        audioCodec = probed.audioCodec
        artist = probed.tags.artist ?? probed.tags.albumArtist
        album = probed.tags.album
        year = media.year ?? probed.tags.year
        takenAt = probed.takenAt.map { Timestamp(milliseconds: Int64($0.timeIntervalSince1970 * 1000)) }
        orientation = type.category == .image ? probed.orientation : nil
    }
}

extension ProcessError {
    /// A program that ran away did so because of what it was given; one that is missing, or has no room to write, did not.
    var isTheFilesFault: Bool {
        switch self {
        case .timedOut, .outOfMemory, .killed, .failed, .outputTooLarge: true
        case .notInstalled, .notStarted, .diskFull: false
        }
    }
}
