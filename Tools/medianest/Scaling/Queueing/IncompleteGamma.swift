import Foundation

/// The gamma distribution.
///
/// Source: NIST Digital Library of Mathematical Functions, 8.7.1 (series) and 8.9.2 (continued fraction).
enum IncompleteGamma {
    /// The probability that a variable of this shape and scale 1 is at most `x`.
    static func lower(shape: Double, _ x: Double) -> Double {
        guard x > 0 else { return 0 }
        let scale = exp(shape * log(x) - x - lgamma(shape))
        return x < shape + 1 ? scale * series(shape, x) : 1 - scale * fraction(shape, x)
    }

    /// The `x` below which the variable stays with this probability, by halving.
    static func quantile(shape: Double, _ probability: Double) -> Double {
        var (low, high) = (0.0, shape + 1)
        while lower(shape: shape, high) < probability { high *= 2 }
        for _ in 0..<48 {
            let middle = (low + high) / 2
            if lower(shape: shape, middle) < probability { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }

    private static func series(_ shape: Double, _ x: Double) -> Double {
        var (term, sum, index) = (1 / shape, 1 / shape, shape)
        while term > sum * 1e-14 {
            index += 1
            term *= x / index
            sum += term
        }
        return sum
    }

    /// By Lentz's method.
    private static func fraction(_ shape: Double, _ x: Double) -> Double {
        let tiny = 1e-300
        var b = x + 1 - shape
        var c = 1 / tiny
        var d = 1 / b
        var result = d
        for index in 1...500 {
            let a = -Double(index) * (Double(index) - shape)
            b += 2
            d = a * d + b
            if abs(d) < tiny { d = tiny }
            c = b + a / c
            if abs(c) < tiny { c = tiny }
            d = 1 / d
            result *= d * c
            if abs(d * c - 1) < 1e-14 { break }
        }
        return result
    }
}
