/// Sends one mail to one user. Their address is looked up when it is sent: none lies in the queue.
package struct EmailDelivery: JobPayload, Hashable {
    package enum Content: Codable, Sendable, Hashable {
        case welcome
        case passwordChanged(at: Timestamp)
        /// `device` in words, `address` as auth saw it.
        case newSignIn(at: Timestamp, device: String, address: String?)
        case scanFinished(library: String?, summary: ScanSummary)
    }
    package static let type = "email"
    package static let queue = "notifications"

    package var user: UserID
    package var content: Content

    package init(to user: UserID, _ content: Content) {
        self.user = user
        self.content = content
    }
}
