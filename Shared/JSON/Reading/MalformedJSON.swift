/// Why a text is not JSON, and at which byte it shows.
struct MalformedJSON: Error {
    enum Reason: String {
        case unexpected = "an unexpected byte"
        case ends = "the text ends early"
        case escape = "an escape that stands for no character"
        case notUTF8 = "the text is not UTF-8"
        case tooDeep = "nested too deep"
        case tooLong = "the text is too long"
    }

    let reason: Reason
    let offset: Int

    /// As a decoder throws it: the path is empty, for the text as a whole is wrong.
    var decodingError: DecodingError {
        .dataCorrupted(.init(codingPath: [], debugDescription: "not JSON: \(reason.rawValue), at byte \(offset)"))
    }
}
