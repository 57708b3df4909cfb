import Bus
import Contracts

extension Answers {
    /// Answers with a failure, after a look at the request.
    mutating func refuse<R: Contracts.Request>(
        _ request: R.Type, _ refuse: @escaping @Sendable (R, Bus.RequestContext) async throws -> any Error
    ) {
        on(request) { (payload, context) -> Answer in throw try await refuse(payload, context) }
    }
}
