/// The caller's notifications, newest first.
package struct ListNotifications: Request {
    package typealias Reply = Page<Notification>
    package static let name = "workers.notifications.v1"
    package static let service = ServiceName.workers

    /// Only those that are, or are not, yet to be read; absent: all.
    package var unread: Bool?
    package var limit: Int
    package var cursor: String?

    package init(unread: Bool?, limit: Int, cursor: String?) {
        self.unread = unread
        self.limit = limit
        self.cursor = cursor
    }
}

/// The first time counts.
package struct MarkNotificationRead: Request {
    package typealias Reply = Nothing
    package static let name = "workers.read-notification.v1"
    package static let service = ServiceName.workers
    package static let successStatus = 204

    package var id: NotificationID

    package init(id: NotificationID) { self.id = id }
}

package struct MarkAllNotificationsRead: Request {
    package typealias Reply = Nothing
    package static let name = "workers.read-notifications.v1"
    package static let service = ServiceName.workers
    package static let successStatus = 204

    package init() {}
}
