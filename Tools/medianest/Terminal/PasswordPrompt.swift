import Glibc

/// Asks for a password.
enum PasswordPrompt {
    /// Unseen and twice at a terminal, else one line of standard input.
    static func read() throws(CommandError) -> String {
        guard isatty(STDIN_FILENO) == 1 else { return try line() }
        let first = try unseen("Password: ")
        guard try unseen("Again: ") == first else { throw .usage("the two passwords differ") }
        return first
    }

    private static func unseen(_ prompt: String) throws(CommandError) -> String {
        Console.standard.show(prompt)
        var before = termios()
        tcgetattr(STDIN_FILENO, &before)
        var silent = before
        silent.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
        defer {
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &before)
            Console.standard.say("")
        }
        return try line()
    }

    private static func line() throws(CommandError) -> String {
        guard let line = readLine(), !line.isEmpty else { throw .usage("a password is needed on standard input") }
        return line
    }
}
