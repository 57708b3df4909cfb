import Bus
import Contracts

extension Revocations {
    /// Takes note of a fact from auth; others are passed over.
    /// - Throws: when the fact cannot be read.
    func apply(_ event: EventEnvelope) throws {
        switch event.name {
        case SessionEnded.name:
            let fact = try event.decode(SessionEnded.self)
            end(fact.session, until: fact.until)
        case UserChanged.name:
            let fact = try event.decode(UserChanged.self)
            change(fact.user, role: fact.role, status: fact.status, version: fact.version)
        default: break
        }
    }
}
