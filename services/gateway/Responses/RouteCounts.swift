import Observability

/// How the answers of each kept route came about. Counters that metrics show, too.
struct RouteCounts: Sendable {
    struct Counts: Sendable {
        fileprivate let counters: [Counter]

        subscript(outcome: CacheOutcome) -> Int { Int(counters[outcome.place].value) }
        var total: Int { counters.reduce(0) { $0 + Int($1.value) } }
    }

    let counts: [(route: String, counts: Counts)]
    private let places: [Int: Int]

    init(_ routes: [Route], _ metrics: MetricsRegistry) {
        var counts: [(String, Counts)] = []
        var places: [Int: Int] = [:]
        for (index, route) in routes.enumerated() where route.cache != nil {
            places[index] = counts.count
            let counters = CacheOutcome.allCases.map { outcome in
                metrics.counter(
                    "response_cache_total", help: "Answers of kept routes, by where they came from.",
                    labels: ["route": route.path.description, "outcome": outcome.name])
            }
            counts.append((route.path.description, Counts(counters: counters)))
        }
        (self.counts, self.places) = (counts, places)
    }

    func count(_ outcome: CacheOutcome, route: Int) {
        guard let place = places[route] else { return }
        counts[place].counts.counters[outcome.place].increment()
    }
}
