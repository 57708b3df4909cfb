import Foundation
import Testing

@testable import MediaFiles

@Suite struct WorkFolderTests {
    /// As on NFS, which cannot exchange two names.
    @Test(arguments: [true, false]) func newFilesTakeThePlaceOfOldOnes(canExchange: Bool) async throws {
        let place = FileManager.default.temporaryDirectory.appending(path: "medianest-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: place) }
        for text in ["old", "new"] {
            try await WorkFolder.with(in: "\(place)/work") { folder in
                try FileManager.default.createDirectory(atPath: "\(folder.path)/done", withIntermediateDirectories: true)
                try Data(text.utf8).write(to: URL(filePath: "\(folder.path)/done/\(text)"))
                try folder.publish("done", to: "\(place)/shown/1") { one, other in
                    guard canExchange else {
                        errno = EINVAL
                        return false
                    }
                    return WorkFolder.exchange(one, other)
                }
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: "\(place)/shown/1") == [text])
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(place)/work").isEmpty)
    }

    @Test func whatAKilledWorkerLeftIsRemovedOnceNobodyCanBeAtIt() throws {
        let place = NSTemporaryDirectory() + "work-folders-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: place) }
        for name in ["work-left", "incoming"] {
            try FileManager.default.createDirectory(atPath: "\(place)/\(name)/inside", withIntermediateDirectories: true)
        }
        let now = time(nil)
        WorkFolder.removeForgotten(in: place, olderThan: 3600, now: now + 3500)
        #expect(try FileManager.default.contentsOfDirectory(atPath: place).sorted() == ["incoming", "work-left"])
        WorkFolder.removeForgotten(in: place, olderThan: 3600, now: now + 3700)
        #expect(try FileManager.default.contentsOfDirectory(atPath: place) == ["incoming"])
        WorkFolder.removeForgotten(in: place + "/nowhere", olderThan: 3600)
    }
}
