import Synchronization

/// How far a long step is, on one line of a terminal; silent where standard error is a file.
final class ProgressBar: Sendable {
    private static let width = 30
    private static let interval: Duration = .milliseconds(50)

    private let title: String
    private let console: Console
    private let lastShown = Mutex<ContinuousClock.Instant?>(nil)

    init(_ title: String, console: Console = .standard) {
        self.title = title
        self.console = console
    }

    /// `fraction`: 0…1.
    func show(_ fraction: Double, _ note: String) {
        guard console.isTerminal, isDue || fraction >= 1 else { return }
        let filled = Int((min(1, max(0, fraction)) * Double(Self.width)).rounded())
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: Self.width - filled)
        console.show("\(title) \(bar) \(Int(fraction * 100)) % \(note)")
    }

    /// Leaves `line` where the bar was.
    func finish(_ line: String) {
        if console.isTerminal { console.show("") }
        console.say(line)
    }

    private var isDue: Bool {
        lastShown.withLock { last in
            let now = ContinuousClock.now
            if let last, now - last < Self.interval { return false }
            last = now
            return true
        }
    }
}
