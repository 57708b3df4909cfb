import Bus
import Contracts
import Jobs
import MediaFiles

/// The first part of a scan: every file of a library is compared with what is known, and what is new is identified.
struct LibraryWalk {
    let workers: Workers
    let library: LibraryID
    let scan: BeginScan.Reply
    let context: JobContext
    /// How many files are hashed and sniffed at once; recorded in batches of the contract's limit.
    private static let width = 4
    private static let batch = 100

    func run() async throws -> ScanSummary {
        let root = try workers.roots.knownLibrary(at: scan.path)
        try refuseSurprise(root)
        var summary = ScanSummary()
        var unreadable: [String] = []
        var seen = 0
        for try await found in FileWalker(root) {
            seen += found.files.count
            summary.skipped += found.skipped
            unreadable += found.unreadable.map(\.relativePath)
            for file in found.unreadable { summary.note(file.relativePath, "cannot be read") }
            try await compare(found.files, root, &summary)
            await context.progress(10 * Double(seen) / Double(max(seen, scan.knownFiles, 1)), "\(seen) files seen")
        }
        // An unplugged disk can vanish while it is walked: then nothing may count as gone.
        try refuseSurprise(root)
        guard !unreadable.contains("") else { throw JobFailure("The library's folder cannot be read.") }
        let end = try await workers.bus.ask(
            EndWalk(library: library, scan: scan.scan, unreadable: unreadable), deadline: .after(.seconds(60)))
        summary.moved = end.moved
        summary.removed = end.removed
        return summary
    }

    /// A folder that is missing, or empty where there were files, is more often an unmounted disk than a wish.
    private func refuseSurprise(_ root: FileRoot) throws {
        switch root.state() {
        case .present: return
        case .empty where scan.knownFiles == 0: return
        case .empty: throw JobFailure("The library's folder is empty, but \(scan.knownFiles) files are known: nothing was removed.")
        case .missing: throw FileRootError.rootMissing
        case .notAFolder: throw FileRootError.notAFolder
        case .unreadable: throw FileRootError.permissionDenied
        }
    }

    private func compare(_ found: [FoundFile], _ root: FileRoot, _ summary: inout ScanSummary) async throws {
        guard !found.isEmpty else { return }
        let files = found.map(ScannedFile.init)
        let reply = try await workers.bus.ask(
            CompareFiles(library: library, scan: scan.scan, files: files), deadline: .after(.seconds(10)))
        let changed = Set(reply.changed)
        summary.unchanged += files.count - changed.count
        var identified: [IdentifiedFile] = []
        for (file, result) in await identify(files.filter { changed.contains($0.path) }, root) {
            switch result {
            case .success(let known): identified.append(known)
            case .failure(let reason):
                summary.failed += reason.isRefusal ? 0 : 1
                summary.skipped += reason.isRefusal ? 1 : 0
                if !reason.isRefusal { summary.note(file.path, reason.text) }
            }
        }
        for start in stride(from: 0, to: identified.count, by: Self.batch) {
            let part = Array(identified[start..<min(start + Self.batch, identified.count)])
            _ = try await workers.bus.ask(
                RecordFiles(library: library, scan: scan.scan, files: part), deadline: .after(.seconds(30)))
        }
    }

    private func identify(
        _ files: [ScannedFile], _ root: FileRoot
    ) async -> [(ScannedFile, Result<IdentifiedFile, UnidentifiedFile>)] {
        await withTaskGroup(of: (ScannedFile, Result<IdentifiedFile, UnidentifiedFile>).self) { group in
            var waiting = files.makeIterator()
            var results: [(ScannedFile, Result<IdentifiedFile, UnidentifiedFile>)] = []
            for _ in 0..<Self.width {
                if let file = waiting.next() { group.addTask { (file, await Self.identify(file, root)) } }
            }
            while let result = await group.next() {
                results.append(result)
                if let file = waiting.next() { group.addTask { (file, await Self.identify(file, root)) } }
            }
            return results
        }
    }

    private static func identify(_ file: ScannedFile, _ root: FileRoot) async -> Result<IdentifiedFile, UnidentifiedFile> {
        do {
            let opened = try await root.opened(file.path)
            let type = try await ContentSniffer.sniff(opened)
            let hash = try await ContentHash.of(opened)
            return .success(IdentifiedFile(file: file, contentHash: hash.text, contentType: type.contentType))
        } catch {
            return .failure(UnidentifiedFile(error))
        }
    }
}

extension ScannedFile {
    fileprivate init(_ file: FoundFile) {
        self.init(
            path: file.relativePath, sizeBytes: file.facts.size, modifiedNanoseconds: file.facts.modified, inode: file.facts.inode)
    }
}
