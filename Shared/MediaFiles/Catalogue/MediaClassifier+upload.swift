extension MediaClassifier {
    /// The title of an upload until it has been probed: its file's name without the extension.
    package static func title(ofUpload filename: String) -> String {
        let name = filename.split(separator: "/").last.map(String.init) ?? filename
        guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return CleanName(plain: name).title }
        return CleanName(plain: String(name[..<dot])).title
    }
}
