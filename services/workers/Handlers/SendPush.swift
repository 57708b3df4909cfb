import Contracts
import Jobs
import Resilience
import WebPush

extension Workers {
    /// Sends one notification to one browser. A browser that has given its subscription up is forgotten.
    func sendPush(_ job: PushDelivery, _ context: JobContext) async throws -> Nothing {
        guard let subscription = try await subscriptions.find(job.subscription) else { return Nothing() }
        switch try await send(job.notification, to: subscription) {
        case .delivered: try await subscriptions.delivered(subscription.id)
        case .gone: try await subscriptions.forget(subscription.id)
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
