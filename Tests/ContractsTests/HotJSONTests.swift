import Contracts
import Foundation
import JSON
import Testing

/// What is written by hand reads back, by the synthesised decoder, as what it was.
@Suite struct HotJSONTests {
    private func readBack<Value: Decodable & JSONWritable>(_ value: Value) throws -> Value {
        try JSONDecoder().decode(Value.self, from: Data(value.jsonBytes()))
    }

    private let times = (Timestamp(milliseconds: 1), Timestamp(milliseconds: 2))

    private var full: MediaItem {
        MediaItem(
            id: .make(), type: .show, source: .plex, title: "\"A\"\n🎞️", description: "\\", durationSeconds: 61.25, width: 1, height: 2,
            artist: "a", album: "b", year: 1999, sizeBytes: .max, contentType: "video/mp4", thumbnailUrl: "/t?size=small",
            createdAt: times.0, updatedAt: times.1, playlists: [PlaylistSummary(id: .make(), name: "p\"")])
    }

    private var bare: MediaItem {
        MediaItem(
            id: .make(), type: .photo, source: .upload, title: "", description: "", sizeBytes: 0, contentType: "",
            createdAt: times.0, updatedAt: times.0)
    }

    @Test func mediaItems() throws {
        for item in [full, bare] {
            let read = try readBack(item)
            #expect(read == item)
        }
        #expect(!String(decoding: bare.jsonBytes(), as: UTF8.self).contains("null"))
    }

    @Test func everyPropertyOfAMediaItemIsWritten() throws {
        let coded = try #require(try JSONSerialization.jsonObject(with: JSONEncoder().encode(full)) as? [String: Any])
        let written = try #require(try JSONSerialization.jsonObject(with: Data(full.jsonBytes())) as? [String: Any])
        #expect(Set(written.keys) == Set(coded.keys))
    }

    @Test func pages() throws {
        let item = full
        let page = Page(items: [item, bare], nextCursor: "c")
        let read = try readBack(page)
        #expect(read.items == page.items)
        #expect(read.hasMore && read.nextCursor == "c")
        let last = try readBack(Page<MediaItem>(items: [], nextCursor: nil))
        #expect(last.items.isEmpty && !last.hasMore && last.nextCursor == nil)
        let found = try readBack(SearchMedia.Reply(page: page, suggestion: "s"))
        #expect(found.page.items == page.items && found.suggestion == "s")
        #expect(try readBack(ItemList([item])).items == [item])
    }

    @Test func playlists() throws {
        let facts = MediaFacts(
            id: .make(), type: .music, source: .library, title: "t", artist: "a", album: nil, durationSeconds: 1.5,
            thumbnailUrl: nil, version: 3)
        let entries = [
            PlaylistEntry(id: .make(), mediaId: facts.id, addedAt: times.0, media: .init(facts)),
            PlaylistEntry(id: .make(), mediaId: .make(), addedAt: times.0, media: nil),
        ]
        let playlist = Playlist(
            id: .make(), name: "n", description: "", isPublic: true, itemCount: 2, owner: .init(id: .make(), name: "o"), version: 7,
            createdAt: times.0, updatedAt: times.1, items: entries)
        #expect(try readBack(playlist) == playlist)
    }

    @Test func problemsAndUsers() throws {
        let problem = Problem("x", title: "t", status: 422, detail: "d", errors: [.init(field: "f", message: "m")], retryAfter: 3)
        #expect(try readBack(problem) == problem)
        let user = User(id: .make(), email: "e", name: "n", role: .admin, status: .suspended, createdAt: times.0)
        #expect(try readBack(user) == user)
    }
}
