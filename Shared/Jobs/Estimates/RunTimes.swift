import Glibc
import Redis

/// How long runs of a type took: counts in buckets that grow by a fifth (2^¼), so that a quantile is right within a tenth.
struct RunTimes: Sendable {
    /// By bucket, ascending.
    private let counts: [(bucket: Int, count: Double)]
    let total: Double

    /// Of several hashes whose fields are buckets.
    init(_ hashes: [String: RESPValue]...) {
        var sums: [Int: Double] = [:]
        for hash in hashes {
            for (field, count) in hash {
                if let bucket = Int(field) { sums[bucket, default: 0] += Double(count.int ?? 0) }
            }
        }
        counts = sums.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        total = sums.values.reduce(0, +)
    }

    /// The bucket that a run time belongs to: 0 below a millisecond.
    static func bucket(of duration: Duration) -> Int {
        let milliseconds = duration / .milliseconds(1)
        return milliseconds < 1 ? 0 : 1 + Int(4 * log2(milliseconds))
    }

    /// The middle of a bucket, in milliseconds.
    static func milliseconds(of bucket: Int) -> Double { bucket == 0 ? 0.5 : exp2((Double(bucket) - 0.5) / 4) }

    var mean: Double { total > 0 ? counts.reduce(0) { $0 + $1.count * Self.milliseconds(of: $1.bucket) } / total : 0 }

    var variance: Double {
        let mean = mean
        return total > 0 ? counts.reduce(0) { $0 + $1.count * pow(Self.milliseconds(of: $1.bucket) - mean, 2) } / total : 0
    }

    /// Milliseconds that the part `portion` of the runs did not exceed, of those that took longer than `beyond`.
    func quantile(_ portion: Double, beyond: Double = 0) -> Double {
        let longer = counts.filter { Self.milliseconds(of: $0.bucket) > beyond }
        guard let last = longer.last else { return beyond }
        var rest = portion * longer.reduce(0) { $0 + $1.count }
        for (bucket, count) in longer {
            rest -= count
            if rest <= 0 { return Self.milliseconds(of: bucket) }
        }
        return Self.milliseconds(of: last.bucket)
    }
}
