import Contracts
import WebPush

struct StoredSubscription: Sendable {
    let id: PushSubscriptionID
    let endpoint: String
    let p256dh: String
    let auth: String
    let userAgent: String?
    let createdAt: Timestamp
    let lastSuccessAt: Timestamp?

    /// As the API shows it.
    var shown: PushSubscription {
        PushSubscription(
            id: id, origin: PushEndpoint(endpoint)?.origin ?? "", userAgent: userAgent, createdAt: createdAt,
            lastSuccessAt: lastSuccessAt)
    }
}
