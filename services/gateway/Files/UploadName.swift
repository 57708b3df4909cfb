import Contracts

/// The name that a client gives its file: text to show, never a path to write to.
struct UploadName: Sendable {
    let text: String

    /// - Throws: a 422 problem.
    init(_ text: String?) throws(Problem) {
        guard let text, (1...255).contains(text.utf8.count) else {
            throw .invalid("filename", "must have 1 to 255 bytes")
        }
        let isPlain = text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F && $0 != "/" && $0 != "\\" }
        guard isPlain, text != ".", text != "..", text.contains(where: { $0 != " " }) else {
            throw .invalid("filename", "must be a file's name without a folder")
        }
        self.text = text
    }
}
