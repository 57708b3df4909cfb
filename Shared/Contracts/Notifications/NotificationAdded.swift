/// Somebody has a new notification in their list.
package struct NotificationAdded: Event {
    package static let name = "notification.added.v1"
    package static let service = ServiceName.workers

    package var user: UserID
    package var notification: Notification
    package var key: String { user.description }

    package init(user: UserID, notification: Notification) {
        self.user = user
        self.notification = notification
    }
}
