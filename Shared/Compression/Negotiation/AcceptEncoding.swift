/// What a client takes, from its `Accept-Encoding` (RFC 9110, section 12.5.3).
///
/// Qualities are thousandths, 0 to 1000, and 0 refuses. A coding that the client does not name has the quality of `*`, else none;
/// only identity is then still the last resort.
package struct AcceptEncoding: Sendable, Equatable {
    static let highest = 1000
    /// Of an identity that was not mentioned.
    static let lowest = 1

    /// No header. RFC 9110 would allow anything, but who does not ask may not be able to read it.
    package static let unstated = AcceptEncoding(br: 0, gzip: 0, identity: lowest)

    private let br: Int
    private let gzip: Int
    private let identity: Int

    init(br: Int, gzip: Int, identity: Int) {
        self.br = br
        self.gzip = gzip
        self.identity = identity
    }

    package func quality(of coding: ContentCoding) -> Int {
        switch coding {
        case .br: br
        case .gzip: gzip
        case .identity: identity
        }
    }

    /// The coding that the client likes best among `offered`; of those that it likes the same, the first.
    ///
    /// Nil only if it refuses identity and nothing else that is offered fits. RFC 9110 leaves the choice to the caller: 406, or
    /// the bytes as they are, as if there had been no header.
    package func preferred(among offered: [ContentCoding] = ContentCoding.allCases) -> ContentCoding? {
        var best: (coding: ContentCoding?, quality: Int) = (nil, 0)
        for coding in offered where quality(of: coding) > best.quality {
            best = (coding, quality(of: coding))
        }
        return best.coding
    }
}
