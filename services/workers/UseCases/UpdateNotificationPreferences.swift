import Bus
import Contracts
import Outbox

extension Workers {
    func answer(_ request: UpdateNotificationPreferences, _ context: RequestContext) async throws -> Answer {
        let user = try context.userID
        try Self.check(request.items)
        return try await writes.perform(UpdateNotificationPreferences.self, context) { scope in
            ItemList(try await PostgresPreferenceStore.replace(of: user, with: request.items, scope.connection))
        }
    }

    private static func check(_ choices: [UpdateNotificationPreferences.Choice]) throws(Problem) {
        var errors: [Problem.FieldError] = []
        for (index, choice) in choices.enumerated() {
            if choices[..<index].contains(where: { $0.type == choice.type }) {
                errors.append(.init(field: "items[\(index)].type", message: "must not come twice"))
            }
            for (channel, isOn) in choice.channels where isOn && !choice.type.canGo(by: channel) {
                errors.append(.init(field: "items[\(index)].\(channel.rawValue)", message: "is not a way for \(choice.type.rawValue)"))
            }
        }
        guard errors.isEmpty else { throw .invalid(errors) }
    }
}
