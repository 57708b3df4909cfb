import Contracts
import FoundationEssentials

extension KeyRing {
    /// Oldest first.
    func reports(at now: Date, tokenLifetime: TimeInterval) -> [SigningKeyReport] {
        let signing = signing(at: now)
        return keys.indices.map { index in
            let isRetired = keys.index(after: index) < keys.endIndex && keys[index + 1].activeFrom <= now
            let state: SigningKeyReport.State = isRetired ? .retired : keys[index] == signing ? .signing : .coming
            let end = isRetired ? keys[index + 1].activeFrom.addingTimeInterval(tokenLifetime) : nil
            return SigningKeyReport(
                id: keys[index].id, state: state, activeFrom: Self.timestamp(keys[index].activeFrom),
                believedUntil: end.map(Self.timestamp))
        }
    }

    private static func timestamp(_ date: Date) -> Timestamp {
        Timestamp(milliseconds: Int64((date.timeIntervalSince1970 * 1_000).rounded()))
    }
}
