import Bus
import Contracts
import Postgres

extension MailOrders {
    /// For their safety: nobody can switch it off. Devices are remembered while mail is off, too, so that switching it on does not
    /// make all of them new.
    func mailNewSignIn(_ event: SignedIn, _ fact: EventEnvelope, _ connection: PostgresConnection) async throws {
        let device = Device(userAgent: event.userAgent, address: event.address)
        guard try await PostgresDeviceStore.isNews(device, of: event.user, at: fact.time, connection) else { return }
        try await order(
            .newSignIn(at: fact.time, device: device.description, address: event.address), for: event.user, since: fact, connection)
    }
}
