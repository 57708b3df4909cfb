import COpenSSL
import Glibc

/// The 16 MiB that OpenSSL takes for each derivation: on large pages, kept while there is work, returned afterwards.
///
/// malloc would map them afresh each time, or keep them for ever; and on pages of 4 KiB a derivation takes some 6 % longer.
enum ScryptMemory {
    /// OpenSSL asks for nothing else that is so large.
    private static let smallest = 4 << 20
    private static let blocks = LargeBlocks()

    /// Whether OpenSSL takes its memory here. It has to be asked before anything in the process has had memory from OpenSSL: later
    /// OpenSSL refuses, and derivations are slower.
    static let isLent =
        CRYPTO_set_mem_functions(
            { size, _, _ in size >= smallest ? blocks.take(size) : malloc(size) },
            { pointer, size, _, _ in reallocated(pointer, size) },
            { pointer, _, _ in
                guard let pointer, !blocks.putBack(pointer) else { return }
                free(pointer)
            }) == 1

    /// Returns what no derivation uses to the system.
    static func giveBack() { blocks.giveBack() }

    private static func reallocated(_ pointer: UnsafeMutableRawPointer?, _ size: Int) -> UnsafeMutableRawPointer? {
        guard let pointer, let held = blocks.size(of: pointer) else { return realloc(pointer, size) }
        let moved = size == 0 ? nil : malloc(size)
        if size > 0, moved == nil { return nil }
        moved?.copyMemory(from: pointer, byteCount: min(held, size))
        _ = blocks.putBack(pointer)
        return moved
    }
}
