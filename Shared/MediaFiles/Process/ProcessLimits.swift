/// What a child process may use at most; whoever exceeds one of these is stopped by the kernel or by us.
package struct ProcessLimits: Sendable, Hashable {
    /// Address space in bytes.
    package var memory: Int
    /// Processor time over all threads.
    package var processorTime: Duration
    /// Wall-clock time; then the whole process group is killed.
    package var timeout: Duration
    package var openFiles = 64
    /// Bytes of any one file that it writes.
    package var fileSize = 256 << 20
    /// Bytes of standard output that are kept in memory.
    package var outputSize = 4 << 20
    /// 0…19; background work yields to the services.
    package var niceness = 5

    package init(memory: Int, processorTime: Duration, timeout: Duration) {
        self.memory = memory
        self.processorTime = processorTime
        self.timeout = timeout
    }

    package static let probe = Self(memory: 2 << 30, processorTime: .seconds(20), timeout: .seconds(30))
    package static let thumbnails = Self(memory: 4 << 30, processorTime: .seconds(90), timeout: .seconds(120))
}
