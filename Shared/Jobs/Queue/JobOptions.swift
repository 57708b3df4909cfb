/// What a job says about its attempts, as its hash keeps it for the worker: `a=5;t=30000;f=500` or `…;e=1000:60000`.
struct JobOptions: Hashable {
    var attempts: Int?
    var timeout: Duration?
    var backoff: RetryDelay?

    init(_ job: NewJob) {
        attempts = job.attempts
        timeout = job.timeoutMilliseconds.map { .milliseconds($0) }
        backoff = job.backoff
    }

    /// What cannot be read counts as absent.
    init(_ text: String) {
        for part in text.split(separator: ";") {
            let numbers = part.dropFirst(2).split(separator: ":").compactMap { Int($0) }
            guard let number = numbers.first else { continue }
            switch part.first {
            case "a": attempts = number
            case "t": timeout = .milliseconds(number)
            case "f": backoff = .fixed(milliseconds: number)
            case "e": backoff = .exponential(baseMilliseconds: number, maximumMilliseconds: numbers.last ?? number)
            default: continue
            }
        }
    }

    var isEmpty: Bool { attempts == nil && timeout == nil && backoff == nil }

    var text: String {
        var parts: [String] = []
        if let attempts { parts.append("a=\(attempts)") }
        if let timeout { parts.append("t=\(timeout.wholeMilliseconds)") }
        switch backoff {
        case .fixed(let delay): parts.append("f=\(delay)")
        case .exponential(let base, let maximum): parts.append("e=\(base):\(maximum)")
        case nil: break
        }
        return parts.joined(separator: ";")
    }
}
