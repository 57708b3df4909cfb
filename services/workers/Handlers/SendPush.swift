import Contracts
import Jobs
import Resilience
import WebPush

extension Workers {
    /// Sends one notification to one browser. A browser that has given its subscription up is forgotten.
    ///
    /// One that an earlier attempt has sent, and noted, is not sent again.
    func sendPush(_ job: PushDelivery, _ context: JobContext) async throws -> Nothing {
        guard try await !effects.isDone(job: context.id), let subscription = try await subscriptions.find(job.subscription) else {
            return Nothing()
        }
        let id = subscription.id
        switch try await send(job.notification, to: subscription) {
        case .delivered:
            try await effects.apply(job: context.id, attempt: context.attempt) { try await PostgresSubscriptionStore.delivered(id, $0) }
        case .gone:
            try await effects.apply(job: context.id, attempt: context.attempt) { try await PostgresSubscriptionStore.forget(id, $0) }
        case .tooLarge: throw JobFailure("The notification is too large to be pushed.")
        case .refused(let reason): throw JobFailure("Not pushed: \(reason).")
        case .slowDown(let pause): throw JobRetry(after: pause, "The push service asks for time.")
        case .failed(let reason): throw PushFailed(description: "Not pushed: \(reason).")
        }
        return Nothing()
    }

    private func send(_ notification: Notification, to subscription: StoredSubscription) async throws -> PushOutcome {
        guard let endpoint = PushEndpoint(subscription.endpoint) else { throw JobFailure("The endpoint cannot be read.") }
        let recipient = try PushRecipient(p256dh: subscription.p256dh, auth: subscription.auth)
        do throws(BreakerOpen) {
            return try await push.send(notification, to: endpoint, for: recipient)
        } catch {
            throw JobRetry(after: max(error.retryAfter, .seconds(1)), "\(error)")
        }
    }
}

/// Trying again may help.
private struct PushFailed: Error, CustomStringConvertible {
    let description: String
}
