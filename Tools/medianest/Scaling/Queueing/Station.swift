/// A line with servers before which work arrives at random: M/G/c.
///
/// Source: the probability of waiting is Erlang's C formula; the mean wait is the approximation of Allen and Cunneen (A. O. Allen,
/// Probability, Statistics, and Queueing Theory, 1978, chapter 5), which is exact for M/M/c and for M/G/1 (Pollaczek and Khinchine).
struct Station: Sendable, Equatable {
    /// A second.
    var arrivals: Double
    var service: Moments
    var servers: Int

    /// Servers that the work keeps busy on average: the utilisation law, U = X · S, over all of them.
    var offered: Double { arrivals * service.mean }
    var utilisation: Double { offered / Double(servers) }
    /// Otherwise the line grows without end.
    var isStable: Bool { utilisation < 1 }

    /// The probability that an arrival finds all servers busy.
    var waitProbability: Double {
        guard isStable else { return 1 }
        let blocking = Self.erlangB(offered: offered, servers: servers)
        return blocking / (1 - utilisation * (1 - blocking))
    }

    /// Of all, those who do not wait included. Infinite where the line grows.
    var meanWait: Double {
        guard isStable else { return .infinity }
        guard offered > 0 else { return 0 }
        let exponential = waitProbability * service.mean / (Double(servers) * (1 - utilisation))
        return exponential * (1 + service.variation) / 2
    }

    var wait: Wait { Wait(probability: waitProbability, mean: meanWait) }

    /// Erlang's B formula by its recursion, which never leaves [0, 1].
    private static func erlangB(offered: Double, servers: Int) -> Double {
        guard offered > 0 else { return 0 }
        return (1...servers).reduce(1) { blocking, count in offered * blocking / (Double(count) + offered * blocking) }
    }
}
