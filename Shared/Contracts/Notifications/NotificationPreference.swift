import JSON

/// Which ways the notifications of one type take to one user.
package struct NotificationPreference: CodedJSON, Sendable, Hashable {
    package var type: NotificationType
    package var inbox: Bool
    package var push: Bool
    package var email: Bool

    /// - Parameter chosen: what the user has chosen; the rest is the type's own.
    package init(_ type: NotificationType, chosen: [NotificationChannel: Bool] = [:]) {
        func isOn(_ channel: NotificationChannel) -> Bool { chosen[channel] ?? type.isOn(by: channel) }
        self.type = type
        inbox = isOn(.inbox)
        push = isOn(.push)
        email = isOn(.email)
    }
}

package struct GetNotificationPreferences: Request {
    package typealias Reply = ItemList<NotificationPreference>
    package static let name = "workers.notification-preferences.v1"
    package static let service = ServiceName.workers

    package init() {}
}

/// Replaces all choices: what is left out is the type's own again.
package struct UpdateNotificationPreferences: Request {
    package struct Choice: Codable, Sendable, Hashable {
        package var type: NotificationType
        package var inbox: Bool?
        package var push: Bool?
        package var email: Bool?

        package init(type: NotificationType, inbox: Bool? = nil, push: Bool? = nil, email: Bool? = nil) {
            self.type = type
            self.inbox = inbox
            self.push = push
            self.email = email
        }

        package var channels: [NotificationChannel: Bool] {
            let all: [NotificationChannel: Bool?] = [.inbox: inbox, .push: push, .email: email]
            return all.compactMapValues { $0 }
        }
    }
    package typealias Reply = ItemList<NotificationPreference>
    package static let name = "workers.update-notification-preferences.v1"
    package static let service = ServiceName.workers

    package var items: [Choice]

    package init(items: [Choice]) { self.items = items }
}
