/// Why a child process gave no result. The text of a failure is the end of what it said, made safe to show to an admin.
package enum ProcessError: Error, Sendable, Hashable, CustomStringConvertible {
    case notInstalled(program: String)
    /// Wall-clock or processor time ran out; it was killed.
    case timedOut(program: String)
    case outOfMemory(program: String)
    /// What it writes found no room on its disk; nothing is wrong with what it reads.
    case diskFull(program: String)
    case killed(program: String, signal: Int32)
    case failed(program: String, exit: Int32, message: String)
    /// It wrote more than allowed, to its output or to a file.
    case outputTooLarge(program: String)
    case notStarted(program: String, reason: String)

    package var description: String {
        switch self {
        case .notInstalled(let program): "\(program) is not installed"
        case .timedOut(let program): "\(program) took too long and was stopped"
        case .outOfMemory(let program): "\(program) needed more memory than allowed"
        case .diskFull(let program): "there was no space left for what \(program) writes"
        case .killed(let program, let signal): "\(program) was ended by signal \(signal)"
        case .failed(let program, let exit, let message): "\(program) failed (\(exit)): \(message)"
        case .outputTooLarge(let program): "\(program) wrote more than allowed"
        case .notStarted(let program, let reason): "\(program) could not be started: \(reason)"
        }
    }
}
