import Glibc
import Synchronization

/// Blocks of memory on large pages, kept from one use to the next until `giveBack`.
///
/// Who reads megabytes in a random order waits for the translation of most addresses where a page has 4 KiB. The kernel is asked for
/// pages of 2 MiB (`transparent_hugepage` must be `madvise` or `always`); where it has none these are ordinary blocks.
final class LargeBlocks: Sendable {
    private struct Block {
        let address: UInt
        let size: Int
        var isTaken = true
    }

    private static let page = 2 << 20

    private let blocks = Mutex<[Block]>([])

    /// Of at least `size` bytes, which hold anything. Absent: there is no memory.
    func take(_ size: Int) -> UnsafeMutableRawPointer? {
        guard let needed = Self.wholePages(size) else { return nil }
        return blocks.withLock { blocks in
            // What is kept for a smaller use is of none now.
            if let place = blocks.firstIndex(where: { !$0.isTaken && $0.size == needed }) ?? Self.reshaped(&blocks, needed) {
                blocks[place].isTaken = true
                return UnsafeMutableRawPointer(bitPattern: blocks[place].address)
            }
            return nil
        }
    }

    /// Whether `pointer` is a block that was taken.
    func putBack(_ pointer: UnsafeMutableRawPointer) -> Bool {
        let address = UInt(bitPattern: pointer)
        guard address % UInt(Self.page) == 0 else { return false }
        return blocks.withLock { blocks in
            guard let place = blocks.firstIndex(where: { $0.address == address }) else { return false }
            blocks[place].isTaken = false
            return true
        }
    }

    /// Returns what is not taken to the system.
    func giveBack() {
        blocks.withLock { blocks in
            for block in blocks where !block.isTaken { Self.unmap(block.address, block.size) }
            blocks.removeAll { !$0.isTaken }
        }
    }

    /// The bytes of a block, if `pointer` is one.
    func size(of pointer: UnsafeMutableRawPointer) -> Int? {
        let address = UInt(bitPattern: pointer)
        guard address % UInt(Self.page) == 0 else { return nil }
        return blocks.withLock { $0.first { $0.address == address }?.size }
    }

    private static func wholePages(_ size: Int) -> Int? {
        let (sum, overflow) = size.addingReportingOverflow(page - 1)
        return overflow || size <= 0 ? nil : sum & ~(page - 1)
    }

    /// A new block in place of one that has the wrong size, if there is one that nobody uses.
    private static func reshaped(_ blocks: inout [Block], _ size: Int) -> Int? {
        if let place = blocks.firstIndex(where: { !$0.isTaken }) {
            unmap(blocks[place].address, blocks[place].size)
            blocks.remove(at: place)
        }
        guard let address = map(size) else { return nil }
        blocks.append(Block(address: address, size: size))
        return blocks.count - 1
    }

    private static func map(_ size: Int) -> UInt? {
        let (length, overflow) = size.addingReportingOverflow(page)
        guard !overflow, let mapped = mmap(nil, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
            mapped != MAP_FAILED
        else { return nil }
        // The kernel puts large pages at multiples of their size only.
        let start = UInt(bitPattern: mapped)
        let address = (start + UInt(page) - 1) & ~UInt(page - 1)
        unmap(start, Int(address - start))
        unmap(address + UInt(size), Int(start) + length - Int(address) - size)
        // A kernel without large pages refuses, and nothing is lost.
        _ = madvise(UnsafeMutableRawPointer(bitPattern: address), size, MADV_HUGEPAGE)
        return address
    }

    private static func unmap(_ address: UInt, _ size: Int) {
        if size > 0 { munmap(UnsafeMutableRawPointer(bitPattern: address), size) }
    }
}
