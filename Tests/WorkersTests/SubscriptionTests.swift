import Contracts
import TestSupport
import Testing

@testable import workers

@Suite(.timeLimit(.minutes(1))) struct SubscriptionTests {
    private static let endpoint = "https://push.example/one"

    @Test func anEndpointKeepsItsIdUntilItIsAnotherUsers() async throws {
        try await withNotificationWorld { world in
            let first = try await world.subscribe(Self.endpoint)
            #expect(try await world.subscribe(Self.endpoint, auth: "a new secret") == first)
            let other = UserID.make()
            let taken = try await world.subscribe(Self.endpoint, auth: "a new secret", as: other)
            // A message on its way to the user before must not find the browser of this one.
            #expect(taken != first)
            await #expect(throws: Problem.self) { try await world.subscribe(Self.endpoint, auth: "a guess") }
        }
    }

    @Test func thoseThatNothingReachedForLongestGo() async throws {
        try await withNotificationWorld { world in
            let subscriptions = PostgresSubscriptionStore(database: world.database)
            var ids: [PushSubscriptionID] = []
            for _ in 0..<PostgresSubscriptionStore.mostOfUser { ids.append(try await world.subscribe()) }
            for (place, id) in ids.enumerated() {
                try await world.database.execute(
                    "UPDATE push_subscriptions SET created_at = \(Timestamp.now() - .seconds(900 - place)) WHERE id = \(id)")
            }
            // The oldest, but something has reached it.
            let reached = ids[0]
            try await world.database.withTransaction { try await PostgresSubscriptionStore.delivered(reached, $0) }
            let new = try await world.subscribe()
            let kept = Set(try await subscriptions.list(of: world.user).map(\.id))
            #expect(kept == Set(ids + [new]).subtracting([ids[1]]))
        }
    }
}
