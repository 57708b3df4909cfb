import Contracts
import MediaFiles
import NIOCore

/// Reads the body of an upload into a file. What was written goes when it fails.
struct UploadReceiver: Sendable {
    /// Gathered before it is written, so that a disk sees few large writes.
    static let batch = 512 << 10

    let storage: Storage
    let limit: Int

    /// - Throws: a 413 or 415 problem as soon as that is known, a `StorageError`, or what broke the connection.
    func receive(_ body: IncomingBody) async throws -> (IncomingFile, SniffedType) {
        var (parts, size) = try await beginning(of: body)
        let type = try Self.type(of: parts)
        let file = try await FileThreads.shared.run { [storage] _ in try IncomingFile(in: storage) }
        while let part = try await body.next() {
            guard body.count <= limit else { throw Problem.bodyTooLarge(limit) }
            parts.append(part)
            size += part.readableBytes
            guard size >= Self.batch else { continue }
            try await write(parts, to: file)
            (parts, size) = ([], 0)
        }
        try await write(parts, to: file)
        return (file, type)
    }

    /// As much as the sniffer looks at.
    private func beginning(of body: IncomingBody) async throws -> ([ByteBuffer], Int) {
        var parts: [ByteBuffer] = []
        var size = 0
        while size < ContentSniffer.length, let part = try await body.next() {
            guard body.count <= limit else { throw Problem.bodyTooLarge(limit) }
            parts.append(part)
            size += part.readableBytes
        }
        return (parts, size)
    }

    private static func type(of parts: [ByteBuffer]) throws -> SniffedType {
        var head: [UInt8] = []
        for part in parts { head += part.readableBytesView.prefix(ContentSniffer.length - head.count) }
        do {
            return try ContentSniffer.sniff(head)
        } catch {
            throw Problem.unsupportedMedia("Not accepted: \(error).")
        }
    }

    private func write(_ parts: [ByteBuffer], to file: IncomingFile) async throws {
        guard !parts.isEmpty else { return }
        try await FileThreads.shared.run { _ in try file.append(parts) }
    }
}
