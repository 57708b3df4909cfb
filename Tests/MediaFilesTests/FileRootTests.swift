import Foundation
import Testing

@testable import MediaFiles

@Suite struct FileRootTests {
    private func error(_ body: () throws -> Void) -> FileRootError? {
        do {
            try body()
            return nil
        } catch { return error as? FileRootError }
    }

    @Test func opensWhatLiesBeneath() throws {
        let sandbox = try Sandbox()
        try sandbox.write("a folder/ünï [1] %d 'x'.txt", "hello")
        let file = try sandbox.root.open("a folder/ünï [1] %d 'x'.txt")
        #expect(try file.read(at: 1, count: 100) == Array("ello".utf8))
        #expect(file.size == 5)
    }

    @Test(arguments: ["", "/etc/passwd", "../secret", "a/../../secret", "a/..", "./a", "a//b", "a/", "a\0b", ".."])
    func refusesPathTricks(path: String) throws {
        let sandbox = try Sandbox()
        try sandbox.write("a/b", "x")
        #expect(error { _ = try sandbox.root.open(path) } == .invalidPath)
    }

    @Test func refusesPathsTooLong() throws {
        let sandbox = try Sandbox()
        #expect(error { _ = try sandbox.root.open(String(repeating: "a", count: 5000)) } == .invalidPath)
        #expect(error { _ = try sandbox.root.open(String(repeating: "a", count: 300)) } == .invalidPath)
    }

    @Test func refusesLinksThatLeadOut() throws {
        let outside = try Sandbox(), sandbox = try Sandbox()
        try outside.write("secret", "s")
        try sandbox.write("dir/inner", "i")
        try sandbox.link("file", to: outside.at("secret"))
        try sandbox.link("folder", to: outside.path)
        try sandbox.link("dir/up", to: "../../" + URL(filePath: outside.path).lastPathComponent + "/secret")
        try sandbox.link("loop", to: "loop")
        try sandbox.link("magic", to: "/proc/self/root")
        for path in ["file", "folder/secret", "dir/up", "loop", "magic/etc/passwd"] {
            #expect(error { _ = try sandbox.root.open(path) } == .outsideRoot, "\(path)")
        }
    }

    @Test func followsRelativeLinksInside() throws {
        let sandbox = try Sandbox()
        try sandbox.write("dir/inner", "i")
        try sandbox.link("link", to: "dir/inner")
        #expect(try sandbox.root.open("link").size == 1)
    }

    @Test func olderKernelsRefuseLinksThatLeadOutToo() throws {
        let outside = try Sandbox(), sandbox = try Sandbox()
        try outside.write("secret", "s")
        try sandbox.write("inner", "i")
        try sandbox.link("out", to: outside.at("secret"))
        let root = try sandbox.root.descriptor()
        defer { close(root) }
        let inner = try BeneathOpen.checked("inner", in: root, flags: KernelCall.pathOnly)
        close(inner)
        #expect(error { _ = try BeneathOpen.checked("out", in: root, flags: KernelCall.pathOnly) } == .outsideRoot)
    }

    /// A link is swapped with a file as fast as possible; not once may the secret be read.
    @Test func losesNoRaceAgainstSwappedLinks() async throws {
        let outside = try Sandbox(), sandbox = try Sandbox()
        try outside.write("file", "SECRET")
        try sandbox.write("good/file", "harmless")
        let flag = CancellationFlag()
        async let swapping: Void = FileThreads(width: 1).run { _ in
            while (try? flag.check()) != nil {
                for target in ["good", outside.path] {
                    symlink(target, sandbox.at("next"))
                    rename(sandbox.at("next"), sandbox.at("x"))
                }
            }
        }
        var opened = 0, refused = 0, leaked = 0
        let clock = ContinuousClock()
        let end = clock.now + .seconds(10)
        while clock.now < end, opened < 300 || refused < 300 {
            await Task.yield()
            switch Result(catching: { try sandbox.root.open("x/file").read(at: 0, count: 20) }) {
            case .success(let bytes):
                opened += 1
                if bytes != Array("harmless".utf8) { leaked += 1 }
            case .failure(let error):
                if error as? FileRootError == .outsideRoot { refused += 1 }
            }
        }
        flag.raise()
        try await swapping
        #expect(leaked == 0)
        #expect(opened > 0 && refused > 0)
    }

    @Test func refusesSpecialFilesWithoutTouchingThem() throws {
        let sandbox = try Sandbox()
        #expect(mkfifo(sandbox.at("pipe"), 0o644) == 0)
        try FileManager.default.createDirectory(atPath: sandbox.at("folder"), withIntermediateDirectories: true)
        // Opening a pipe for reading would wait for a writer for ever.
        #expect(error { _ = try sandbox.root.open("pipe") } == .notRegularFile)
        #expect(error { _ = try sandbox.root.open("folder") } == .notRegularFile)
        #expect(error { _ = try FileRoot(trusted: "/dev").open("null") } == .notRegularFile)
    }

    @Test func tellsMissingFromMissingRoot() throws {
        let sandbox = try Sandbox()
        #expect(error { _ = try sandbox.root.open("no") } == .missing)
        #expect(error { _ = try FileRoot(trusted: sandbox.at("gone")).open("no") } == .rootMissing)
    }

    @Test func knowsHowARootStands() throws {
        let sandbox = try Sandbox()
        #expect(sandbox.root.state() == .empty)
        try sandbox.write("file", "x")
        #expect(sandbox.root.state() == .present)
        #expect(FileRoot(trusted: sandbox.at("gone")).state() == .missing)
        #expect(FileRoot(trusted: sandbox.at("file")).state() == .notAFolder)
    }

    @Test func keepsReadingTheSameFileAfterItsNameIsGone() throws {
        let sandbox = try Sandbox()
        try sandbox.write("file", "before")
        let file = try sandbox.root.open("file")
        try FileManager.default.removeItem(atPath: sandbox.at("file"))
        #expect(try file.read(at: 0, count: 10) == Array("before".utf8))
    }
}
