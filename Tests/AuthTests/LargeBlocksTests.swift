import Glibc
import Testing

@testable import auth

@Suite struct LargeBlocksTests {
    private let page = 2 << 20

    @Test func aBlockIsWholePagesThatCanBeWritten() throws {
        let blocks = LargeBlocks()
        let block = try #require(blocks.take(page + 1))
        #expect(UInt(bitPattern: block) % UInt(page) == 0)
        #expect(blocks.size(of: block) == 2 * page)
        memset(block, 7, 2 * page)
        #expect(block.load(fromByteOffset: 2 * page - 1, as: UInt8.self) == 7)
        #expect(blocks.putBack(block))
        blocks.giveBack()
    }

    @Test func whatIsPutBackIsTakenAgain() throws {
        let blocks = LargeBlocks()
        let first = try #require(blocks.take(page))
        let second = try #require(blocks.take(page))
        #expect(first != second)
        #expect(blocks.putBack(first))
        #expect(blocks.take(page) == first)
        #expect(blocks.putBack(first) && blocks.putBack(second))
        blocks.giveBack()
    }

    @Test func whatIsTakenIsNotGivenBack() throws {
        let blocks = LargeBlocks()
        let taken = try #require(blocks.take(page))
        let idle = try #require(blocks.take(page))
        #expect(blocks.putBack(idle))
        blocks.giveBack()
        #expect(blocks.size(of: idle) == nil && blocks.size(of: taken) == page)
        taken.storeBytes(of: 1, as: UInt8.self)
        #expect(blocks.putBack(taken))
        blocks.giveBack()
        #expect(blocks.size(of: taken) == nil)
    }

    @Test func aBlockOfAnotherSizeTakesThePlaceOfAnIdleOne() throws {
        let blocks = LargeBlocks()
        let small = try #require(blocks.take(page))
        #expect(blocks.putBack(small))
        let large = try #require(blocks.take(4 * page))
        #expect(blocks.size(of: large) == 4 * page)
        #expect(large == small || blocks.size(of: small) == nil)
        #expect(blocks.putBack(large))
        blocks.giveBack()
    }

    @Test func memoryOfOthersIsNotTakenForABlock() throws {
        let blocks = LargeBlocks()
        var aligned: UnsafeMutableRawPointer?
        #expect(posix_memalign(&aligned, page, 64) == 0)
        let other = try #require(aligned)
        defer { free(other) }
        #expect(!blocks.putBack(other) && !blocks.putBack(other + 16) && blocks.size(of: other) == nil)
    }

    @Test(arguments: [0, -1, .max, .max - 1]) func refusesSizesThatNobodyHas(size: Int) {
        #expect(LargeBlocks().take(size) == nil)
    }
}
