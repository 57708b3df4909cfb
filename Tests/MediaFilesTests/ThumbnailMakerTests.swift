import Foundation
import Testing

@testable import MediaFiles

/// One at a time: each starts programs, and a crowd of them would run into the limits meant for one.
@Suite(.serialized) struct ThumbnailMakerTests {
    /// Red and green above, blue and white below.
    private static let corners =
        "color=red:s=WxH[a];color=lime:s=WxH[b];color=blue:s=WxH[c];color=white:s=WxH[d];[a][b]hstack[t];[c][d]hstack[u];[t][u]vstack"

    private func corners(_ width: Int, _ height: Int) -> String {
        Self.corners.replacing("WxH", with: "\(width / 2)x\(height / 2)")
    }

    private func expectCorners(_ pixels: Pixels, _ colours: [String], _ name: String) {
        let found = [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)].map { pixels.colour($0.0, $0.1) }
        #expect(found == colours, "\(name)")
    }

    @Test func makesNineFilesOfAPhoto() async throws {
        let sandbox = try Sandbox()
        try await sandbox.ffmpeg("-f", "lavfi", "-i", corners(2000, 1000), "-frames:v", "1", "-q:v", "2", "a.jpg")
        let report = try await sandbox.thumbnails("a.jpg")
        #expect(report.stages.map(\.name) == ["decode", "encode", "store"])
        for size in ThumbnailSize.allCases {
            for format in ThumbnailFormat.allCases {
                let name = "out/item/" + format.fileName(size)
                let pixels = try await sandbox.pixels(name)
                #expect((pixels.width, pixels.height) == (size.longestSide, size.longestSide / 2), "\(name)")
                expectCorners(pixels, ["red", "green", "blue", "white"], name)
                #expect(try ContentSniffer.sniff(sandbox.bytes(name)).contentType == format.contentType)
            }
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: sandbox.at("tmp")).isEmpty)
    }

    @Test(
        arguments: [
            (6, ["blue", "red", "white", "green"]), (3, ["white", "blue", "green", "red"]), (2, ["green", "red", "white", "blue"]),
        ] as [(UInt8, [String])])
    func turnsPhotosUpright(orientation: UInt8, colours: [String]) async throws {
        let sandbox = try Sandbox()
        try await sandbox.ffmpeg("-f", "lavfi", "-i", corners(800, 400), "-frames:v", "1", "-q:v", "2", "a.jpg")
        try sandbox.write("o.jpg", ExifSegment.insert(into: try sandbox.bytes("a.jpg"), orientation: orientation))
        try await sandbox.thumbnails("o.jpg")
        for format in ThumbnailFormat.allCases {
            let name = "out/item/" + format.fileName(.medium)
            let pixels = try await sandbox.pixels(name)
            #expect((pixels.width > pixels.height) == (orientation < 5))
            expectCorners(pixels, colours, name)
            // Nothing of the camera, its owner or its place is passed on.
            #expect(!String(decoding: try sandbox.bytes(name), as: UTF8.self).contains("Canon"))
        }
    }

    @Test func makesFramesOfAFilmThatBeginsDark() async throws {
        let sandbox = try Sandbox()
        try await sandbox.ffmpeg(
            "-f", "lavfi", "-i", "color=black:s=320x180:d=6[a];color=lime:s=320x180:d=2[b];[a][b]concat", "-g", "300", "a.mp4")
        try await sandbox.thumbnails("a.mp4")
        let pixels = try await sandbox.pixels("out/item/large.jpg")
        #expect((pixels.width, pixels.height) == (320, 180))
        #expect(pixels.colour(0.5, 0.5) == "green")
    }

    @Test func takesAnEarlyKeyFrameOfALongFilm() async throws {
        let sandbox = try Sandbox()
        try await sandbox.ffmpeg(
            "-f", "lavfi", "-i", "color=black:s=64x64:d=10:r=5[a];color=lime:s=64x64:d=90:r=5[b];[a][b]concat", "-g", "20", "a.mkv")
        let report = try await sandbox.thumbnails("a.mkv")
        #expect(report.stages.map(\.name) == ["frame 1", "store"])
        #expect(try await sandbox.pixels("out/item/small.webp").colour(0.5, 0.5) == "green")
    }

    @Test func keepsADarkFrameWhenAllAreDark() async throws {
        let sandbox = try Sandbox()
        try await sandbox.ffmpeg("-f", "lavfi", "-i", "color=black:s=64x64:d=2", "a.mp4")
        try await sandbox.thumbnails("a.mp4")
        #expect(try await sandbox.pixels("out/item/small.avif").colour(0.5, 0.5) == "black")
    }

    @Test func turnsFilmsAndSquaresPixels() async throws {
        let sandbox = try Sandbox()
        try await sandbox.ffmpeg("-f", "lavfi", "-i", corners(640, 320), "-t", "0.1", "flat.mp4")
        try await sandbox.ffmpeg("-i", "flat.mp4", "-c", "copy", "-metadata:s:v", "rotate=90", "turned.mp4")
        try await sandbox.thumbnails("turned.mp4")
        let turned = try await sandbox.pixels("out/item/small.jpg")
        #expect((turned.width, turned.height) == (160, 320))
        try await sandbox.ffmpeg("-f", "lavfi", "-i", corners(360, 288), "-vf", "setsar=2/1", "-t", "0.1", "wide.mp4")
        try await sandbox.thumbnails("wide.mp4")
        let wide = try await sandbox.pixels("out/item/large.webp")
        #expect((wide.width, wide.height) == (720, 288))
    }

    @Test func oneFrameIsEnough() async throws {
        let sandbox = try Sandbox()
        try await sandbox.ffmpeg("-f", "lavfi", "-i", "color=red:s=64x64", "-frames:v", "1", "a.mp4")
        try await sandbox.thumbnails("a.mp4")
        #expect(try await sandbox.pixels("out/item/large.jpg").colour(0.5, 0.5) == "red")
    }

    @Test(arguments: ["a.mp3", "a.m4a", "a.flac"])
    func takesTheCoverOfMusic(name: String) async throws {
        let sandbox = try Sandbox()
        try await sandbox.ffmpeg("-f", "lavfi", "-i", corners(500, 500), "-frames:v", "1", "cover.png")
        try await sandbox.ffmpeg(
            "-f", "lavfi", "-i", "sine=d=1", "-i", "cover.png", "-map", "0", "-map", "1", "-c:v", "copy", "-disposition:v",
            "attached_pic", name)
        try await sandbox.thumbnails(name)
        let pixels = try await sandbox.pixels("out/item/small.webp")
        #expect((pixels.width, pixels.height) == (320, 320))
        expectCorners(pixels, ["red", "green", "blue", "white"], name)
    }

    @Test func transparentPartsBecomeWhite() async throws {
        let sandbox = try Sandbox()
        try await sandbox.ffmpeg("-f", "lavfi", "-i", "color=black@0.0:s=100x100,format=rgba", "-frames:v", "1", "a.png")
        try await sandbox.thumbnails("a.png")
        #expect(try await sandbox.pixels("out/item/large.jpg").colour(0.5, 0.5) == "white")
        try await sandbox.ffmpeg(
            "-f", "lavfi", "-i", "sine=d=1", "-i", "a.png", "-map", "0", "-map", "1", "-c:v", "copy", "-disposition:v",
            "attached_pic", "a.mp3")
        try await sandbox.thumbnails("a.mp3", into: "out/music")
        #expect(try await sandbox.pixels("out/music/large.jpg").colour(0.5, 0.5) == "white")
    }

    @Test func saysWhenThereIsNoCover() async throws {
        let sandbox = try Sandbox()
        try await sandbox.ffmpeg("-f", "lavfi", "-i", "sine=d=1", "a.mp3")
        await #expect(throws: ThumbnailError.noCover) { try await sandbox.thumbnails("a.mp3") }
        #expect(!FileManager.default.fileExists(atPath: sandbox.at("out/item")))
        #expect(try FileManager.default.contentsOfDirectory(atPath: sandbox.at("tmp")).isEmpty)
    }

    @Test(arguments: [(1, 1), (1, 5000), (5000, 1), (3, 2), (1281, 7), (4001, 3001)])
    func handlesOddShapes(width: Int, height: Int) async throws {
        let sandbox = try Sandbox()
        try await sandbox.tool("vips", "black", "a.png", "\(width)", "\(height)", "--bands", "3")
        try await sandbox.thumbnails("a.png")
        for size in ThumbnailSize.allCases {
            let factor = min(1, Double(size.longestSide) / Double(max(width, height)))
            for format in ThumbnailFormat.allCases {
                let pixels = try await sandbox.pixels("out/item/" + format.fileName(size))
                #expect(abs(Double(pixels.width) - max(1, Double(width) * factor)) <= 1, "\(size) \(format)")
                #expect(abs(Double(pixels.height) - max(1, Double(height) * factor)) <= 1, "\(size) \(format)")
            }
        }
    }

    @Test func handlesEveryKindOfPicture() async throws {
        let sandbox = try Sandbox()
        try await sandbox.ffmpeg("-f", "lavfi", "-i", corners(400, 200), "-frames:v", "1", "base.png")
        try await sandbox.ffmpeg("-i", "base.png", "-pix_fmt", "rgb48be", "deep.png")
        try await sandbox.ffmpeg("-i", "base.png", "plain.bmp")
        try await sandbox.tool("vips", "icc_transform", "base.png", "cmyk.jpg", "cmyk", "--input-profile", "srgb")
        try await sandbox.ffmpeg("-loop", "1", "-t", "1", "-i", "base.png", "moving.gif")
        try await sandbox.ffmpeg("-loop", "1", "-t", "1", "-i", "base.png", "-c:v", "libwebp_anim", "-lossless", "1", "moving.webp")
        try await sandbox.tool("vips", "copy", "base.png", "whole.tiff")
        try await sandbox.tool("vips", "heifsave", "base.png", "still.avif", "--compression", "av1", "--Q", "90")
        for name in ["deep.png", "plain.bmp", "cmyk.jpg", "moving.gif", "moving.webp", "whole.tiff", "still.avif"] {
            try await sandbox.thumbnails(name, into: "out/" + name)
            for format in ThumbnailFormat.allCases {
                let pixels = try await sandbox.pixels("out/\(name)/" + format.fileName(.small))
                #expect((pixels.width, pixels.height) == (320, 160), "\(name)")
                // Printing inks know no pure green.
                let green = name == "cmyk.jpg" ? pixels.colour(0.75, 0.25) : "green"
                expectCorners(pixels, ["red", green, "blue", "white"], "\(name) \(format)")
            }
        }
        try await sandbox.ffmpeg("-i", "base.png", "-vf", "format=gray", "grey.jpg")
        #expect(try await sandbox.thumbnails("grey.jpg", into: "out/grey").bytes > 0)
    }

    @Test(arguments: ["a.jpg", "a.png", "interlaced.png"])
    func handlesAHundredMegapixels(name: String) async throws {
        let sandbox = try Sandbox()
        let options = name == "interlaced.png" ? "[interlace,compression=1]" : ""
        try await sandbox.tool("vips", "black", name + options, "10000", "10000", "--bands", "3")
        let report = try await sandbox.thumbnails(name)
        #expect(report.total < .seconds(60))
        #expect(try await sandbox.pixels("out/item/large.avif").width == 1280)
    }

    @Test func replacesOldThumbnailsAsAWhole() async throws {
        let sandbox = try Sandbox()
        try await sandbox.ffmpeg("-f", "lavfi", "-i", "color=red:s=64x64", "-frames:v", "1", "a.png")
        try await sandbox.ffmpeg("-f", "lavfi", "-i", "color=blue:s=64x64", "-frames:v", "1", "b.png")
        try await sandbox.thumbnails("a.png")
        try sandbox.write("out/item/stale", "x")
        try await sandbox.thumbnails("b.png")
        #expect(try await sandbox.pixels("out/item/small.jpg").colour(0.5, 0.5) == "blue")
        #expect(try FileManager.default.contentsOfDirectory(atPath: sandbox.at("out/item")).count == 9)
        #expect(try FileManager.default.contentsOfDirectory(atPath: sandbox.at("tmp")).isEmpty)
    }

    @Test func failureLeavesTheOldOnes() async throws {
        let sandbox = try Sandbox()
        try sandbox.write("out/item/small.jpg", "old")
        try await sandbox.ffmpeg("-f", "lavfi", "-i", "testsrc=s=64x64", "-frames:v", "1", "a.png")
        let (file, type, probed) = try await sandbox.sniffAndProbe("a.png")
        var bytes = try sandbox.bytes("a.png")
        bytes.replaceSubrange(40..<bytes.count - 12, with: [UInt8](repeating: 0x55, count: bytes.count - 52))
        try sandbox.write("broken.png", bytes)
        let broken = try sandbox.root.open("broken.png")
        await #expect(throws: ThumbnailError.self) {
            try await ThumbnailMaker().make(
                from: broken, as: type, probed: probed, into: sandbox.at("out/item"), workspace: sandbox.at("tmp"))
        }
        let slow = ProcessLimits(memory: 2 << 30, processorTime: .seconds(9), timeout: .milliseconds(1))
        await #expect(throws: ProcessError.timedOut(program: "vipsthumbnail")) {
            try await ThumbnailMaker(limits: slow).make(
                from: file, as: type, probed: probed, into: sandbox.at("out/item"), workspace: sandbox.at("tmp"))
        }
        #expect(try sandbox.bytes("out/item/small.jpg") == Array("old".utf8))
        #expect(try FileManager.default.contentsOfDirectory(atPath: sandbox.at("tmp")).isEmpty)
    }
}
