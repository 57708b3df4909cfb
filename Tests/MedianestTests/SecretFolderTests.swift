import Foundation
import Testing

@testable import medianest

@Suite struct SecretFolderTests {
    private let path = NSTemporaryDirectory() + "secrets-\(UUID().uuidString)"

    private func folder(_ servers: DeploymentServers = DeploymentServers()) -> SecretFolder {
        SecretFolder(path: path, servers: servers, readers: nil)
    }

    private func withFolder(_ body: () throws -> Void) throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        try body()
    }

    private func text(_ name: String) throws -> String { try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8) }

    private func write(_ text: String, _ name: String) throws {
        try text.write(toFile: "\(path)/\(name)", atomically: false, encoding: .utf8)
    }

    @Test func onlyTheirOwnerMayReadThem() throws {
        try withFolder {
            let written = try folder().fill()
            #expect(written.count == Set(written).count && written.contains("playlists-postgres-url"))
            for name in try FileManager.default.contentsOfDirectory(atPath: path) {
                var status = stat()
                #expect(stat("\(path)/\(name)", &status) == 0 && status.st_mode & 0o777 == 0o600)
            }
            var status = stat()
            #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o700)
        }
    }

    @Test func renewingChangesWhatServicesKnowAndNotTheAdministrator() throws {
        try withFolder {
            _ = try folder().fill()
            let before = try ["redis.acl", "auth-postgres-url", "media-redis-url", "postgres-role-passwords"].map(text)
            let administrator = try (text("postgres-password"), text("postgres-admin-url"))
            var renewing = folder()
            renewing.isRenewing = true
            let written = try renewing.fill()
            let after = try ["redis.acl", "auth-postgres-url", "media-redis-url", "postgres-role-passwords"].map(text)
            for (old, new) in zip(before, after) { #expect(old != new) }
            #expect(try text("postgres-password") == administrator.0 && text("postgres-admin-url") == administrator.1)
            #expect(!written.contains("postgres-admin-url") && written.contains("passwords.json"))
            #expect(try folder().fill().isEmpty)
        }
    }

    @Test func aSecondRunChangesNothing() throws {
        try withFolder {
            _ = try folder().fill()
            let before = try (text("redis.acl"), text("auth-postgres-url"), text("passwords.json"))
            #expect(try folder().fill().isEmpty)
            let after = try (text("redis.acl"), text("auth-postgres-url"), text("passwords.json"))
            #expect(before == after)
        }
    }

    @Test func eachURLHasThePasswordOfItsOwnUser() throws {
        try withFolder {
            _ = try folder(DeploymentServers(redis: "r:1", cache: "c:2", postgres: "p:3", database: "d")).fill()
            let passwords = try #require(try PrivateFile.read(DeploymentPasswords.self, from: "\(path)/passwords.json"))
            let media = try #require(passwords.redis["media"])
            #expect(try text("media-redis-url") == "redis://media:\(media)@r:1/0\n")
            let gateway = try #require(passwords.cache["gateway"])
            #expect(try text("gateway-cache-redis-url") == "redis://gateway:\(gateway)@c:2/0\n")
            let role = try #require(passwords.postgres["media"])
            #expect(try text("media-postgres-url") == "postgresql://media:\(role)@p:3/d\n")
            #expect(try text("postgres-role-passwords").contains("media=\(role)\n"))
            let all = [passwords.redis, passwords.cache, passwords.postgres].flatMap(\.values) + [passwords.administrator]
            #expect(Set(all).count == all.count)
        }
    }

    @Test func aURLThatSomebodyWroteStaysAndWhoMayDoWhatIsBroughtUpToDate() throws {
        try withFolder {
            _ = try folder().fill()
            try write("postgresql://elsewhere/", "auth-postgres-url")
            try write("user default on nopass ~* +@all", "redis.acl")
            #expect(try folder().fill() == ["redis.acl"])
            #expect(try text("auth-postgres-url") == "postgresql://elsewhere/")
            #expect(try text("redis.acl").contains("user playlists reset on #"))
        }
    }

    @Test func whatLostItsPasswordsIsNotGivenNewOnes() throws {
        try withFolder {
            _ = try folder().fill()
            unlink("\(path)/passwords.json")
            let error = #expect(throws: CommandError.self) { try folder().fill() }
            #expect(error?.code == 78)
            #expect(!FileManager.default.fileExists(atPath: "\(path)/passwords.json"))
        }
    }

    @Test func aFolderInTheWayIsNamed() throws {
        try withFolder {
            try FileManager.default.createDirectory(atPath: "\(path)/redis.acl", withIntermediateDirectories: true)
            unlink("\(path)/passwords.json")
            let error = #expect(throws: CommandError.self) { try folder().fill() }
            #expect(error?.line.contains("redis.acl") == true)
        }
    }

    @Test(arguments: ["", "a b:1", "user@host:1", "host:1/x", "host?x"]) func aServerMustNotBeMoreThanAPlace(_ place: String) throws {
        try withFolder {
            let error = #expect(throws: CommandError.self) { try folder(DeploymentServers(redis: place)).fill() }
            #expect(error?.code == 64)
        }
    }
}
