import JSON

/// What a browser needs to subscribe: its `applicationServerKey`.
package struct GetPushKey: Request {
    package struct Reply: CodedJSON, Sendable {
        /// The uncompressed point of P-256, in base64url.
        package var publicKey: String

        package init(publicKey: String) { self.publicKey = publicKey }
    }
    package static let name = "workers.push-key.v1"
    package static let service = ServiceName.workers

    package init() {}
}

/// The same endpoint again is the same subscription.
package struct SubscribeToPush: Request {
    /// As a browser's `PushSubscription` turns itself into JSON.
    package struct Subscription: Codable, Sendable {
        package struct Keys: Codable, Sendable {
            package var p256dh: String
            package var auth: String

            package init(p256dh: String, auth: String) {
                self.p256dh = p256dh
                self.auth = auth
            }
        }
        package var endpoint: String
        package var keys: Keys

        package init(endpoint: String, keys: Keys) {
            self.endpoint = endpoint
            self.keys = keys
        }
    }
    package typealias Reply = PushSubscription
    package static let name = "workers.subscribe.v1"
    package static let service = ServiceName.workers
    package static let successStatus = 201

    package var subscription: Subscription
    package var userAgent: String?

    package init(subscription: Subscription, userAgent: String?) {
        self.subscription = subscription
        self.userAgent = userAgent
    }
}

package struct UnsubscribeFromPush: Request {
    package typealias Reply = Nothing
    package static let name = "workers.unsubscribe.v1"
    package static let service = ServiceName.workers
    package static let successStatus = 204

    package var id: PushSubscriptionID

    package init(id: PushSubscriptionID) { self.id = id }
}

/// The caller's, oldest first.
package struct ListPushSubscriptions: Request {
    package typealias Reply = ItemList<PushSubscription>
    package static let name = "workers.subscriptions.v1"
    package static let service = ServiceName.workers

    package init() {}
}
