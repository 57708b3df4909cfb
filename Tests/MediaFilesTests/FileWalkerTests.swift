import Foundation
import Testing

@testable import MediaFiles

@Suite struct FileWalkerTests {
    private func walk(_ root: FileRoot, batchSize: Int = 3) async throws -> WalkBatch {
        var all = WalkBatch()
        for try await batch in FileWalker(root, batchSize: batchSize) {
            #expect(batch.files.count <= batchSize)
            all.files += batch.files
            all.unreadable += batch.unreadable
            all.skipped += batch.skipped
        }
        return all
    }

    @Test func findsEveryFileOnce() async throws {
        let sandbox = try Sandbox()
        let names = (0..<40).map { "d\($0 % 4)/e\($0 % 3)/f\($0).jpg" } + ["top.mp3"]
        for name in names { try sandbox.write(name, name) }
        let found = try await walk(sandbox.root)
        #expect(found.files.map(\.relativePath).sorted() == names.sorted())
        #expect(found.files.allSatisfy { $0.facts.size == $0.relativePath.utf8.count && $0.facts.inode > 0 })
        let opened = try sandbox.root.open("top.mp3")
        #expect(found.files.first { $0.relativePath == "top.mp3" }?.facts == opened.facts)
    }

    @Test func passesOverHiddenSpecialAndOutside() async throws {
        let outside = try Sandbox(), sandbox = try Sandbox()
        try outside.write("secret.jpg", "s")
        try sandbox.write("seen.jpg", "x")
        try sandbox.write(".hidden.jpg", "x")
        try sandbox.write(".folder/in.jpg", "x")
        try sandbox.link("out.jpg", to: outside.at("secret.jpg"))
        try sandbox.link("outfolder", to: outside.path)
        try sandbox.link("broken", to: "nothing")
        try sandbox.link("circle", to: ".")
        try sandbox.link("inside.jpg", to: "seen.jpg")
        #expect(mkfifo(sandbox.at("pipe"), 0o644) == 0)
        let found = try await walk(sandbox.root)
        #expect(found.files.map(\.relativePath).sorted() == ["inside.jpg", "seen.jpg"])
        #expect(found.skipped == 7)
        #expect(found.unreadable.isEmpty)
    }

    @Test func tellsMissingFromEmpty() async throws {
        let sandbox = try Sandbox()
        #expect(try await walk(sandbox.root).files.isEmpty)
        await #expect(throws: FileRootError.rootMissing) { try await walk(FileRoot(trusted: sandbox.at("gone"))) }
        try sandbox.write("file", "x")
        await #expect(throws: FileRootError.notAFolder) { try await walk(FileRoot(trusted: sandbox.at("file"))) }
    }

    @Test func survivesFoldersThatVanish() async throws {
        let sandbox = try Sandbox()
        for folder in 0..<5 { for file in 0..<3 { try sandbox.write("d\(folder)/\(file)", "x") } }
        let walk = FileWalker(sandbox.root, batchSize: 1).makeAsyncIterator()
        let first = try #require(try await walk.next())
        let kept = try #require(first.files.first?.relativePath.split(separator: "/").first)
        for folder in 0..<5 where "d\(folder)" != kept {
            try FileManager.default.removeItem(atPath: sandbox.at("d\(folder)"))
        }
        var rest = first.files
        while let batch = try await walk.next() {
            rest += batch.files
            #expect(batch.unreadable.isEmpty)
        }
        #expect(rest.count == 3)
    }

    @Test func failsWhenTheRootGoesDuringTheWalk() async throws {
        let sandbox = try Sandbox()
        for folder in 0..<3 { for file in 0..<2 { try sandbox.write("lib/d\(folder)/\(file)", "x") } }
        let walk = FileWalker(FileRoot(trusted: sandbox.at("lib")), batchSize: 1).makeAsyncIterator()
        _ = try await walk.next()
        try FileManager.default.moveItem(atPath: sandbox.at("lib"), toPath: sandbox.at("away"))
        await #expect(throws: FileRootError.rootMissing) { while try await walk.next() != nil {} }
    }

    @Test func reportsNamesThatAreNotText() async throws {
        let sandbox = try Sandbox()
        try sandbox.write("good", "x")
        let bad: [CChar] = Array(sandbox.path.utf8CString.dropLast()) + [0x2F, CChar(bitPattern: 0xFF), 0x61, 0]
        let descriptor = creat(bad, 0o644)
        #expect(descriptor >= 0)
        close(descriptor)
        let found = try await walk(sandbox.root)
        #expect(found.unreadable == [UnreadablePath("", .nameIsNotUTF8)])
        #expect(found.files.map(\.relativePath) == ["good"])
    }

    @Test(.enabled(if: geteuid() != 0, "root may read everything"))
    func reportsFoldersThatMayNotBeRead() async throws {
        let sandbox = try Sandbox()
        try sandbox.write("good", "x")
        try sandbox.write("closed/file", "x")
        chmod(sandbox.at("closed"), 0)
        defer { chmod(sandbox.at("closed"), 0o755) }
        let found = try await walk(sandbox.root)
        #expect(found.unreadable == [UnreadablePath("closed", .permissionDenied)])
        #expect(found.files.map(\.relativePath) == ["good"])
    }

    @Test func stopsWhenCancelled() async throws {
        let sandbox = try Sandbox()
        for file in 0..<50 { try sandbox.write("\(file)", "x") }
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await walk(sandbox.root).files.count
        }
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}
