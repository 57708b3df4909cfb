import Foundation

@testable import MediaFiles

/// A folder of a test's own, removed with the last reference.
final class Sandbox: Sendable {
    let path: String
    var root: FileRoot { FileRoot(trusted: path) }

    init() throws {
        path = NSTemporaryDirectory() + "mediafiles-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func at(_ name: String) -> String { path + "/" + name }

    @discardableResult
    func write(_ name: String, _ bytes: [UInt8]) throws -> String {
        let folder = URL(filePath: at(name)).deletingLastPathComponent()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(filePath: at(name)))
        return name
    }

    @discardableResult
    func write(_ name: String, _ text: String) throws -> String {
        try write(name, Array(text.utf8))
    }

    func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: at(name))))
    }

    func link(_ name: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(atPath: at(name), withDestinationPath: target)
    }

    /// Runs a tool in this folder, free of the limits that the product sets.
    @discardableResult
    func tool(_ program: String, _ arguments: String...) async throws -> [UInt8] {
        var limits = ProcessLimits(memory: 16 << 30, processorTime: .seconds(300), timeout: .seconds(300))
        limits.fileSize = 2 << 30
        limits.outputSize = 64 << 20
        return try await LimitedProcess(program, limits: limits).run(arguments, folder: path).standardOutput
    }

    /// Makes media with ffmpeg; the last argument names the file.
    @discardableResult
    func ffmpeg(_ arguments: String...) async throws -> String {
        var limits = ProcessLimits(memory: 16 << 30, processorTime: .seconds(300), timeout: .seconds(300))
        limits.fileSize = 2 << 30
        _ = try await LimitedProcess("ffmpeg", limits: limits).run(["-v", "error", "-y"] + arguments, folder: path)
        return arguments.last ?? ""
    }

    func sniffAndProbe(_ name: String) async throws -> (OpenedFile, SniffedType, ProbedMedia) {
        let file = try root.open(name)
        let type = try await ContentSniffer.sniff(file)
        return (file, type, try await MediaProbe().probe(file, as: type))
    }

    func probe(_ name: String) async throws -> ProbedMedia {
        try await sniffAndProbe(name).2
    }

    @discardableResult
    func thumbnails(_ name: String, into folder: String = "out/item") async throws -> ThumbnailReport {
        let (file, type, probed) = try await sniffAndProbe(name)
        return try await ThumbnailMaker().make(
            from: file, as: type, probed: probed, into: at(folder), workspace: at("tmp"))
    }

    func pixels(_ name: String) async throws -> Pixels {
        let size = try await tool("ffprobe", "-v", "error", "-show_entries", "stream=width,height", "-of", "csv=p=0", name)
        let sides = String(decoding: size, as: UTF8.self).split { !$0.isNumber }.compactMap { Int($0) }
        let data = try await tool("ffmpeg", "-v", "error", "-i", name, "-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "rgb24", "-")
        return Pixels(width: sides[0], height: sides[1], data: data)
    }
}
