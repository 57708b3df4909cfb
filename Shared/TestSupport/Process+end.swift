import Foundation

extension Process {
    /// Waits until it has ended, for half a minute at most, and answers with its exit status; -1 where nobody knows it.
    ///
    /// `waitUntilExit` learns of the end from a socket that every process started at the same moment inherits, and so waits for those too.
    @discardableResult
    package func waitForEnd() -> Int32 {
        let limit = ContinuousClock.now + .seconds(30)
        while ContinuousClock.now < limit {
            if !isRunning { return terminationStatus }
            // It has ended, and nobody has asked for its status yet.
            if let facts, facts.first == "Z" { return Int32(facts.last ?? "").map { $0 >> 8 } ?? -1 }
            usleep(2_000)
        }
        return -1
    }

    /// From its state to its exit status, as the system has them; nil where it has forgotten it.
    private var facts: [Substring]? {
        guard let text = try? String(contentsOfFile: "/proc/\(processIdentifier)/stat", encoding: .utf8) else { return nil }
        // After the name, which may hold anything.
        return text[(text.lastIndex(of: ")") ?? text.startIndex)...].dropFirst().split(whereSeparator: \.isWhitespace)
    }
}
