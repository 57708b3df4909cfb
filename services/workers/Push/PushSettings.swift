import Observability
import Runtime
import WebPush

/// How messages are pushed. The keys are listed at `WorkersConfiguration`.
struct PushSettings: Sendable {
    let allowsPrivate: Bool
    let authorities: String?
    let limit: Duration
    let subject: String
    /// Nil: made at the first start and kept in the database.
    let privateKey: Redacted<String>?

    init(_ reader: ConfigurationReader) {
        allowsPrivate = reader.bool("PUSH_ALLOW_PRIVATE", default: false)
        authorities = reader.optionalString("PUSH_CA_FILE")
        limit = reader.duration("PUSH_TIMEOUT_SECONDS", default: .seconds(10), in: .milliseconds(100)...(.seconds(60)))
        subject = reader.string("VAPID_SUBJECT", default: "mailto:admin@localhost")
        privateKey = reader.secret("VAPID_PRIVATE_KEY")
        check(reader)
    }

    private func check(_ reader: ConfigurationReader) {
        do throws(VapidIdentityError) {
            if let privateKey {
                _ = try VapidIdentity(privateKey: privateKey.reveal(), subject: subject)
            } else {
                _ = try VapidIdentity(subject: subject)
            }
        } catch {
            switch error {
            case .badKey: reader.reject("VAPID_PRIVATE_KEY", "must be a private key of P-256: 32 bytes in base64url")
            case .badSubject: reader.reject("VAPID_SUBJECT", "must be a mailto: or https: URL")
            }
        }
    }

    /// - Parameter stored: the database's key; `new` where it has none.
    func identity(orStored stored: (_ new: String) async throws -> String) async throws -> VapidIdentity {
        if let privateKey { return try VapidIdentity(privateKey: privateKey.reveal(), subject: subject) }
        let new = try VapidIdentity(subject: subject)
        return try VapidIdentity(privateKey: try await stored(new.privateKey), subject: subject)
    }
}
