/// Makes the nine thumbnails of an item: three sizes in three formats. A photo takes two programs (libvips shrinks while it
/// decodes, turns upright and converts to sRGB; ffmpeg encodes all nine), a film or an album cover one.
///
/// Throws `ThumbnailError` for what is wrong with the item, `ProcessError` for what went wrong with a program.
package struct ThumbnailMaker: Sendable {
    private let limits: ProcessLimits

    package init(limits: ProcessLimits = .thumbnails) {
        self.limits = limits
    }

    /// Writes into `folder` (absolute; made, or replaced as a whole) by way of `workspace`, a folder on the same volume.
    /// On failure or cancellation `folder` is as it was.
    package func make(
        from file: OpenedFile, as type: SniffedType, probed: ProbedMedia, into folder: String, workspace: String
    ) async throws -> ThumbnailReport {
        var report = ThumbnailReport()
        return try await WorkFolder.with(in: workspace) { work in
            let job = ThumbnailJob(file: file, type: type, probed: probed, work: work, limits: limits)
            try await job.prepare()
            switch type.category {
            case .image: try await job.photo(&report)
            case .video where probed.hasVideo: try await job.film(&report)
            case .video, .audio: try await job.cover(&report)
            }
            report.bytes = try await report.measure("store") { try await job.publish(to: folder) }
            return report
        }
    }
}
