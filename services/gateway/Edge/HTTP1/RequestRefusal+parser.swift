import Contracts
import NIOCore
import NIOHTTP1

extension RequestRefusal {
    /// What a request is told that the parser stopped at.
    ///
    /// - Parameter received: what came last, to tell a method that nobody knows from what is no HTTP at all.
    init(_ error: HTTPParserError, received: ByteBuffer?) {
        switch error {
        case .headerOverflow:
            self.init(problem: Problem("headers-too-large", title: "Request header fields too large", status: 431))
        case .invalidVersion:
            self.init(problem: Problem("version-not-supported", title: "HTTP version not supported", status: 505))
        case .invalidMethod where received.map(Self.beginsWithRequestLine) == true:
            self = .notImplemented("The method is unknown.")
        case .invalidEOFState: self = .malformed("The request ended too early.")
        case .invalidChunkSize: self = .malformed("A chunk of the body has no size that can be read.")
        case .unexpectedContentLength, .invalidContentLength: self = .malformed("The length of the body is not certain.")
        default: self = .malformed("This is not HTTP.")
        }
    }

    /// `TOKEN target HTTP/1.`, as far as a look can tell.
    private static func beginsWithRequestLine(_ bytes: ByteBuffer) -> Bool {
        let line = bytes.readableBytesView.prefix(4096).prefix { $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: "\n") }
        let words = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard words.count == 3, words[2].starts(with: "HTTP/1.".utf8), !words[1].isEmpty else { return false }
        return (1...32).contains(words[0].count) && words[0].allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
    }
}
