import Bus
import Contracts
import JSON
import Outbox
import Postgres
import Resilience

/// Adds a row to the effects and tells of it.
struct AddEffect: Request {
    struct Reply: CodedJSON, Sendable, Equatable {
        var label: String
        var by: String
    }
    static let name = "test.add-effect.v1"
    static let service = ServiceName.media
    static let successStatus = 201

    var label: String
}

struct EffectAdded: Event {
    static let name = "test.effect-added.v1"
    static let service = ServiceName.media

    var label: String
    var key: String { label }
}

extension RequestContext {
    static func make(
        _ id: String = "gateway-1", label: String = "", key: String? = nil, caller: Caller = .system, isRedelivered: Bool = false
    ) -> RequestContext {
        RequestContext(
            RequestEnvelope(
                id: id, name: AddEffect.name, deadline: .after(.seconds(30)), caller: caller, idempotencyKey: key,
                body: Array(#"{"label":"\#(label)"}"#.utf8)), isRedelivered: isRedelivered)
    }
}

extension OutboxWorld {
    static func insertion(_ label: String) -> SQL { "INSERT INTO effects (label) VALUES (\(label))" }

    /// `by` tells one run from another.
    func add(_ label: String, by: String = "", _ context: RequestContext) async throws -> Answer {
        try await writes.perform(AddEffect.self, context) { scope in
            _ = try await scope.connection.execute(Self.insertion(label))
            try scope.publish(EffectAdded(label: label))
            return AddEffect.Reply(label: label, by: by)
        }
    }

    func addAtOnce(_ label: String, by: String = "", _ context: RequestContext) async throws -> Answer {
        let answer = Answer(to: AddEffect.self, AddEffect.Reply(label: label, by: by), headers: [.init("ETag", "\"1\"")])
        return try await writes.performAtOnce(
            context, answer: answer, [Self.insertion(label)], event: try Outbox.row(EffectAdded(label: label)))
    }
}
