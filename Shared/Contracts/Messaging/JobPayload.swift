/// Work that a worker does later.
package protocol JobPayload: Codable, Sendable {
    /// Wire name, for example `thumbnail-generation`.
    static var type: String { get }
    static var queue: String { get }
}
