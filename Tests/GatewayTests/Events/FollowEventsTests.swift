import Contracts
import Glibc
import HTTPTypes
import MediaFiles
import TestSupport
import Testing

@testable import gateway

/// Following events over a real connection.
struct FollowEventsTests {
    private func withEvents(
        _ live: LiveLimits = LiveLimits(), _ limits: Limits = Limits(),
        _ body: @escaping @Sendable (LiveWorld, TestGateway, Int) async throws -> Void
    ) async throws {
        let world = LiveWorld(live)
        let test = try await TestGateway(limits: limits, live: world.feed)
        try await LiveGateway.serve(test, limits) { port in
            try await body(world, test, port)
            world.hub.stop()
        }
    }

    /// The client blocks, so it has a thread that may.
    private func listen<Result: Sendable>(
        _ port: Int, _ test: TestGateway, _ headers: [String] = [], method: String = "GET", window: Int? = nil,
        _ body: @escaping @Sendable (EventSourceClient) throws -> Result
    ) async throws -> Result {
        let headers = headers.isEmpty ? ["Authorization: Bearer \(try await test.signer.token())"] : headers
        return try await FileThreads(width: 1).run { _ in
            try body(EventSourceClient(port: port, method: method, headers: headers, window: window))
        }
    }

    @Test func eventsArriveAsTheyHappen() async throws {
        try await withEvents { world, test, port in
            try await listen(port, test) { client in
                #expect(client.status == 200)
                for header in ["content-type: text/event-stream", "cache-control: no-store", "x-accel-buffering: no"] {
                    #expect(client.head.contains(header))
                }
                #expect(!client.head.contains("content-length") && !client.head.contains("content-encoding"))
                for number in 1...3 {
                    let media = try world.happen()
                    client.read { $0.events.count == number }
                    let shown = try client.events.last?.data.mediaId
                    #expect(shown == media.description)
                }
            }
        }
    }

    @Test func aCookieWillDo() async throws {
        try await withEvents { world, test, port in
            try await listen(port, test, ["Cookie: mn_token=\(try await test.signer.token())"]) { client in
                try world.happen()
                client.read { !$0.events.isEmpty }
                #expect(client.events.count == 1)
            }
            #expect(try await test.ask(.get, "/api/v1/events", as: nil).status == 401)
        }
    }

    @Test func aClientThatComesBackGoesOn() async throws {
        try await withEvents { world, test, port in
            let token = "Authorization: Bearer \(try await test.signer.token())"
            let seen = try await listen(port, test) { client in
                try world.happen()
                client.read { !$0.events.isEmpty }
                return client.events.last?.lastEventID ?? ""
            }
            let missed = try world.happen()
            try await listen(port, test, [token, "Last-Event-ID: \(seen)"]) { client in
                client.read { !$0.events.isEmpty }
                let shown = try client.events.map { try $0.data.mediaId }
                #expect(shown == [missed.description])
            }
        }
    }

    @Test func aQuietStreamOutlivesTheIdleTimeout() async throws {
        var (live, limits) = (LiveLimits(), Limits())
        limits.idleTimeout = .seconds(3)
        live.heartbeat = .milliseconds(300)
        try await withEvents(live, limits) { world, test, port in
            let review = Task {
                while !Task.isCancelled {
                    world.hub.review { $0.role }
                    try await Task.sleep(for: .milliseconds(20))
                }
            }
            defer { review.cancel() }
            try await listen(port, test) { client in
                client.read { $0.comments >= 12 }
                #expect(client.comments >= 12 && !client.hasEnded)
                try world.happen()
                client.read { !$0.events.isEmpty }
                #expect(client.events.count == 1)
            }
        }
    }

    @Test func aClientThatGoesAwayLeavesNothing() async throws {
        try await withEvents { world, test, port in
            for _ in 0..<20 { try await listen(port, test) { client in #expect(client.status == 200) } }
            try await eventually(.seconds(5)) { !world.hub.hasClients }
        }
    }

    @Test func aStreamEndsWithItsSession() async throws {
        try await withEvents { world, test, port in
            try await listen(port, test) { client in
                #expect(client.status == 200)
                test.revocations.end(test.signer.session, until: .now() + .seconds(900))
                world.hub.review { test.revocations.role(of: $0) }
                client.read { _ in false }
                #expect(client.hasEnded)
            }
            #expect(try await test.ask(.get, "/api/v1/events").status == 401)
            try await eventually { !world.hub.hasClients }
        }
    }

    @Test func aClientThatTakesNothingIsDropped() async throws {
        try await withEvents { world, test, port in
            try await listen(port, test, window: 4_096) { client in
                #expect(client.status == 200)
                let user = test.signer.user
                // More than the kernel holds for it.
                for number in 0..<20_000 where world.hub.hasClients {
                    let long = LiveEvent("job.failed", to: .user(user)) { $0.field("message", String(repeating: "x", count: 4_000)) }
                    world.hub.receive([(.init(milliseconds: 10_000 + UInt64(number)), long)], of: .jobs)
                    usleep(200)
                }
                #expect(!world.hub.hasClients)
                client.read { _ in false }
                #expect(client.hasEnded)
            }
            #expect(world.metrics.render().contains("live_clients_ended_total{reason=\"slow\"} 1"))
        }
    }

    @Test func everyoneIsLetGoWhenTheGatewayStops() async throws {
        try await withEvents { world, test, port in
            try await listen(port, test) { client in
                #expect(client.status == 200)
                world.hub.stop()
                client.read { _ in false }
                #expect(client.hasEnded)
            }
            #expect(try await listen(port, test) { $0.status } == 503)
        }
    }

    @Test func tooManyClientsAreRefused() async throws {
        var live = LiveLimits()
        (live.clients, live.clientsOfUser) = (2, 1)
        try await withEvents(live) { world, test, port in
            let other = "Authorization: Bearer \(try await test.signer.token { $0.sub.value = UserID.make().description })"
            let third = "Authorization: Bearer \(try await test.signer.token { $0.sub.value = UserID.make().description })"
            let (own, statuses) = (try await test.signer.token(), Journal<Int>())
            try await FileThreads(width: 1).run { _ in
                var clients: [EventSourceClient] = []
                for header in ["Authorization: Bearer \(own)", "Authorization: Bearer \(own)", other, third] {
                    let client = EventSourceClient(port: port, headers: [header])
                    statuses.append(client.status)
                    if client.status != 200 { #expect(client.head.contains("retry-after: 10")) }
                    clients.append(client)
                }
            }
            #expect(statuses.all == [200, 429, 200, 503])
        }
    }

    @Test func aQuestionForTheHeadAloneTakesNoPlace() async throws {
        try await withEvents { world, test, port in
            try await listen(port, test, method: "HEAD") { client in
                #expect(client.status == 200 && client.head.contains("text/event-stream"))
            }
            #expect(!world.hub.hasClients)
        }
    }
}
