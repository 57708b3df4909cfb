import Foundation
import Testing

@testable import MediaFiles

/// Real pictures, sounds and films that distributions ship, where the machine has any.
@Suite struct ShippedMediaTests {
    private static let folders = ["/usr/share/backgrounds", "/usr/share/wallpapers", "/usr/share/sounds", "/usr/share/doc"]
    private static let endings = ["jpg", "jpeg", "png", "webp", "oga", "ogg", "wav", "mp3", "flac", "webm", "mp4"]

    private static func files() async throws -> [(FileRoot, String)] {
        var found: [(FileRoot, String)] = []
        for folder in folders where FileRoot(trusted: folder).state() == .present {
            for try await batch in FileWalker(FileRoot(trusted: folder)) {
                found += batch.files.filter { file in endings.contains { file.relativePath.hasSuffix("." + $0) } }
                    .map { (FileRoot(trusted: folder), $0.relativePath) }
            }
        }
        return Array(found.prefix(60))
    }

    @Test func areAllUnderstood() async throws {
        for (root, path) in try await Self.files() {
            let file = try root.open(path)
            let type = try await ContentSniffer.sniff(file)
            let probed = try await MediaProbe().probe(file, as: type)
            let media = MediaClassifier.classify(path: path, type: type, probed: probed)
            #expect(!media.title.isEmpty)
            #expect(type.category != .image || (probed.width ?? 0) > 0, "\(path)")
        }
    }

    @Test func picturesGetThumbnails() async throws {
        let sandbox = try Sandbox()
        var made = 0
        for (root, path) in try await Self.files() where made < 5 {
            let file = try root.open(path)
            let type = try await ContentSniffer.sniff(file)
            guard type.category == .image else { continue }
            let probed = try await MediaProbe().probe(file, as: type)
            _ = try await ThumbnailMaker().make(
                from: file, as: type, probed: probed, into: sandbox.at("out/\(made)"), workspace: sandbox.at("tmp"))
            made += 1
        }
    }
}
