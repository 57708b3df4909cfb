import Contracts

extension ThumbnailFormat {
    /// The formats for an `Accept` header, best first. A client must name AVIF and WebP to get them: many send `image/*`
    /// and cannot read either. JPEG is always the last resort: a picture is better than 406.
    static func preferred(by header: String?) -> [ThumbnailFormat] {
        let ranges = header.map(AcceptedType.list) ?? []
        let qualities = allCases.map { (format: $0, quality: $0.quality(in: ranges)) }.filter { $0.quality > 0 }
        // The sort must be stable: among equals the order of the cases decides, the smallest files first.
        let order = qualities.enumerated().sorted { ($1.element.quality, $0.offset) < ($0.element.quality, $1.offset) }
        let formats = order.map(\.element.format)
        return formats.contains(.jpeg) ? formats : formats + [.jpeg]
    }

    private func quality(in ranges: [AcceptedType]) -> Double {
        if let named = ranges.first(where: { $0.type == contentType }) { return named.quality }
        guard self == .jpeg else { return 0 }
        let wider = ranges.first { $0.type == "image/*" } ?? ranges.first { $0.type == "*/*" }
        return wider?.quality ?? 0
    }
}
