/// Shows the lines of one process, marked with its name; in colour on a terminal.
struct LogForwarder: Sendable {
    private static let width = 11
    private static let colours = [36, 32, 33, 35, 34, 96, 92, 93, 95, 94]

    let mark: String
    let console: Console

    /// - Parameter index: tells processes apart by colour.
    init(name: String, index: Int, console: Console = .standard) {
        let padded = name + String(repeating: " ", count: max(0, Self.width - name.count)) + " | "
        mark = console.isTerminal ? "\u{1B}[\(Self.colours[index % Self.colours.count])m\(padded)\u{1B}[0m" : padded
        self.console = console
    }

    func callAsFunction(_ line: String) { console.say(mark + line) }
}
