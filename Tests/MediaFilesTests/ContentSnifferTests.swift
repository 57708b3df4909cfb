import Foundation
import Testing

@testable import MediaFiles

/// One at a time: each starts programs, and a crowd of them would run into the limits meant for one.
@Suite(.serialized) struct ContentSnifferTests {
    private func made(_ sandbox: Sandbox, _ name: String) async throws -> SniffedType {
        try await ContentSniffer.sniff(sandbox.root.open(name))
    }

    @Test(arguments: [
        ("a.mp4", "video/mp4"), ("a.m4v", "video/x-m4v"), ("a.mov", "video/quicktime"), ("a.mkv", "video/x-matroska"),
        ("a.webm", "video/webm"), ("a.avi", "video/x-msvideo"), ("a.ts", "video/mp2t"), ("a.mpg", "video/mpeg"),
        ("a.flv", "video/x-flv"), ("a.wmv", "video/x-ms-wmv"), ("a.ogv", "video/ogg"), ("a.m2ts", "video/mp2t"),
    ])
    func knowsFilms(name: String, type: String) async throws {
        let sandbox = try Sandbox()
        try await sandbox.ffmpeg("-f", "lavfi", "-i", "testsrc=s=64x64:d=0.5:r=24", "-b:v", "100k", name)
        let sniffed = try await made(sandbox, name)
        #expect(sniffed.contentType == type)
        #expect(sniffed.category == .video)
        #expect(try await MediaProbe().probe(sandbox.root.open(name), as: sniffed).hasVideo)
    }

    @Test(arguments: [
        ("a.mp3", "audio/mpeg"), ("a.m4a", "audio/mp4"), ("a.flac", "audio/flac"), ("a.wav", "audio/wav"),
        ("a.aac", "audio/aac"), ("a.aiff", "audio/aiff"), ("a.opus", "audio/ogg"), ("a.ogg", "audio/ogg"),
    ])
    func knowsMusic(name: String, type: String) async throws {
        let sandbox = try Sandbox()
        try await sandbox.ffmpeg("-f", "lavfi", "-i", "sine=d=1", "-vn", name)
        let sniffed = try await made(sandbox, name)
        #expect(sniffed.contentType == type)
        #expect(sniffed.category == .audio)
        #expect(try await MediaProbe().probe(sandbox.root.open(name), as: sniffed).hasAudio)
    }

    @Test func knowsBareFramesOfMP3() async throws {
        let sandbox = try Sandbox()
        try await sandbox.ffmpeg("-f", "lavfi", "-i", "sine=d=1", "-id3v2_version", "0", "-write_xing", "0", "a.mp3")
        #expect(try sandbox.bytes("a.mp3").first == 0xFF)
        #expect(try await made(sandbox, "a.mp3") == .mp3)
    }

    @Test(arguments: [
        ("a.jpg", "image/jpeg"), ("a.png", "image/png"), ("a.gif", "image/gif"), ("a.webp", "image/webp"),
        ("a.tiff", "image/tiff"), ("a.bmp", "image/bmp"), ("a.avif", "image/avif"),
    ])
    func knowsPictures(name: String, type: String) async throws {
        let sandbox = try Sandbox()
        try await sandbox.ffmpeg("-f", "lavfi", "-i", "testsrc=s=64x48", "-frames:v", "1", name)
        let (_, sniffed, probed) = try await sandbox.sniffAndProbe(name)
        #expect(sniffed.contentType == type)
        #expect(sniffed.category == .image)
        #expect(probed.width == 64)
        #expect(probed.height == 48)
    }

    @Test func knowsHEICByItsBrands() throws {
        func box(_ major: String, _ compatible: String) -> [UInt8] {
            let brands = Array("ftyp\(major)".utf8) + [0, 0, 0, 0] + Array(compatible.utf8)
            return [0, 0, 0, UInt8(brands.count + 4)] + brands + [UInt8](repeating: 0, count: 32)
        }
        #expect(try ContentSniffer.sniff(box("heic", "mif1heic")) == .heic)
        #expect(try ContentSniffer.sniff(box("mif1", "mif1heic")) == .heic)
        #expect(try ContentSniffer.sniff(box("mif1", "mif1avif")) == .avif)
        #expect(try ContentSniffer.sniff(box("M4A ", "isomM4A ")) == .m4a)
        #expect(try ContentSniffer.sniff(box("isom", "isomavc1")) == .mp4)
    }

    @Test(arguments: [
        ("#EXTM3U\n#EXTINF:5,\n/etc/passwd\n", SniffError.Refusal.playlist),
        ("\u{FEFF}#EXTM3U\n", .playlist), ("  \n#EXTM3U\r\n", .playlist), ("ffconcat version 1.0\nfile x\n", .playlist),
        ("file '/etc/passwd'\n", .playlist), ("[playlist]\nFile1=x\n", .playlist),
        ("REM GENRE Rock\nFILE \"a.flac\" WAVE\n", .playlist), ("<?xml version='1.0'?><MPD></MPD>", .playlist),
        ("<svg xmlns='http://www.w3.org/2000/svg'/>", .svg), ("<?xml version=\"1.0\"?>\n<!-- x -->\n<SVG/>", .svg),
        ("<!DOCTYPE html><html>", .text), ("just words", .text), ("#!/bin/sh\n", .executable), ("%PDF-1.7\n", .document),
        ("PK\u{3}\u{4}zip", .archive), ("\u{7F}ELF\u{2}\u{1}", .executable), ("Rar!\u{1A}\u{7}", .archive),
    ])
    func refuses(content: String, reason: SniffError.Refusal) {
        #expect(throws: SniffError.refused(reason)) { try ContentSniffer.sniff(Array(content.utf8)) }
    }

    @Test func refusesEmptyAndUnknown() async throws {
        #expect(throws: SniffError.empty) { try ContentSniffer.sniff([]) }
        #expect(throws: SniffError.unknown) { try ContentSniffer.sniff([0, 1, 2, 3, 0x80, 0x90]) }
        // Two bytes that could begin an MP3, and nothing that confirms it.
        #expect(throws: SniffError.unknown) { try ContentSniffer.sniff([0xFF, 0xFB] + [UInt8](repeating: 0x90, count: 4000)) }
        #expect(throws: SniffError.refused(.archive)) { try ContentSniffer.sniff([0x1F, 0x8B, 8, 0]) }
    }

    /// No prefix of anything makes it crash.
    @Test func survivesEveryPrefixAndRandomBytes() async throws {
        let sandbox = try Sandbox()
        try await sandbox.ffmpeg("-f", "lavfi", "-i", "sine=d=1", "a.mp3")
        let bytes = try sandbox.bytes("a.mp3")
        for length in 0..<600 { _ = try? ContentSniffer.sniff(Array(bytes.prefix(length))) }
        var random = SystemRandomNumberGenerator()
        let heads: [[UInt8]] = [[0xFF, 0xFB], [0xFF, 0xF1], Array("RIFF".utf8), [0, 0, 0, 9] + Array("ftyp".utf8), []]
        for round in 0..<600 {
            let tail = (0..<Int.random(in: 0..<300, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
            _ = try? ContentSniffer.sniff(heads[round % heads.count] + tail)
        }
    }
}
