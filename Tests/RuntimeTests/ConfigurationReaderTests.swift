import Configuration
import Foundation
import Observability
import Testing

@testable import Runtime

struct ConfigurationReaderTests {
    @Test func readsEveryKindOfValue() throws {
        let reader = reader([
            "NAME": "a", "COUNT": "7", "RATIO": "0.5", "FLAG": "Yes", "FORMAT": "JSON", "WAIT_MS": "1500",
            "WAIT_SECONDS": "0.25", "LIST": " a , b,,c ", "ROOTS": "/media/a:/media/b c",
        ])
        #expect(reader.string("NAME", default: "x") == "a")
        #expect(reader.int("COUNT", default: 1, in: 1...10) == 7)
        #expect(reader.double("RATIO", default: 1, in: 0...1) == 0.5)
        #expect(reader.bool("FLAG", default: false))
        #expect(reader.choice("FORMAT", default: LogFormat.text) == .json)
        #expect(reader.duration("WAIT_MS", default: .zero, in: .zero ... .seconds(9)) == .milliseconds(1500))
        #expect(reader.duration("WAIT_SECONDS", default: .zero, in: .zero ... .seconds(9)) == .milliseconds(250))
        #expect(reader.list("LIST") == ["a", "b", "c"])
        #expect(reader.paths("ROOTS") == ["/media/a", "/media/b c"])
        try reader.finish()
    }

    @Test(arguments: [[:], ["NAME": "", "COUNT": "", "FLAG": "", "LIST": ""]])
    func absentAndEmptyMeanTheDefault(_ environment: [String: String]) throws {
        let reader = reader(environment)
        #expect(reader.string("NAME", default: "x") == "x")
        #expect(reader.optionalString("NAME") == nil)
        #expect(reader.int("COUNT", default: 3, in: 1...10) == 3)
        #expect(reader.bool("FLAG", default: true))
        #expect(reader.list("LIST", default: ["d"]) == ["d"])
        #expect(reader.secret("NAME") == nil)
        try reader.finish()
    }

    @Test func collectsEveryProblemInOneLine() throws {
        let reader = reader([
            "A": "eleven", "B": "11", "C": "maybe", "D": "loud", "E_MS": "-1", "F_SECONDS": "nan", "G": "relative",
            "H": "1\n2",
        ])
        _ = reader.int("A", default: 1, in: 1...10)
        _ = reader.int("B", default: 1, in: 1...10)
        _ = reader.bool("C", default: false)
        _ = reader.choice("D", default: LogFormat.text)
        _ = reader.duration("E_MS", default: .zero, in: .zero ... .seconds(1))
        _ = reader.duration("F_SECONDS", default: .zero, in: .zero ... .seconds(1))
        _ = reader.paths("G")
        _ = reader.int("H", default: 1, in: 1...10)
        _ = reader.requiredString("I")
        _ = reader.requiredSecret("J")
        let error = try #require(throws: ConfigurationError.self) { try reader.finish() }
        #expect(error.problems.count == 10)
        let line = error.description
        #expect(!line.contains("\n"))
        #expect(line.contains("A must be a whole number from 1 to 10, not \"eleven\""))
        #expect(line.contains("D must be one of text, json, not \"loud\""))
        #expect(line.contains("E_MS must be a number from 0.0 to 1000.0, not \"-1\""))
        #expect(line.contains("J or J_FILE is required"))
    }

    @Test func theEnvironmentWinsOverTheFileAndTheFileMayHoldNumbers() async throws {
        let path = try file(#"{"COUNT": 5, "RATIO": 0.25, "FLAG": true, "NAME": "file", "LIST": "a,b"}"#)
        let reader = try await ConfigurationReader.reading(["MEDIANEST_CONFIG": path, "NAME": "environment"])
        #expect(reader.string("NAME", default: "") == "environment")
        #expect(reader.int("COUNT", default: 0, in: 0...9) == 5)
        #expect(reader.double("RATIO", default: 0, in: 0...1) == 0.25)
        #expect(reader.bool("FLAG", default: false))
        #expect(reader.list("LIST") == ["a", "b"])
        try reader.finish()
    }

    @Test func aValueOfTheWrongShapeInTheFileIsAProblemNotADefault() async throws {
        let reader = try await ConfigurationReader.reading(["MEDIANEST_CONFIG": try file(#"{"COUNT": [1, 2], "NONE": null}"#)])
        #expect(reader.int("NONE", default: 1, in: 0...9) == 1)
        try reader.finish()
        _ = reader.int("COUNT", default: 1, in: 0...9)
        #expect(throws: ConfigurationError.self) { try reader.finish() }
    }

    @Test(arguments: ["/nowhere/at/all.json", nil])
    func anUnusableFileIsAProblem(_ path: String?) async throws {
        let path = try path ?? file("not json")
        await #expect(throws: ConfigurationError.self) {
            _ = try await ConfigurationReader.reading(["MEDIANEST_CONFIG": path])
        }
    }

    @Test func secretsComeFromTheKeyOrItsFile() throws {
        let reader = reader(["A": "plain", "B_FILE": try file("from file\n")])
        #expect(reader.secret("A")?.reveal() == "plain")
        #expect(reader.requiredSecret("B").reveal() == "from file")
        try reader.finish()
    }

    @Test func aWrongSecretIsNamedButNeverShown() throws {
        let reader = reader([
            "A": "hunter2", "A_FILE": "/tmp/x", "B_FILE": "/nowhere/secret", "C": "http://u:hunter2@h/",
            "D_FILE": try file("\n"),
        ])
        _ = reader.requiredSecret("A")
        _ = reader.requiredSecret("B")
        _ = reader.secretURL("C", schemes: ["redis", "rediss"])
        _ = reader.requiredSecret("D")
        let error = try #require(throws: ConfigurationError.self) { try reader.finish() }
        #expect(error.problems.count == 4)
        #expect(error.description.contains("B_FILE names a file that cannot be read: /nowhere/secret"))
        #expect(error.description.contains("C must begin with redis:// or rediss://"))
        #expect(!error.description.contains("hunter2"))
    }

    private func reader(_ environment: [String: String]) -> ConfigurationReader {
        ConfigurationReader([EnvironmentVariablesProvider(environmentVariables: environment)])
    }

    private func file(_ text: String) throws -> String {
        let url = FileManager.default.temporaryDirectory.appending(path: "configuration-\(UUID())")
        try Data(text.utf8).write(to: url)
        return url.path
    }
}
