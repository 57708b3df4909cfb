import ArgumentParser
import Bus
import Contracts

/// Makes a user an administrator.
struct UserPromote: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "promote", abstract: "Make a user an administrator.")

    @Argument(help: "The user's e-mail address.") var email: String
    @OptionGroup var system: SystemOptions

    func run() async throws {
        let user = try await Users.change(email, .init(role: .admin, status: nil), redis: try system.redis())
        Console.standard.say("\(user.email) is an administrator")
    }
}
