import Contracts

/// What travels on the channel of invalidations, as lines of text:
///
///     invalidate <service> <id>     or   - -   without a fact; and then `tier` when the tier could not be told
///     <tag>
///     …
///
///     barrier <token>
///
///     flush
enum InvalidationMessage: Equatable, Sendable {
    case invalidate(Invalidation, isTierTold: Bool)
    /// Who hears it has heard all that was published before.
    case barrier(String)
    case flush

    var text: String {
        switch self {
        case .invalidate(let invalidation, let isTierTold):
            let fact = invalidation.fact.map { "\($0.service.rawValue) \($0.id)" } ?? "- -"
            return (["invalidate \(fact)\(isTierTold ? "" : " tier")"] + invalidation.tags.map(\.text)).joined(separator: "\n")
        case .barrier(let token): return "barrier \(token)"
        case .flush: return "flush"
        }
    }

    /// Nil for anything that `text` has not written.
    init?(_ lines: ArraySlice<Substring>) {
        guard let words = lines.first?.split(separator: " ", omittingEmptySubsequences: false) else { return nil }
        switch (words[0], words.count) {
        case ("invalidate", 3), ("invalidate", 4): self.init(invalidate: words, lines.dropFirst())
        case ("barrier", 2) where lines.count == 1 && !words[1].isEmpty: self = .barrier(String(words[1]))
        case ("flush", 1) where lines.count == 1: self = .flush
        default: return nil
        }
    }

    private init?(invalidate words: [Substring], _ lines: ArraySlice<Substring>) {
        let tags = lines.compactMap { CacheTag(String($0)) }
        guard tags.count == lines.count, words.count == 3 || words[3] == "tier" else { return nil }
        var invalidation = Invalidation(tags)
        if words[1] != "-" || words[2] != "-" {
            guard let service = ServiceName(rawValue: String(words[1])), let id = Int64(words[2]), id >= 0 else { return nil }
            invalidation.fact = Fact(service, id)
        }
        self = .invalidate(invalidation, isTierTold: words.count == 3)
    }
}
