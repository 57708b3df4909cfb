/// One field of a `Cron`.
struct CronField {
    let values: Set<Int>
    /// It begins with `*`: it restricts nothing, or only by a step.
    let isFree: Bool

    /// - Parameters:
    ///   - names: stand for numbers, counted from `first`.
    init?(_ text: String, in range: ClosedRange<Int>, names: [String] = [], from first: Int = 0) {
        func number(_ text: Substring) -> Int? {
            let value = Int(text) ?? names.firstIndex(of: text.lowercased()).map { $0 + first }
            return value.flatMap { range.contains($0) ? $0 : nil }
        }
        var values: Set<Int> = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let halves = part.split(separator: "/", omittingEmptySubsequences: false)
            guard halves.count <= 2, let base = halves.first else { return nil }
            let step = halves.count == 2 ? Int(halves[1]) : 1
            guard let step, step > 0 else { return nil }
            var bounds = range
            if base != "*" {
                let ends = base.split(separator: "-", omittingEmptySubsequences: false).map(number)
                guard ends.count <= 2, let low = ends.first ?? nil, let high = ends.last ?? nil, low <= high else { return nil }
                // `5/15` is from five on.
                bounds = low...(ends.count == 1 && halves.count == 2 ? range.upperBound : high)
            }
            values.formUnion(stride(from: bounds.lowerBound, through: bounds.upperBound, by: step))
        }
        self.values = values
        isFree = text.hasPrefix("*")
    }
}
