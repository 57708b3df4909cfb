import Foundation

/// Writes files that only one account may read, whole or not at all.
enum PrivateFile {
    static func write(_ text: String, to path: String, owner account: Account? = nil) throws(CommandError) {
        let draft = "\(path).\(getpid()).new"
        unlink(draft)
        let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw failure(path) }
        defer { close(file) }
        let bytes = Array(text.utf8)
        guard Glibc.write(file, bytes, bytes.count) == bytes.count,
            account.map({ fchown(file, $0.user, $0.group) == 0 }) ?? true, fsync(file) == 0, rename(draft, path) == 0
        else {
            let error = failure(path)
            unlink(draft)
            throw error
        }
    }

    static func write(json value: some Encodable, to path: String) throws(CommandError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            let data = try encoder.encode(value)
            try write(String(decoding: data, as: UTF8.self) + "\n", to: path)
        } catch let error as CommandError {
            throw error
        } catch {
            throw .failed("\(path) cannot be written: \(error)")
        }
    }

    /// Nil when there is no such file.
    static func read<Value: Decodable>(_ type: Value.Type, from path: String) throws(CommandError) -> Value? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        do {
            return try JSONDecoder().decode(type, from: Data(contentsOf: URL(filePath: path)))
        } catch {
            throw .configuration("\(path) cannot be read: \(error.localizedDescription)")
        }
    }

    private static func failure(_ path: String) -> CommandError {
        .configuration("\(path) cannot be written: \(String(cString: strerror(errno)))")
    }
}
