import Bus
import Contracts

/// Makes a library of each media folder and has it scanned.
struct MediaLibraries: Sendable {
    let bus: any RequestBus
    let console: Console

    func open(_ folders: [String]) async throws {
        for folder in folders {
            let library = try await library(folder)
            _ = try await bus.ask(ScanLibrary(id: library), as: .system, deadline: .after(.seconds(20)))
        }
    }

    private func library(_ folder: String) async throws -> LibraryID {
        let name = folder.split(separator: "/").last.map(String.init) ?? folder
        do {
            return try await bus.ask(CreateLibrary(name: name, path: folder), as: .system, deadline: .after(.seconds(20))).id
        } catch let problem as Problem where problem.status == 409 {
            let libraries = try await bus.ask(ListLibraries(), as: .system, deadline: .after(.seconds(20))).items
            guard let known = libraries.first(where: { $0.path == folder }) else { throw problem }
            return known.id
        }
    }
}
