import Contracts

extension Routes {
    static let notifications: [Route] = [
        .get("/notifications", .user, "The caller's notifications, newest first", [.unread, .limit, .cursor]) {
            ListNotifications(unread: try $0.unread(), limit: try $0.limit(), cursor: try $0.cursor())
        },
        .post("/notifications/{id}/read", .user, "Marks a notification as read") { MarkNotificationRead(id: try $0.id()) },
        .post("/notifications/read-all", .user, "Marks all notifications as read") { _ in MarkAllNotificationsRead() },
        .get("/users/me/notification-preferences", .user, "How the caller is told of what") { _ in GetNotificationPreferences() },
        .put(
            "/users/me/notification-preferences", .user, "Chooses how the caller is told of what; what is left out is as it was at first",
            passing: UpdateNotificationPreferences.self),
    ]

    static let push: [Route] = [
        .get("/push/key", .user, "The key that a browser subscribes with") { _ in GetPushKey() },
        .get("/push/subscriptions", .user, "The caller's browsers that take pushed notifications") { _ in ListPushSubscriptions() },
        .post(
            "/push/subscriptions", .user, "Pushes notifications to a browser: the body is its subscription",
            SubscribeToPush.Subscription.self
        ) { SubscribeToPush(subscription: $1, userAgent: $0.userAgent) },
        .delete("/push/subscriptions/{id}", .user, "Pushes nothing more to a browser") { UnsubscribeFromPush(id: try $0.id()) },
    ]
}

extension ParameterDescription {
    fileprivate static let unread = query("unread", .boolean, "Only those that are yet to be read, or only those that are not.")
}

extension RouteInput {
    fileprivate func unread() throws(Problem) -> Bool? {
        switch query["unread"] {
        case nil, "": nil
        case "true": true
        case "false": false
        default: throw .invalid("unread", "must be true or false")
        }
    }
}
