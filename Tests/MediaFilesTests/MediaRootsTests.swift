import Foundation
import Testing

@testable import MediaFiles

@Suite struct MediaRootsTests {
    @Test func acceptsFoldersUnderARoot() throws {
        let sandbox = try Sandbox()
        try sandbox.write("media/films/a", "x")
        let roots = MediaRoots([sandbox.at("absent"), sandbox.at("media")])
        #expect(try roots.library(at: sandbox.at("media/films/")).path == sandbox.at("media/films"))
        #expect(try roots.library(at: sandbox.at("media")).path == sandbox.at("media"))
        #expect(try roots.library(at: sandbox.at("media/films")).open("a").size == 1)
        #expect(roots.contains(sandbox.at("media/films/../films")))
    }

    @Test func refusesWhatLiesElsewhere() throws {
        let sandbox = try Sandbox()
        try sandbox.write("media/a", "x")
        try sandbox.write("media-other/a", "x")
        try sandbox.link("media/out", to: sandbox.at("media-other"))
        let roots = MediaRoots([sandbox.at("media")])
        for path in [sandbox.at("media-other"), sandbox.at("media/out"), sandbox.at("media/.."), "/", "/etc"] {
            #expect(throws: FileRootError.outsideRoot, "\(path)") { try roots.library(at: path) }
            #expect(!roots.contains(path))
        }
        #expect(throws: FileRootError.missing) { try roots.library(at: sandbox.at("media/none")) }
        #expect(throws: FileRootError.notAFolder) { try roots.library(at: sandbox.at("media/a")) }
        #expect(throws: FileRootError.invalidPath) { try roots.library(at: "media") }
    }

    @Test func aLibraryThatBecomesALinkOutIsNotOpened() throws {
        let sandbox = try Sandbox()
        try sandbox.write("media/films/a", "x")
        try sandbox.write("secret/a", "SECRET")
        let library = try MediaRoots([sandbox.at("media")]).library(at: sandbox.at("media/films"))
        try FileManager.default.removeItem(atPath: sandbox.at("media/films"))
        try sandbox.link("media/films", to: sandbox.at("secret"))
        #expect(throws: FileRootError.outsideRoot) { try library.open("a") }
    }

    @Test func knowsALibraryWhoseDiskIsAway() throws {
        let sandbox = try Sandbox()
        let roots = MediaRoots([sandbox.at("media")])
        #expect(try roots.knownLibrary(at: sandbox.at("media/films")).state() == .missing)
        #expect(throws: FileRootError.outsideRoot) { try roots.knownLibrary(at: "/etc") }
        #expect(throws: FileRootError.invalidPath) { try roots.knownLibrary(at: sandbox.at("media/../x")) }
    }

    @Test func seesOverlap() {
        func root(_ path: String) -> FileRoot { FileRoot(trusted: path) }
        #expect(MediaRoots.overlap(root("/m/a"), root("/m/a")))
        #expect(MediaRoots.overlap(root("/m/a"), root("/m/a/b")))
        #expect(MediaRoots.overlap(root("/m/a/b"), root("/m/a")))
        #expect(!MediaRoots.overlap(root("/m/a"), root("/m/ab")))
    }
}
