/// A fact that has happened. Published through the outbox of the service that owns the fact.
package protocol Event: Codable, Sendable {
    /// Wire name in the past tense, for example `media.added.v1`.
    static var name: String { get }
    static var service: ServiceName { get }
    /// The aggregate that the fact is about; facts about one aggregate stay in order.
    var key: String { get }
}
