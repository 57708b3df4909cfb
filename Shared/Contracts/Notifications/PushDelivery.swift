/// Sends one notification to one browser.
package struct PushDelivery: JobPayload {
    package static let type = "push"
    package static let queue = "notifications"

    package var subscription: PushSubscriptionID
    package var notification: Notification

    package init(subscription: PushSubscriptionID, notification: Notification) {
        self.subscription = subscription
        self.notification = notification
    }
}
