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
}
