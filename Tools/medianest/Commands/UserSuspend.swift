import ArgumentParser
import Bus
import Contracts

/// Locks a user out, or in again.
struct UserSuspend: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suspend", abstract: "Lock a user out: all sessions end, and logging in is refused.")

    @Argument(help: "The user's e-mail address.") var email: String
    @Flag(help: "Let a suspended user in again.") var lift = false
    @OptionGroup var system: SystemOptions

    func run() async throws {
        let status: UserStatus = lift ? .active : .suspended
        let user = try await Users.change(email, .init(role: nil, status: status), redis: try system.redis())
        Console.standard.say("\(user.email) is \(user.status.rawValue)")
    }
}
