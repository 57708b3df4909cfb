import Glibc
import Synchronization

/// Where programs lie, looked up once each. The path is ours, not inherited: nobody slips in another `ffmpeg`.
enum InstalledPrograms {
    static let searchPath = "/usr/local/bin:/usr/bin:/bin"

    private static let known = Mutex<[String: String]>([:])

    static func path(of program: String) throws(ProcessError) -> String {
        if program.hasPrefix("/") {
            guard access(program, X_OK) == 0 else { throw .notInstalled(program: program) }
            return program
        }
        if let path = known.withLock({ $0[program] }) { return path }
        for folder in searchPath.split(separator: ":") where access("\(folder)/\(program)", X_OK) == 0 {
            known.withLock { $0[program] = "\(folder)/\(program)" }
            return "\(folder)/\(program)"
        }
        throw .notInstalled(program: program)
    }
}
