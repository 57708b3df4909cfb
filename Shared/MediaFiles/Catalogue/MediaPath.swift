/// What the place of a file says about it.
struct MediaPath {
    /// The file's name without its extension.
    let name: String
    private let folders: [Substring]

    init(_ path: String) {
        let parts = path.split(separator: "/")
        let file = parts.last ?? ""
        folders = Array(parts.dropLast())
        let dot = file.lastIndex(of: ".")
        let isExtension = dot.map { $0 > file.startIndex && file.distance(from: $0, to: file.endIndex) <= 6 } ?? false
        name = String(isExtension ? file[..<(dot ?? file.endIndex)] : file)
    }

    var isEpisode: Bool { namesEpisode || seasonIndex != nil }

    /// `S01E02` anywhere in the name, not inside a word.
    var namesEpisode: Bool {
        name.firstMatch(of: /(?:^|[^A-Za-z0-9])[Ss]\d{1,2}[ ._-]?[Ee]\d{1,3}(?:$|[^0-9])/) != nil
    }

    /// The folder above `Season N`.
    var showFolder: String? {
        seasonIndex.flatMap { $0 > 0 ? String(folders[$0 - 1]) : nil }
    }

    private var seasonIndex: Int? {
        folders.lastIndex { $0.wholeMatch(of: /(?:[Ss]eason|SEASON)[ ._-]?\d{1,3}/) != nil }
    }
}
