import Configuration
import FoundationEssentials

extension ConfigurationReader {
    /// A reader of the environment and of the file that it names in `MEDIANEST_CONFIG`.
    package static func reading(
        _ environment: [String: String] = ProcessInfo.processInfo.environment
    ) async throws(ConfigurationError) -> ConfigurationReader {
        let variables = EnvironmentVariablesProvider(environmentVariables: environment)
        guard let path = environment["MEDIANEST_CONFIG"], !path.isEmpty else { return ConfigurationReader([variables]) }
        do {
            return ConfigurationReader([variables, try SettingsFile.provider(path)])
        } catch {
            throw ConfigurationError(problems: ["MEDIANEST_CONFIG names a file that cannot be used: \(path) (\(error))"])
        }
    }
}
