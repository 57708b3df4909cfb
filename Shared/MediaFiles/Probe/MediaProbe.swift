import FoundationEssentials

/// Finds out what is in a media file. Pictures are read in this process (no program is started for JPEG, PNG, GIF, WebP, TIFF,
/// BMP), films and music by ffprobe, which gets exactly the open file, the one demuxer that fits it, and no network.
///
/// Throws `MediaProbeError` for what is wrong with the file, `ProcessError` for what went wrong with the program.
package struct MediaProbe: Sendable {
    /// Pictures above this are refused: they would take minutes to decode.
    package static let pixelLimit = 400_000_000

    private let limits: ProcessLimits

    package init(limits: ProcessLimits = .probe) {
        self.limits = limits
    }

    package func probe(_ file: OpenedFile, as type: SniffedType) async throws -> ProbedMedia {
        let header = try await FileThreads.shared.run { _ in
            try ContainerExtent.check(file, type)
            return try PictureHeader.read(file, type)
        }
        guard type.category == .image else { return try await probeStreams(file, type) }
        let picture = if let header { header } else { try await VipsHeader.read(file, limits: limits) }
        guard picture.width > 0, picture.height > 0 else { throw MediaProbeError.unreadable("the picture has no size") }
        guard picture.width.multipliedReportingOverflow(by: picture.height).partialValue <= Self.pixelLimit else {
            throw MediaProbeError.tooManyPixels(width: picture.width, height: picture.height)
        }
        return ProbedMedia(picture, codec: type.fileExtension)
    }

    private func probeStreams(_ file: OpenedFile, _ type: SniffedType) async throws -> ProbedMedia {
        let output: ProcessOutput
        do {
            output = try await LimitedProcess("ffprobe", limits: limits).run(arguments(type), input: file)
        } catch ProcessError.failed(_, _, let message) {
            throw Self.error(message)
        }
        let report: ProbeReport
        do {
            report = try JSONDecoder().decode(ProbeReport.self, from: Data(output.standardOutput))
        } catch {
            throw MediaProbeError.unreadable("ffprobe's answer cannot be understood: \(error)")
        }
        return try ProbedMedia(report)
    }

    private func arguments(_ type: SniffedType) -> [String] {
        [
            "-v", "error", "-hide_banner", "-protocol_whitelist", "file", "-format_whitelist", type.demuxer,
            "-print_format", "json", "-show_format", "-show_streams", "-i", "file:/proc/self/fd/0",
        ]
    }

    private static func error(_ message: String) -> MediaProbeError {
        let missingIndex = "moov atom not found"
        return message.contains(missingIndex)
            ? .truncated("the film ends before its index (\(missingIndex))")
            : .unreadable(message)
    }
}
