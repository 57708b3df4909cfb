import Glibc

/// Ends the process with a code that says why.
package enum ProcessExit {
    /// One line on standard error, and exit code 78.
    package static func end(with error: ConfigurationError) -> Never {
        write(error.description)
        exit(ConfigurationError.exitCode)
    }

    static func write(_ line: String) {
        // The last words of a process that is about to end need no retry.
        var line = line + "\n"
        _ = line.withUTF8 { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}
