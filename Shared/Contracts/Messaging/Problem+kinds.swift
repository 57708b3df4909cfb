extension Problem {
    package static func malformed(_ detail: String) -> Problem {
        Problem("malformed", title: "The request cannot be parsed", status: 400, detail: detail)
    }

    package static let badCursor = malformed("The cursor is not one that this list has given.")

    package static func unauthenticated(_ detail: String) -> Problem {
        Problem("unauthenticated", title: "Sign in first", status: 401, detail: detail)
    }

    package static func forbidden(_ detail: String = "This is for administrators.") -> Problem {
        Problem("forbidden", title: "Not allowed", status: 403, detail: detail)
    }

    package static func notFound(_ what: String) -> Problem {
        Problem("not-found", title: "Not found", status: 404, detail: "There is no such \(what).")
    }

    package static func conflict(_ detail: String) -> Problem {
        Problem("conflict", title: "It conflicts with what is there", status: 409, detail: detail)
    }

    package static let stillRunning = Problem(
        "still-running", title: "The same request is still running", status: 409,
        detail: "A request with this Idempotency-Key has not finished yet.", retryAfter: 1)

    package static func gone(_ detail: String) -> Problem {
        Problem("gone", title: "Not there any more", status: 410, detail: detail)
    }

    package static let preconditionFailed = Problem(
        "precondition-failed", title: "It has changed meanwhile", status: 412,
        detail: "If-Match names an older version. Read it again, then retry.")

    package static func tooLarge(_ detail: String) -> Problem {
        Problem("too-large", title: "Too large", status: 413, detail: detail)
    }

    package static func unsupportedMedia(_ detail: String) -> Problem {
        Problem("unsupported-media-type", title: "Unsupported media type", status: 415, detail: detail)
    }

    package static func invalid(_ errors: [FieldError]) -> Problem {
        Problem("invalid", title: "Some fields are wrong", status: 422, errors: errors)
    }

    package static func invalid(_ field: String, _ message: String) -> Problem {
        invalid([FieldError(field: field, message: message)])
    }

    package static let keyReused = Problem(
        "idempotency-key-reused", title: "The Idempotency-Key belongs to another request", status: 422,
        detail: "The same key came before with another body.")

    package static func tooMany(_ detail: String, retryAfter: Int) -> Problem {
        Problem("too-many-requests", title: "Too many requests", status: 429, detail: detail, retryAfter: retryAfter)
    }

    package static let internalError = Problem(
        "internal", title: "Something went wrong here", status: 500, detail: "The log has more under this request's id.")

    package static func unavailable(_ detail: String, retryAfter: Int = 1) -> Problem {
        Problem("unavailable", title: "Not available right now", status: 503, detail: detail, retryAfter: retryAfter)
    }

    package static let tooLate = Problem(
        "timeout", title: "No answer in time", status: 504, detail: "The service did not answer before the deadline.", retryAfter: 1)
}
