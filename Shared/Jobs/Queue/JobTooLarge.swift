/// Why a job cannot be made.
package enum JobTooLarge: Error, Equatable, CustomStringConvertible {
    /// Its payload has so many bytes of JSON, more than `NewJob.maximumPayload`.
    case payload(bytes: Int)
    /// It and its children are so many, more than `NewJob.maximumFamily`.
    case family(jobs: Int)

    package var description: String {
        switch self {
        case .payload(let bytes): "A payload of \(bytes) bytes is too large: \(NewJob.maximumPayload) at most."
        case .family(let jobs): "A flow of \(jobs) jobs is too large: \(NewJob.maximumFamily) at most."
        }
    }
}
