import Foundation

/// A secret of the command's own, from `KEY` or from the file that `KEY_FILE` names, as services read theirs.
enum EnvironmentSecret {
    /// Nil when neither is set.
    static func value(
        _ key: String, _ environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(CommandError) -> String? {
        if let value = environment[key], !value.isEmpty { return value }
        guard let path = environment["\(key)_FILE"], !path.isEmpty else { return nil }
        do {
            let text = try String(contentsOfFile: path, encoding: .utf8).trimmingCharacters(in: .newlines)
            guard !text.isEmpty else { throw CommandError.configuration("\(key)_FILE names an empty file: \(path)") }
            return text
        } catch let error as CommandError {
            throw error
        } catch {
            throw .configuration("\(key)_FILE names a file that cannot be read: \(path) (\(error.localizedDescription))")
        }
    }
}
