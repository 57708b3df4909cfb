/// A committed row that waits to be published.
package struct OutboxRow: Sendable {
    package let id: Int64
    package let stream: String
    package let name: String
    package let key: String
    package let payload: [UInt8]
}
