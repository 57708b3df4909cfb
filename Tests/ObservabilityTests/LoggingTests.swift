import Foundation
import Logging
import Testing

@testable import Observability

struct LoggingTests {
    private static let hostile = "ok\n2026-01-01 forged\r\u{1b}[31m\u{2028}\u{202e}\u{9b}end"

    @Test(arguments: LogFormat.allCases)
    func anEventIsOneLineWhateverItHolds(_ format: LogFormat) throws {
        let lines = try captured(format) { logger in
            logger.info("\(Self.hostile)", metadata: ["\(Self.hostile)": "\(Self.hostile)"])
        }
        #expect(lines.count == 1)
        let forbidden: [Unicode.Scalar] = ["\r", "\u{1b}", "\u{2028}", "\u{202e}", "\u{9b}"]
        #expect(!lines[0].unicodeScalars.contains { forbidden.contains($0) })
    }

    @Test func jsonLinesHoldEverything() throws {
        let lines = try captured(.json) { logger in
            logger.error("broke", metadata: ["list": ["a", "b"], "map": ["x": "1"], "text": "\(Self.hostile)"])
        }
        let json = try #require(try JSONSerialization.jsonObject(with: Data(lines[0].utf8)) as? [String: Any])
        #expect(json["level"] as? String == "error")
        #expect(json["service"] as? String == "media")
        #expect(json["instance"] as? String == "media-1")
        #expect(json["logger"] as? String == "test")
        #expect(json["message"] as? String == "broke")
        let metadata = try #require(json["metadata"] as? [String: Any])
        #expect(metadata["list"] as? [String] == ["a", "b"])
        #expect(metadata["map"] as? [String: String] == ["x": "1"])
        #expect(metadata["text"] as? String == Self.hostile)
    }

    @Test func textLinesNameServiceInstanceAndMetadata() throws {
        let lines = try captured(.text) { logger in
            var logger = logger
            logger[metadataKey: "queue"] = "media"
            logger.warning("late", metadata: ["by": "3 s", "id": "7"])
        }
        #expect(lines[0].hasSuffix("Z warning media/media-1 test: late by=\"3 s\" id=7 queue=media"))
    }

    @Test func theCurrentTraceIsOnEveryLine() throws {
        let trace = TraceContext.generate()
        let lines = try captured(.text) { logger in
            TraceContext.$current.withValue(trace) { logger.info("in") }
            logger.info("out")
        }
        #expect(lines[0].contains(trace.traceID))
        #expect(!lines[1].contains("traceID"))
    }

    @Test func belowTheLevelNothingIsWritten() throws {
        #expect(try captured(.text) { $0.debug("quiet") }.isEmpty)
    }

    @Test func bootstrappedLoggersWriteToStandardError() async throws {
        let result = try await #require(processExitsWith: .exitCode(0), observing: [\.standardErrorContent]) {
            LogSettings(service: "auth", instance: "auth-1", level: .debug).bootstrap()
            Logger(label: "start").debug("ready")
            exit(0)
        }
        let errors = String(decoding: result.standardErrorContent, as: UTF8.self)
        #expect(errors.contains("Z debug auth/auth-1 start: ready\n"))
    }

    @Test func linesOfManyThreadsNeverMix() async throws {
        let file = try temporaryFile()
        defer { try? FileManager.default.removeItem(at: file.url) }
        let output = LogOutput(descriptor: file.handle.fileDescriptor)
        await withTaskGroup { group in
            for letter in "abcdefgh" {
                group.addTask {
                    for _ in 0..<200 { output.write(String(repeating: letter, count: 5000)) }
                }
            }
        }
        let lines = try String(contentsOf: file.url, encoding: .utf8).split(separator: "\n")
        #expect(lines.count == 1600)
        #expect(lines.allSatisfy { $0.count == 5000 && Set($0).count == 1 })
    }

    @Test func aSecretNeverShows() {
        struct Holder { let password = Redacted("hunter2") }
        var dumped = ""
        dump(Holder(), to: &dumped)
        let secret = Redacted("hunter2")
        for text in ["\(secret)", String(reflecting: secret), "\([secret])", "\(Holder())", dumped] {
            #expect(!text.contains("hunter2"))
        }
        #expect(secret.reveal() == "hunter2")
    }

    private func captured(_ format: LogFormat, _ body: (Logger) -> Void) throws -> [String] {
        let file = try temporaryFile()
        defer { try? FileManager.default.removeItem(at: file.url) }
        let output = LogOutput(descriptor: file.handle.fileDescriptor)
        let settings = LogSettings(service: "media", instance: "media-1", format: format)
        body(
            Logger(label: "test") { label in
                ServiceLogHandler(
                    label: label, settings: settings, output: output, metadataProvider: TraceContext.logMetadata)
            })
        return try String(contentsOf: file.url, encoding: .utf8).split(separator: "\n").map(String.init)
    }

    private func temporaryFile() throws -> (url: URL, handle: FileHandle) {
        let url = FileManager.default.temporaryDirectory.appending(path: "log-\(UUID()).txt")
        try Data().write(to: url)
        return (url, try FileHandle(forWritingTo: url))
    }
}
