import Foundation
import Testing

@testable import medianest

@Suite struct EnvironmentSecretTests {
    @Test func theVariableComesFirstThenTheFileThatItNames() throws {
        let path = NSTemporaryDirectory() + "secret-\(UUID().uuidString)"
        defer { unlink(path) }
        try "redis://from-a-file\n".write(toFile: path, atomically: false, encoding: .utf8)
        #expect(try EnvironmentSecret.value("REDIS_URL", [:]) == nil)
        #expect(try EnvironmentSecret.value("REDIS_URL", ["REDIS_URL": "redis://a", "REDIS_URL_FILE": path]) == "redis://a")
        #expect(try EnvironmentSecret.value("REDIS_URL", ["REDIS_URL_FILE": path]) == "redis://from-a-file")
    }

    @Test func aFileThatIsNotThereIsAnError() {
        #expect(throws: CommandError.self) { try EnvironmentSecret.value("REDIS_URL", ["REDIS_URL_FILE": "/nowhere/at/all"]) }
    }
}
