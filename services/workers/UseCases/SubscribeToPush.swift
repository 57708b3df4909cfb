import Bus
import Contracts
import Outbox
import WebPush

extension Workers {
    /// Looks the endpoint's host up first: an endpoint that would never be sent to is refused at once. Before the transaction,
    /// which must not wait for a name server.
    func answer(_ request: SubscribeToPush, _ context: RequestContext) async throws -> Answer {
        let user = try context.userID
        try await check(request.subscription)
        let new = StoredSubscription(
            id: .make(), endpoint: request.subscription.endpoint, p256dh: request.subscription.keys.p256dh,
            auth: request.subscription.keys.auth, userAgent: request.userAgent, createdAt: .now(), lastSuccessAt: nil)
        return try await writes.perform(SubscribeToPush.self, context) { scope in
            try await PostgresSubscriptionStore.subscribe(new, of: user, scope.connection).shown
        }
    }

    private func check(_ subscription: SubscribeToPush.Subscription) async throws {
        var errors: [Problem.FieldError] = []
        do throws(PushRecipientError) {
            _ = try PushRecipient(p256dh: subscription.keys.p256dh, auth: subscription.keys.auth)
        } catch {
            errors.append(Self.error(error))
        }
        if let reason = try await refusal(of: subscription.endpoint) { errors.append(.init(field: "endpoint", message: reason)) }
        guard errors.isEmpty else { throw Problem.invalid(errors) }
    }

    /// Nil for an endpoint that is sent to.
    private func refusal(of text: String) async throws -> String? {
        guard let endpoint = PushEndpoint(text) else { return "must be an https URL of at most \(PushEndpoint.longest) characters" }
        do {
            try await push.check.addresses(of: endpoint)
            return nil
        } catch let refusal as EndpointRefusal {
            return refusal.description
        } catch {
            logger.info("a push service's name could not be looked up", metadata: ["error": "\(error)"])
            throw Problem.unavailable("The endpoint's host could not be looked up.")
        }
    }

    private static func error(_ error: PushRecipientError) -> Problem.FieldError {
        switch error {
        case .badPublicKey: .init(field: "keys.p256dh", message: "must be an uncompressed point of P-256 in base64url")
        case .badSecret: .init(field: "keys.auth", message: "must be 16 bytes in base64url")
        }
    }
}
