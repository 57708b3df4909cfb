/// What a child process that succeeded left behind.
package struct ProcessOutput: Sendable {
    package var standardOutput: [UInt8]
    /// The end of standard error: warnings, since it succeeded.
    package var warnings: String
    package var elapsed: Duration
}
