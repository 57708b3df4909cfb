import Contracts
import MediaFiles

/// Why a file of a library was not catalogued.
struct UnidentifiedFile: Error {
    let text: String
    /// It is simply no media: a text beside a film. That is no failure.
    let isRefusal: Bool

    init(_ error: any Error) {
        switch error {
        case SniffError.empty:
            (text, isRefusal) = ("The file is empty.", false)
        case is SniffError:
            (text, isRefusal) = ("\(error)", true)
        case FileRootError.missing:
            (text, isRefusal) = ("The file vanished during the scan.", false)
        case ContentHashError.changedWhileReading:
            (text, isRefusal) = ("The file is being written.", false)
        default:
            (text, isRefusal) = ("The file cannot be read.", false)
        }
    }
}

extension ScanSummary {
    mutating func note(_ path: String, _ reason: String) {
        if failures.count < 100 { failures.append(.init(path: path, reason: reason)) }
    }
}
