import Glibc

/// What to run, and under whom.
struct Program: Sendable {
    /// What its lines of log are marked with.
    var name: String
    /// The executable's path, and what follows it.
    var arguments: [String]
    var environment: [String: String] = [:]
    var folder: String = "/"
    /// Only root can be somebody else.
    var account: Account?
    /// Locked as long as the process or one of its own children lives, so that no two work on the same files.
    var lockFile: String?
    /// How it is asked to end.
    var stopSignal: Int32 = SIGTERM
}

extension Program {
    private static let lockPatience = "30"

    /// The process is told to end when we do, however we end. It is the kernel that tells it, and only once it has been
    /// asked to: hence the look at the parent, which may have ended before.
    var commandLine: [String] {
        var line = ["/usr/bin/setpriv", "--pdeathsig", stopSignal == SIGINT ? "INT" : "TERM"]
        if let account { line += ["--reuid", account.name, "--regid", "\(account.group)", "--init-groups"] }
        line += ["--", "/bin/sh", "-c", #"[ "$PPID" = "$0" ] && cd "$1" && shift && exec "$@""#, "\(getpid())", folder]
        if let lockFile { line += ["/usr/bin/flock", "--no-fork", "--timeout", Self.lockPatience, lockFile] }
        return line + arguments
    }
}
