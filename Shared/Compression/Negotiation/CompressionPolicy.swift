/// Which answers are worth compressing.
package struct CompressionPolicy: Sendable {
    /// A smaller body fits a packet either way. The performance guide's threshold.
    package var minimumBytes = 1024

    package init() {}

    /// The coding for an answer. Identity, whatever the client says, where compression gains nothing.
    ///
    /// - Parameters:
    ///   - contentType: the header's value, parameters and all
    ///   - length: in bytes; nil for one that is not known yet
    ///   - isOptedOut: the client or the answer forbids it: `X-No-Compression`, `no-transform`, a range, a body that is coded already
    /// - Returns: nil if the client takes nothing that there is, see `AcceptEncoding.preferred(among:)`.
    ///
    /// Whoever asks this sends `Vary: Accept-Encoding` wherever `gains(_:)`, even on an answer that stays as it is.
    package func coding(
        for accepted: AcceptEncoding, contentType: String?, length: Int?, isOptedOut: Bool = false
    ) -> ContentCoding? {
        guard !isOptedOut, length.map({ $0 >= minimumBytes }) ?? true, let contentType, gains(contentType) else { return .identity }
        return accepted.preferred()
    }
}
