import Crypto
import Foundation

/// Copies of the files below the storage folder. They are written once and never changed, so one that was copied stays right.
struct StorageCopy: Sendable {
    /// What is not finished, and made anew at each start.
    private static let skipped: Set<String> = ["tmp"]

    let source: String
    let target: String

    /// Copies what the target lacks. Returns how many files that were.
    /// - Throws: `CommandError` when the target cannot be written; `CancellationError`.
    func copyMissing() throws -> Int {
        var count = 0
        for path in try Self.files(below: source) where !FileManager.default.fileExists(atPath: "\(target)/\(path)") {
            try Task.checkCancellation()
            count += try copy(path) ? 1 : 0
        }
        return count
    }

    /// False when the file has gone meanwhile: whoever removed it removed it from the catalogue first.
    private func copy(_ path: String) throws -> Bool {
        let place = "\(target)/\(path)"
        do {
            try FileManager.default.createDirectory(
                atPath: String(place[..<(place.lastIndex(of: "/") ?? place.startIndex)]), withIntermediateDirectories: true)
            try FileManager.default.copyItem(atPath: "\(source)/\(path)", toPath: place)
            return true
        } catch  where !FileManager.default.fileExists(atPath: "\(source)/\(path)") {
            try BackupFolder.remove(place)
            return false
        } catch {
            throw CommandError.configuration("\(place) cannot be written: \(error.localizedDescription)")
        }
    }

    /// Paths below the folder, in order, without links and folders.
    static func files(below folder: String) throws(CommandError) -> [String] {
        guard FileManager.default.fileExists(atPath: folder) else { return [] }
        guard let walk = FileManager.default.enumerator(atPath: folder) else { throw .configuration("\(folder) cannot be read") }
        var found: [String] = []
        while let path = walk.nextObject() as? String {
            if skipped.contains(path) {
                walk.skipDescendants()
            } else if walk.fileAttributes?[.type] as? FileAttributeType == .typeRegular {
                found.append(path)
            }
        }
        return found.sorted()
    }

    /// The length and the checksum of a file.
    static func summary(of path: String) throws(CommandError) -> (bytes: Int64, sha256: String) {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw .data("\(path) cannot be read: \(String(cString: strerror(errno)))") }
        defer { close(file) }
        var (hash, bytes) = (SHA256(), Int64(0))
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = Glibc.read(file, &buffer, buffer.count)
            guard count >= 0 else { throw .data("\(path) cannot be read: \(String(cString: strerror(errno)))") }
            guard count > 0 else { break }
            hash.update(data: buffer[..<count])
            bytes += Int64(count)
        }
        let digits = hash.finalize().map { byte in String(byte >> 4, radix: 16) + String(byte & 15, radix: 16) }
        return (bytes, digits.joined())
    }
}
