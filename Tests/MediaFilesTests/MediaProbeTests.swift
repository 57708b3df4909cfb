import Foundation
import Testing

@testable import MediaFiles

/// One at a time: each starts programs, and a crowd of them would run into the limits meant for one.
@Suite(.serialized) struct MediaProbeTests {
    @Test func readsAFilm() async throws {
        let sandbox = try Sandbox()
        try await sandbox.ffmpeg(
            "-f", "lavfi", "-i", "testsrc2=s=320x180:d=3", "-f", "lavfi", "-i", "sine=d=3", "-shortest", "-metadata",
            "title=A Film", "-metadata", "date=1999-05-04", "a.mp4")
        let probed = try await sandbox.probe("a.mp4")
        #expect((probed.width, probed.height) == (320, 180))
        #expect(abs((probed.duration ?? .zero) / .seconds(1) - 3) < 0.1)
        #expect(probed.hasVideo && probed.hasAudio && !probed.hasCoverArt)
        #expect(probed.videoCodec == "h264")
        #expect(probed.audioCodec == "aac")
        #expect((probed.bitRate ?? 0) > 10_000)
        #expect(probed.tags.title == "A Film")
        #expect(probed.tags.year == 1999)
    }

    @Test func appliesRotation() async throws {
        let sandbox = try Sandbox()
        try await sandbox.ffmpeg("-f", "lavfi", "-i", "testsrc2=s=320x180:d=1", "flat.mp4")
        try await sandbox.ffmpeg("-i", "flat.mp4", "-c", "copy", "-metadata:s:v", "rotate=90", "turned.mp4")
        let probed = try await sandbox.probe("turned.mp4")
        #expect((probed.width, probed.height) == (180, 320))
    }

    @Test(arguments: ["a.mp3", "a.m4a", "a.flac"])
    func readsMusicWithTagsAndCover(name: String) async throws {
        let sandbox = try Sandbox()
        try await sandbox.ffmpeg("-f", "lavfi", "-i", "testsrc=s=200x200", "-frames:v", "1", "cover.jpg")
        try await sandbox.ffmpeg(
            "-f", "lavfi", "-i", "sine=d=2", "-i", "cover.jpg", "-map", "0", "-map", "1", "-c:v", "copy",
            "-disposition:v", "attached_pic", "-metadata", "title=Sóng \u{1}", "-metadata", "artist=Ana & Bo", "-metadata",
            "album=First", "-metadata", "album_artist=Various", "-metadata", "track=3/12", "-metadata", "date=2011",
            "-metadata", "genre=Folk", "-metadata", "comment=ok", name)
        let probed = try await sandbox.probe(name)
        #expect(!probed.hasVideo && probed.hasAudio && probed.hasCoverArt)
        #expect(probed.width == nil)
        #expect(probed.tags.title == "Sóng")
        #expect(probed.tags.artist == "Ana & Bo")
        #expect(probed.tags.album == "First")
        #expect(probed.tags.albumArtist == "Various")
        #expect(probed.tags.track == 3)
        #expect(probed.tags.year == 2011)
        #expect(probed.tags.genre == "Folk")
        #expect(probed.tags.comment == "ok")
    }

    @Test func readsTagsThatOggKeepsWithTheStream() async throws {
        let sandbox = try Sandbox()
        try await sandbox.ffmpeg("-f", "lavfi", "-i", "sine=d=1", "-metadata", "title=T", "-metadata", "artist=A", "a.opus")
        let probed = try await sandbox.probe("a.opus")
        #expect(probed.tags.title == "T")
        #expect(probed.tags.artist == "A")
    }

    @Test func readsNamesThatLookLikeOptionsOrProtocols() async throws {
        let sandbox = try Sandbox()
        try await sandbox.ffmpeg("-f", "lavfi", "-i", "sine=d=1", "a.mp3")
        for name in ["-version.mp3", "http:%2f.mp3", "concat:a|b.mp3", "new\nline.mp3", "p[1].mp3"] {
            try FileManager.default.copyItem(atPath: sandbox.at("a.mp3"), toPath: sandbox.at(name))
            #expect(try await sandbox.probe(name).hasAudio, "\(name)")
        }
    }

    @Test(arguments: ["a.mp4", "fast.mp4", "a.mkv", "a.avi", "a.wav", "a.jpg", "progressive.jpg", "a.png", "a.gif", "a.webp", "a.bmp"])
    func knowsTruncatedFiles(name: String) async throws {
        let sandbox = try Sandbox()
        let extra = name == "fast.mp4" ? ["-movflags", "+faststart"] : []
        let source = name == "a.wav" ? "sine=d=2" : "testsrc2=s=640x480:d=1"
        let isPicture = ["jpg", "png", "gif", "webp", "bmp"].contains(name.split(separator: ".").last ?? "")
        if name == "progressive.jpg" {
            try await sandbox.ffmpeg("-f", "lavfi", "-i", source, "-frames:v", "1", "in.png")
            try await sandbox.tool("vips", "jpegsave", "in.png", name, "--interlace")
        } else {
            var arguments = ["-f", "lavfi", "-i", source] + extra
            if isPicture { arguments += ["-frames:v", "1"] }
            try await make(sandbox, arguments + [name])
        }
        #expect(throws: Never.self) { try sandbox.root.open(name) }
        _ = try await sandbox.probe(name)
        try sandbox.write("cut-" + name, Array(try sandbox.bytes(name).dropLast(try sandbox.bytes(name).count / 3)))
        let error = await #expect(throws: MediaProbeError.self) { try await sandbox.probe("cut-" + name) }
        guard case .truncated(let reason)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(reason.contains("ends before"))
    }

    private func make(_ sandbox: Sandbox, _ arguments: [String]) async throws {
        _ = try await LimitedProcess("ffmpeg", limits: .thumbnails).run(["-v", "error"] + arguments, folder: sandbox.path)
    }

    @Test func everyLengthOfAPictureIsAnAnswer() async throws {
        let sandbox = try Sandbox()
        try await sandbox.ffmpeg("-f", "lavfi", "-i", "testsrc=s=32x32", "-frames:v", "1", "a.jpg")
        let whole = ExifSegment.insert(into: try sandbox.bytes("a.jpg"), orientation: 6)
        for length in stride(from: 4, to: whole.count, by: 3) {
            try sandbox.write("cut.jpg", Array(whole.prefix(length)))
            let file = try sandbox.root.open("cut.jpg")
            #expect(throws: MediaProbeError.self) { try PictureHeader.read(file, .jpeg) }
        }
    }

    @Test func lyingFilesAreUnreadable() async throws {
        let sandbox = try Sandbox()
        let junk = (0..<5000).map { UInt8(truncatingIfNeeded: $0 &* 7919 >> 3) }
        try sandbox.write("a.flac", Array("fLaC".utf8) + junk)
        try sandbox.write("a.mkv", [0x1A, 0x45, 0xDF, 0xA3, 0x84] + Array("matroska".utf8) + junk)
        try sandbox.write("a.heic", [0, 0, 0, 16] + Array("ftypheic".utf8) + [0, 0, 0, 0])
        for name in ["a.flac", "a.mkv", "a.heic"] {
            let error = await #expect(throws: MediaProbeError.self) { try await sandbox.probe(name) }
            #expect(error.map { !"\($0)".contains("/proc") && !"\($0)".contains("@ 0x") } ?? false, "\(String(describing: error))")
        }
    }

    @Test func theExtensionIsNotBelieved() async throws {
        let sandbox = try Sandbox()
        try await sandbox.ffmpeg("-f", "lavfi", "-i", "testsrc=s=64x64", "-frames:v", "1", "a.png")
        try FileManager.default.moveItem(atPath: sandbox.at("a.png"), toPath: sandbox.at("a.mp4"))
        let (_, type, probed) = try await sandbox.sniffAndProbe("a.mp4")
        #expect(type == .png)
        #expect(MediaClassifier.classify(path: "a.mp4", type: type, probed: probed).kind == .photo)
    }

    /// Even when the sniffer is passed by, a playlist that names another file is not followed.
    @Test(arguments: [SniffedType.mp4, .mp3, .transportStream])
    func disguisedPlaylistsAreNotFollowed(type: SniffedType) async throws {
        let sandbox = try Sandbox()
        try await sandbox.ffmpeg("-f", "lavfi", "-i", "testsrc=s=64x64:d=1", "secret.ts")
        let list = "#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:1,\n\(sandbox.at("secret.ts"))\n#EXT-X-ENDLIST\n"
        try sandbox.write("list.mp4", list)
        let file = try sandbox.root.open("list.mp4")
        await #expect(throws: SniffError.refused(.playlist)) { try await ContentSniffer.sniff(file) }
        await #expect(throws: MediaProbeError.self) { try await MediaProbe().probe(file, as: type) }
        // The same file is followed by an ffprobe without our rules: the test would notice if they were lost.
        let plain = try await sandbox.tool("ffprobe", "-v", "error", "-show_streams", "-allowed_extensions", "ALL", "-f", "hls", "list.mp4")
        #expect(String(decoding: plain, as: UTF8.self).contains("mpeg"))
    }

    @Test func soundAndPictureMissing() async throws {
        let sandbox = try Sandbox()
        try sandbox.write("s.srt", "1\n00:00:00,000 --> 00:00:01,000\nhi\n")
        try await sandbox.ffmpeg("-i", "s.srt", "-c:s", "srt", "s.mkv")
        await #expect(throws: MediaProbeError.nothingToPlay) { try await sandbox.probe("s.mkv") }
    }

    @Test func hangingProgramsAreStopped() async throws {
        let sandbox = try Sandbox()
        try await sandbox.ffmpeg("-f", "lavfi", "-i", "sine=d=1", "a.mp3")
        let limits = ProcessLimits(memory: 2 << 30, processorTime: .seconds(10), timeout: .milliseconds(1))
        await #expect(throws: ProcessError.timedOut(program: "ffprobe")) {
            try await MediaProbe(limits: limits).probe(sandbox.root.open("a.mp3"), as: .mp3)
        }
    }

    @Test func tooLittleMemoryIsSaidSo() async throws {
        let sandbox = try Sandbox()
        try await sandbox.ffmpeg("-f", "lavfi", "-i", "sine=d=1", "a.mp3")
        let limits = ProcessLimits(memory: 60 << 20, processorTime: .seconds(10), timeout: .seconds(10))
        await #expect(throws: ProcessError.outOfMemory(program: "ffprobe")) {
            try await MediaProbe(limits: limits).probe(sandbox.root.open("a.mp3"), as: .mp3)
        }
    }

    @Test func bombsAreRefusedBeforeTheyAreDecoded() async throws {
        let sandbox = try Sandbox()
        try await sandbox.ffmpeg("-f", "lavfi", "-i", "testsrc=s=8x8", "-frames:v", "1", "a.png")
        var bytes = try sandbox.bytes("a.png")
        bytes.replaceSubrange(16..<24, with: [0x7F, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF])
        try sandbox.write("bomb.png", bytes)
        await #expect(throws: MediaProbeError.tooManyPixels(width: 0x7FFF_FFFF, height: 0x7FFF_FFFF)) {
            try await sandbox.probe("bomb.png")
        }
    }
}
