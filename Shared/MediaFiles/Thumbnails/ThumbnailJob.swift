import FoundationEssentials

/// One item's thumbnails on their way.
struct ThumbnailJob: Sendable {
    let file: OpenedFile
    let type: SniffedType
    let probed: ProbedMedia
    let work: WorkFolder
    let limits: ProcessLimits

    private static let finished = "thumbnails"
    private static let input = ["-i", "file:/proc/self/fd/0"]

    private var outputFolder: String { work.path + "/" + Self.finished }

    func prepare() async throws {
        try await FileThreads.shared.run { [outputFolder] _ in try WorkFolder.makeFolder(outputFolder) }
    }

    func photo(_ report: inout ThumbnailReport) async throws {
        // libvips has no BMP loader of its own that it trusts.
        if type == .bmp {
            _ = try await report.measure("encode") { try await encode(Self.input, source: "[0:v:0]null") }
            return
        }
        try await report.measure("decode") { try await shrink() }
        let shrunk = try await FileRoot(trusted: work.path).opened("shrunk.ppm")
        _ = try await report.measure("encode") {
            try await encode(Self.input, source: "[0:v:0]null", from: shrunk, demuxer: "ppm_pipe")
        }
    }

    func film(_ report: inout ThumbnailReport) async throws {
        var failure: any Error = ThumbnailError.undecodable("the film has no frames")
        var hasFrame = false
        for (index, choice) in VideoFrameChoice.attempts(duration: probed.duration).enumerated() {
            do {
                let luma = try await report.measure("frame \(index + 1)") { try await frame(choice) }
                hasFrame = true
                if luma >= VideoFrameChoice.darkness { return }
            } catch let error as ThumbnailError {
                failure = error
            }
        }
        // A film that is dark throughout keeps the last dark frame.
        if !hasFrame { throw failure }
    }

    func cover(_ report: inout ThumbnailReport) async throws {
        guard let stream = probed.coverStream else { throw ThumbnailError.noCover }
        // Transparent parts become white: ffmpeg can only blend to black, so it does that to the negative.
        let flatten = "[0:\(stream)]format=gbrap,negate,premultiply=inplace=1,negate"
        _ = try await report.measure("encode") { try await encode(Self.input, source: flatten) }
    }

    /// Moves the nine files to their place; returns their size.
    func publish(to folder: String) async throws -> Int64 {
        try await FileThreads.shared.run { _ in
            let root = FileRoot(trusted: outputFolder)
            var bytes: Int64 = 0
            for size in ThumbnailSize.allCases {
                for format in ThumbnailFormat.allCases {
                    let name = format.fileName(size)
                    guard let length = try? root.open(name).size, length > 0 else {
                        throw ThumbnailError.undecodable("\(name) was not made")
                    }
                    bytes += length
                }
            }
            try work.publish(Self.finished, to: folder)
            return bytes
        }
    }

    private func shrink() async throws {
        let side = ThumbnailSize.large.longestSide
        try await run(
            "vipsthumbnail",
            ["stdin", "-s", "\(side)x\(side)>", "-e", "srgb", "-o", "shrunk.ppm[background=255]"],
            input: file, folder: work.path)
    }

    /// Returns the mean luma of the frame that was taken.
    private func frame(_ choice: VideoFrameChoice) async throws -> Double {
        let measure = "signalstats,metadata=mode=print:key=lavfi.signalstats.YAVG:file='pipe\\:1'"
        let output = try await encode(
            choice.inputArguments + Self.input, source: "[0:v:0]\(choice.filter),format=yuv420p,\(measure)")
        let text = String(decoding: output.standardOutput, as: UTF8.self)
        guard let value = text.split(separator: "YAVG=").last?.prefix(while: { !$0.isWhitespace }) else {
            throw ThumbnailError.undecodable("no frame was found")
        }
        return Double(value) ?? 0
    }

    private func encode(
        _ input: [String], source: String, from: OpenedFile? = nil, demuxer: String? = nil
    ) async throws -> ProcessOutput {
        let common = [
            "-v", "error", "-hide_banner", "-nostdin", "-y", "-threads", "2", "-filter_complex_threads", "1",
            "-protocol_whitelist", "file,pipe", "-format_whitelist", demuxer ?? type.demuxer,
        ]
        return try await run(
            "ffmpeg", common + input + ThumbnailEncoding.arguments(source: source), input: from ?? file,
            folder: outputFolder)
    }

    @discardableResult
    private func run(
        _ program: String, _ arguments: [String], input: OpenedFile, folder: String
    ) async throws -> ProcessOutput {
        do {
            return try await LimitedProcess(program, limits: limits).run(arguments, input: input, folder: folder)
        } catch ProcessError.failed(_, _, let message) {
            throw ThumbnailError.undecodable(message)
        } catch ProcessError.diskFull {
            throw ThumbnailError.diskFull
        }
    }
}
