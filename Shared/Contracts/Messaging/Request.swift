import JSON

/// A question or command that one service answers.
///
/// The payload travels as JSON. A reply is written by its answerer and passed on as bytes by the gateway; a service that
/// asks another decodes it.
package protocol Request: Codable, Sendable {
    associatedtype Reply: Decodable & JSONWritable & Sendable

    /// Wire name, for example `media.search.v1`. Never reused with another meaning.
    static var name: String { get }
    static var service: ServiceName { get }
    /// The HTTP status of success.
    static var successStatus: Int { get }
}

extension Request {
    package static var successStatus: Int { 200 }
}

/// The reply of a command that has nothing to say: an empty body.
package struct Nothing: Decodable, JSONWritable, Sendable {
    package init() {}
    package init(from decoder: any Decoder) throws {}
    package func write(to writer: inout JSONWriter) {}
}
