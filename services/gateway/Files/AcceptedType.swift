/// One entry of an `Accept` header: `image/webp;q=0.8`.
struct AcceptedType: Equatable {
    let type: String
    let quality: Double

    static func list(_ header: String) -> [AcceptedType] {
        header.split(separator: ",").prefix(64).compactMap(AcceptedType.init)
    }

    private init?(_ text: Substring) {
        let parts = text.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" }.lowercased() }
        guard let type = parts.first, !type.isEmpty else { return nil }
        self.type = type
        let weight = parts.dropFirst().first { $0.hasPrefix("q=") }
        // A weight that is no number is one that the client did not mean: it counts as none.
        quality = weight.map { min(1, max(0, Double($0.dropFirst(2)) ?? 0)) } ?? 1
    }
}
