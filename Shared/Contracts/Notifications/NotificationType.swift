/// What notifications are about.
package enum NotificationType: String, Codable, Sendable, CaseIterable, Hashable {
    /// A scan that its receiver asked for has ended.
    case scanFinished = "scan-finished"
    /// A job of its receiver's has failed for good.
    case jobFailed = "job-failed"
    /// What was added to the catalogue, once a day.
    case newMedia = "new-media"
}

/// The ways that a notification takes.
package enum NotificationChannel: String, Codable, Sendable, CaseIterable, Hashable {
    /// The list under `GET /notifications`, and `GET /events`.
    case inbox
    /// To browsers that asked for it.
    case push
    case email
}

extension NotificationType {
    /// Whether it goes out there unless its receiver wants it otherwise.
    package func isOn(by channel: NotificationChannel) -> Bool {
        switch (self, channel) {
        case (.newMedia, _), (.jobFailed, .email): false
        default: true
        }
    }

    /// Mail is only sent of scans.
    package func canGo(by channel: NotificationChannel) -> Bool { channel != .email || self == .scanFinished }
}
