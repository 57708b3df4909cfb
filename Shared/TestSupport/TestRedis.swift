import Foundation

/// The Redis that tests of this process share: the one in `MEDIANEST_TEST_REDIS_URL`, or else a private server
/// that starts at the first use and ends with the process. Tests run beside each other on it: each keeps to its
/// own key prefix, and nobody flushes.
package enum TestRedis {
    package static let url = ProcessInfo.processInfo.environment["MEDIANEST_TEST_REDIS_URL"] ?? server.url

    private static let server: PrivateRedisServer = {
        do {
            return try PrivateRedisServer()
        } catch {
            fatalError("the tests need redis-server: \(error)")
        }
    }()

    /// A key prefix of its own.
    package static func prefix(_ subject: String = "test") -> String {
        "mn:{\(subject)-\(UUID().uuidString)}:"
    }
}
