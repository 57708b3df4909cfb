import Configuration
import FoundationEssentials

/// The one value that a service is built from: read and checked before anything is opened.
package protocol ServiceConfiguration: Sendable {
    /// Reads every key it needs. Problems are collected by the reader; it does not throw.
    init(_ reader: ConfigurationReader)

    /// How many event loops hold connections. One: the loop that handlers and Redis run on; more are beside it.
    var eventLoops: Int { get }
}

extension ServiceConfiguration {
    package var eventLoops: Int { 1 }

    /// Reads the environment first, then the JSON file that `MEDIANEST_CONFIG` names, if it does: an object whose keys are
    /// the same upper-case names.
    /// - Throws: `ConfigurationError` with every problem.
    package static func load(
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) async throws(ConfigurationError) -> Self {
        let reader = try await ConfigurationReader.reading(environment)
        let configuration = Self(reader)
        try reader.finish()
        return configuration
    }

    /// Like `load`, but a problem ends the process with one line on standard error and exit code 78.
    package static func loadOrExit() async -> Self {
        do {
            return try await load()
        } catch {
            ProcessExit.end(with: error)
        }
    }
}
