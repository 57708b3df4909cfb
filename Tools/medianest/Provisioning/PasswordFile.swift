import Foundation

/// A file of `role=password` lines. Empty lines and lines that begin with `#` do not count.
enum PasswordFile {
    /// Reads the passwords, makes those that are missing, and writes the file again if any was.
    static func load(_ path: String) throws(CommandError) -> [String: String] {
        var passwords: [String: String] = [:]
        if FileManager.default.fileExists(atPath: path) {
            do {
                passwords = try parse(String(contentsOfFile: path, encoding: .utf8), path)
            } catch let error as CommandError {
                throw error
            } catch {
                throw .configuration("\(path) cannot be read: \(error.localizedDescription)")
            }
        }
        let missing = ServiceRole.all.map(\.name).filter { passwords[$0] == nil }
        guard !missing.isEmpty else { return passwords }
        for role in missing { passwords[role] = Secrets.make() }
        let lines = passwords.sorted { $0.key < $1.key }.map { "\($0)=\($1)\n" }
        try PrivateFile.write(lines.joined(), to: path)
        return passwords
    }

    static func parse(_ text: String, _ path: String) throws(CommandError) -> [String: String] {
        var passwords: [String: String] = [:]
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            guard !line.isEmpty, !line.hasPrefix("#") else { continue }
            guard let equals = line.firstIndex(of: "="), line.index(after: equals) < line.endIndex,
                ServiceRole.all.contains(where: { $0.name == line[..<equals] })
            else {
                let roles = ServiceRole.all.map(\.name).joined(separator: ", ")
                throw .configuration("\(path) line \(index + 1): expected ROLE=PASSWORD with one of the roles \(roles)")
            }
            passwords[String(line[..<equals])] = String(line[line.index(after: equals)...])
        }
        return passwords
    }
}
