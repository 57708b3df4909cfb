import Foundation

/// Measures the shared clients beside what they are compared with: `medianest-bench redis|postgres|bus [URL [SECONDS]]`. `serve FILE PORT`
/// is the other side of a comparison.
@main
struct Main {
    static func main() async throws {
        let arguments = Array(CommandLine.arguments.dropFirst(2))
        switch CommandLine.arguments.dropFirst().first {
        case "redis": try await RedisBenchmark.run(arguments: arguments)
        case "postgres": try await PostgresBenchmark.run(arguments: arguments)
        case "serve": try await BareServer.run(arguments: arguments)
        case "bus": try await BusBenchmark.run(arguments: arguments)
        case let name? where name.hasPrefix("jobs-"): try await JobsBenchmark.run(name, arguments: arguments)
        default:
            FileHandle.standardError.write(
                Data("usage: medianest-bench redis|postgres|bus [URL [SECONDS]] | jobs-fill|jobs-work|jobs-latency|jobs-depth URL …\n".utf8)
            )
            exit(64)
        }
    }
}
