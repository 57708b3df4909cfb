import Contracts

/// A request that is refused before anybody looks at what it asks. Where the next one would begin is not certain then, so the
/// connection ends with it.
struct RequestRefusal: Error {
    let problem: Problem

    static func malformed(_ detail: String) -> RequestRefusal { RequestRefusal(problem: .malformed(detail)) }

    static func notImplemented(_ detail: String) -> RequestRefusal {
        RequestRefusal(problem: Problem("not-implemented", title: "Not implemented", status: 501, detail: detail))
    }
}
