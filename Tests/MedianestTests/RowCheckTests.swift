import Testing

@testable import medianest

@Suite struct RowCheckTests {
    private func error(_ text: String, cutEvery size: Int = 1) -> CommandError? {
        var check = RowCheck(.playlistItems)
        let bytes = Array(text.utf8)
        do throws(CommandError) {
            for start in stride(from: 0, to: bytes.count, by: size) {
                try check.take(Array(bytes[start..<min(start + size, bytes.count)]))
            }
            try check.finish()
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: 1...12) func doesNotCareHowTheFileIsCut(size: Int) {
        #expect(error("a\t1\tb\nc\t2\td\n", cutEvery: size) == nil)
        #expect(error("a\t1\tb\nc\t2\n", cutEvery: size)?.line == "playlist_items.tsv line 2: 2 columns instead of 3")
    }

    @Test func theLastRowNeedsNoEnd() {
        #expect(error("a\t1\tb") == nil)
        #expect(error("a\t1\tb\nc")?.line == "playlist_items.tsv line 2: 1 columns instead of 3")
    }

    @Test func namesTheLineOfABadByte() {
        var check = RowCheck(.playlistItems)
        #expect(throws: CommandError.data("playlist_items.tsv line 2: not UTF-8")) {
            try check.take(Array("a\t1\tb\n".utf8) + [0x61, 0x09, 0x31, 0x09, 0xff, 0x0a])
        }
    }
}
