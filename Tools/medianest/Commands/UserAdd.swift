import ArgumentParser
import Bus
import Contracts

/// Makes an account.
struct UserAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add an account.",
        discussion: "Asks for the password at the terminal, or reads it as one line from standard input.")

    @Argument(help: "The e-mail address to log in with.") var email: String
    @Option(help: "The name that others see. (default: what stands before the @)") var name: String?
    @Flag(help: "Make it an administrator.") var admin = false
    @OptionGroup var system: SystemOptions

    func run() async throws {
        let url = try system.redis()
        let request = RegisterUser(email: email, password: try PasswordPrompt.read(), name: name)
        let promotes = admin
        let user = try await OperatorBus.withBus(url) { bus in
            let user = try await bus.requester.ask(request, as: .system, deadline: .after(.seconds(20))).user
            guard promotes, user.role != .admin else { return user }
            return try await bus.requester.ask(
                UpdateUser(id: user.id, changes: .init(role: .admin, status: nil)), as: .system)
        }
        Console.standard.say("added \(user.email) (\(user.role.rawValue))")
    }
}
