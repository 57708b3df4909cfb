import Glibc
import Synchronization

/// Starts a process in a session of its own, so that Ctrl-C at our terminal does not reach it past us.
enum Spawn {
    // A descriptor is ours alone only once it is marked so, and no other child may be made in between.
    private static let lock = Mutex(())
    private static let newSession: Int16 = 0x80  // POSIX_SPAWN_SETSID, which is not imported

    /// Its output, both kinds, comes out of the pipe that is returned; its input is empty. It inherits no signal disposition.
    static func start(_ program: Program) throws(CommandError) -> (pid: pid_t, output: Int32) {
        try lock.withLock { _ throws(CommandError) in
            let (reading, writing) = try pipe()
            defer { close(writing) }
            do throws(CommandError) {
                return (try spawn(program, output: writing), reading)
            } catch {
                close(reading)
                throw error
            }
        }
    }

    private static func pipe() throws(CommandError) -> (reading: Int32, writing: Int32) {
        var ends: [Int32] = [0, 0]
        guard Glibc.pipe(&ends) == 0 else {
            throw .unavailable("no pipe for a child's output: \(String(cString: strerror(errno)))")
        }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }

    private static func spawn(_ program: Program, output: Int32) throws(CommandError) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO)
        setSignals(&attributes)
        let environment = program.environment.map { "\($0)=\($1)" }
        let path = program.commandLine[0]
        var pid: pid_t = 0
        let status = withCStrings(program.commandLine) { arguments in
            withCStrings(environment) { posix_spawn(&pid, path, &actions, &attributes, arguments, $0) }
        }
        guard status == 0 else { throw .unavailable("\(program.name) cannot be started: \(String(cString: strerror(status)))") }
        return pid
    }

    private static func setSignals(_ attributes: inout posix_spawnattr_t) {
        var none = sigset_t()
        var all = sigset_t()
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(&attributes, newSession | Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF))
    }

    private static func withCStrings<T>(_ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> T) -> T {
        let copies = texts.map { strdup($0) }
        defer { copies.forEach { free($0) } }
        return body(copies + [nil])
    }
}
