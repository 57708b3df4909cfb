import Foundation
import Testing

@testable import MediaFiles

/// One at a time: each starts programs, and a crowd of them would run into the limits meant for one.
@Suite(.serialized) struct ExifTests {
    @Test func readsDateOrientationAndCamera() async throws {
        let sandbox = try Sandbox()
        try await sandbox.ffmpeg("-f", "lavfi", "-i", "testsrc=s=64x48", "-frames:v", "1", "a.jpg")
        try sandbox.write("exif.jpg", ExifSegment.insert(into: try sandbox.bytes("a.jpg"), orientation: 6))
        let probed = try await sandbox.probe("exif.jpg")
        #expect(probed.orientation == 6)
        #expect((probed.width, probed.height) == (48, 64))
        #expect(probed.camera == "Canon EOS R6")
        #expect(probed.takenAt == ISO8601DateFormatter().date(from: "2024-05-31T16:02:11Z"))
    }

    @Test func survivesTheExifThatLibvipsWrites() async throws {
        let sandbox = try Sandbox()
        try await sandbox.ffmpeg("-f", "lavfi", "-i", "testsrc=s=64x48", "-frames:v", "1", "a.jpg")
        try sandbox.write("exif.jpg", ExifSegment.insert(into: try sandbox.bytes("a.jpg"), orientation: 8))
        for name in ["b.webp", "b.jpg", "b.tiff", "b.png"] {
            try await sandbox.tool("vips", "copy", "exif.jpg", name)
            let probed = try await sandbox.probe(name)
            #expect(probed.orientation == 8, "\(name)")
            #expect((probed.width, probed.height) == (48, 64), "\(name)")
            // libvips keeps only the orientation of a TIFF.
            if name != "b.tiff" { #expect(probed.camera == "Canon EOS R6", "\(name)") }
        }
    }

    @Test func damagedExifCostsOnlyItself() async throws {
        let sandbox = try Sandbox()
        try await sandbox.ffmpeg("-f", "lavfi", "-i", "testsrc=s=64x48", "-frames:v", "1", "a.jpg")
        let whole = ExifSegment.insert(into: try sandbox.bytes("a.jpg"), orientation: 6)
        var random = SystemRandomNumberGenerator()
        for _ in 0..<500 {
            var bytes = whole
            for _ in 0..<6 { bytes[Int.random(in: 12..<150, using: &random)] = UInt8.random(in: 0...255, using: &random) }
            try sandbox.write("exif.jpg", bytes)
            let header = try PictureHeader.read(sandbox.root.open("exif.jpg"), .jpeg)
            #expect((header?.width, header?.height) == (64, 48))
        }
    }

    @Test(
        arguments: [
            ("1970:01:01 00:00:00", nil, 0.0), ("2000:02:29 12:00:00", nil, 951_825_600),
            ("2024-05-31T18:02:11.000000Z", nil, 1_717_178_531),
            ("2024:05:31 18:02:11", "-05:30", 1_717_198_331), ("1969:12:31 23:59:59", nil, -1),
        ] as [(String, String?, Double)])
    func countsSeconds(text: String, offset: String?, seconds: Double) {
        #expect(CameraTime.date(text, offset: offset)?.timeIntervalSince1970 == seconds)
    }

    @Test(arguments: ["", "0000:00:00 00:00:00", "    :  :     :  :  ", "2024:13:01 00:00:00", "yesterday", "2024:05:31"])
    func refusesDatesThatAreNone(text: String) {
        #expect(CameraTime.date(text) == nil)
    }
}
